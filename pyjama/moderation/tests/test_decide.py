from datetime import timedelta

import pytest
from django.urls import reverse
from zeal import zeal_ignore

from pyjama.attachments.actions import attach, keep_attachment
from pyjama.attachments.attaching import checked
from pyjama.attachments.tests.files import picture, upload
from pyjama.core import clock
from pyjama.core.refusals import Refused
from pyjama.karma.models import Entry
from pyjama.moderation.actions import decide, report, undo
from pyjama.moderation.models import Decision, Ground, Item, StaffAct, Verb
from pyjama.moderation.tasks import forget_former
from pyjama.notifications.models import Kind, Notification

BODY = "It sounds like a restaurant I could never get a reservation at"


def karma_of(person):
    return Entry.objects.filter(person=person).total()


def test_hidden_words_are_gone_from_every_public_page_and_their_karma_with_them(world, browser, contribution, decided):
    before, count = karma_of(world.sam), contribution.call.contribution_count
    assert Entry.objects.standing().filter(object_id=contribution.pk, person=world.sam).exists()

    decision = decided()

    contribution.refresh_from_db()
    contribution.call.refresh_from_db()
    assert karma_of(world.sam) < before
    assert contribution.call.contribution_count == count - 1
    for person in (None, world.amina, world.sam, world.ruth):
        client = browser(person)
        page = client.get(contribution.call.get_absolute_url()).content.decode()
        assert BODY not in page
        assert "Contribution hidden by moderators" in page
        paths = ["pages:home", "pages:changed", "notifications:list", "pages:mine", "pages:given", "pages:calls_feed"]
        assert [path for path in paths if BODY in client.get(reverse(path), follow=True).content.decode()] == []
        assert client.get(contribution.get_absolute_url()).status_code == 404
    assert browser(world.sam).get(decision.get_absolute_url()).status_code == 200


def test_a_file_beside_hidden_words_is_served_to_nobody(world, browser, contribution, decided):
    file = keep_attachment(owner=world.sam, file=checked(upload(picture(), "lamp.png")))
    attach(target=contribution, person=world.sam, files=[(file, "A lamp.")])
    path = file.get_absolute_url()
    assert browser().get(path).status_code == 200
    decided()
    assert [browser(person).get(path).status_code for person in (None, world.sam, world.victor)] == [404] * 3


def test_replies_to_hidden_words_stay(world, browser):
    answer = world.contribution("menu", "amina")
    item = report(row=answer, reporter=world.victor, network="192.0.2.7", ground=Ground.SPAM).item
    decide(item=item, moderator=world.odile, verb=Verb.HIDE, ground=Ground.SPAM)
    page = browser().get(answer.call.get_absolute_url()).content.decode()
    assert "is going up on the wall for our next meeting" in page
    assert "it says nothing about me. I ate at a place" not in page


def test_undone_everything_is_as_before(world, browser, contribution, decided):
    before, count = karma_of(world.sam), contribution.call.contribution_count
    decision = decided()

    response = browser(world.odile).post(reverse("moderation:undo", args=[decision.pk]), follow=True)

    assert "The decision is undone" in response.content.decode()
    contribution.call.refresh_from_db()
    assert karma_of(world.sam) == before
    assert contribution.call.contribution_count == count
    assert BODY in browser().get(contribution.call.get_absolute_url()).content.decode()
    with pytest.raises(Refused, match="undone already"):
        undo(decision=decision, moderator=world.odile)
    assert karma_of(world.sam) == before


def test_a_decision_can_be_undone_for_thirty_days(world, decided, at):
    decision = decided()
    with at(decision.made_at + timedelta(days=30)), pytest.raises(Refused, match="30 days ago"):
        undo(decision=decision, moderator=world.odile)
    with at(decision.made_at + timedelta(days=30) - timedelta(seconds=1)):
        assert undo(decision=decision, moderator=world.odile).undone_at


@pytest.mark.parametrize(
    ("verb", "options", "words"),
    [
        (Verb.WARN, {}, "This is a warning"),
        (Verb.HIDE, {}, "What you wrote is hidden"),
        (Verb.LIMIT, {"days": 7, "per_day": 3}, "you may write 3 texts a day"),
        (Verb.SUSPEND, {"days": 7}, "Your account is suspended until"),
    ],
)
def test_the_author_is_told_what_why_and_how_to_ask_again(world, browser, decided, outbox, verb, options, words):
    decision = decided(verb, **options)

    (mail,) = [mail for mail in outbox() if mail.recipient == world.sam.email]
    for sentence in (words, "The reason: Insults, hatred or harassment.", "Not so.", "once and within 20 days"):
        assert sentence in " ".join(mail.text.split())
    assert Notification.objects.filter(kind=Kind.DECISION, recipient=world.sam).count() == 1
    page = browser(world.sam).get(decision.get_absolute_url()).content.decode()
    assert words in page
    assert "Ask for a second look" in page


def test_what_is_dismissed_is_told_nobody(world, decided, outbox):
    decided(Verb.DISMISS)
    assert outbox() == []


def test_a_decision_is_read_by_those_it_concerns_alone(world, browser, decided):
    decision = decided()
    for person in (world.amina, world.ruth, world.theo):
        assert browser(person).get(decision.get_absolute_url()).status_code == 404
    assert browser().get(decision.get_absolute_url()).status_code == 302


def test_the_second_moderator_sees_the_decision_of_the_first(world, browser, reported, decided):
    world.yasmine.__class__.objects.filter(pk=world.yasmine.pk).update(is_moderator=True)
    decided()
    form = {"verb": "dismiss", "ground": "other"}
    page = browser(world.yasmine).post(reverse("moderation:item", args=[reported.pk]), form).content.decode()
    assert "Odile" in page
    assert "has decided on this already: hide" in page
    assert Decision.objects.filter(item=reported).count() == 1


def test_a_claim_is_seen_by_colleagues_and_ends_by_itself(world, browser, reported, at):
    world.yasmine.__class__.objects.filter(pk=world.yasmine.pk).update(is_moderator=True)
    response = browser(world.odile).post(reverse("moderation:claim", args=[reported.pk]))
    assert response.url == reported.get_absolute_url()
    browser(world.yasmine).post(reverse("moderation:claim", args=[reported.pk]))
    assert "Odile has it in hand" in browser(world.yasmine).get(reported.get_absolute_url()).content.decode()
    with at(clock.now() + timedelta(minutes=16)):
        assert "has it in hand" not in browser(world.yasmine).get(reported.get_absolute_url()).content.decode()


def test_nobody_decides_on_her_own(world, browser, contribution, reported):
    type(world.sam).objects.filter(pk__in=[world.sam.pk, world.ruth.pk]).update(is_moderator=True)
    for person in (world.sam, world.ruth):
        page = browser(person).post(reported.get_absolute_url(), {"verb": "dismiss", "ground": "other"}).content.decode()
        assert "You have a part in this" in page
    assert not Decision.objects.filter(item=reported).exists()


def test_nobody_publishes_the_first_call_of_her_own_organization(world, browser):
    call = world.call("doorway")
    call.organization.memberships.create(person=world.odile, role="editor")
    path = reverse("calls:decide", args=[call.pk])
    response = browser(world.odile).post(path, {"approve": str(call.version)})
    assert response.status_code == 409
    assert "You belong to this organization" in response.content.decode()
    assert browser(world.odile).post(path, {"return": "1", "note": "Not yet."}).status_code == 422
    call.refresh_from_db()
    assert call.state == "review"


def test_a_sanction_has_an_end(world, browser, reported):
    form = {"verb": "suspend", "ground": "spam", "words": "I typed this."}
    response = browser(world.odile).post(reported.get_absolute_url(), form)
    assert response.status_code == 422
    assert "every sanction has an end" in response.content.decode()
    assert "I typed this." in response.content.decode()


def test_many_are_decided_with_three_clicks(world, browser, newcomers):
    rows = world.call("snowbanks").contributions.answers()[:5]
    items = [report(row=row, reporter=world.victor, network="192.0.2.7", ground=Ground.SPAM).item for row in rows]
    path = reverse("moderation:queue") + "?kind=report"
    with zeal_ignore():  # each is decided alone, as if it were opened: rows are held one after the other
        long = browser(world.odile).post(path, {"all": "1", "act": "hide:spam", "words": "Why? " * 300})
        response = browser(world.odile).post(path, {"all": "1", "act": "hide:spam", "words": "Not here."}, follow=True)
    assert (long.status_code, long.text.count("Why? " * 299)) == (422, 1)
    assert "Decided on" in response.content.decode()
    assert [*Decision.objects.filter(item__in=items).values_list("words", flat=True)] == ["Not here."] * 5
    assert {row.hidden_at is None for row in type(rows[0]).objects.filter(pk__in=[row.pk for row in rows])} == {False}


def test_the_queue_is_read_in_a_constant_number_of_queries(world, browser, django_assert_max_num_queries):
    rows = world.call("snowbanks").contributions.answers()
    client, path = browser(world.odile), reverse("moderation:queue")
    for row in rows[:2]:
        report(row=row, reporter=world.victor, network="192.0.2.7", ground=Ground.SPAM)
    with django_assert_max_num_queries(200) as few:
        client.get(path)
    for row in [*rows[2:8], *world.call("menu").contributions.answers()[:1]]:
        report(row=row, reporter=world.doris, network="192.0.2.7", ground=Ground.SPAM)
    with django_assert_max_num_queries(len(few)):
        client.get(path)


@pytest.mark.parametrize(
    ("query", "is_there"), [("", 1), ("kind=hold", 0), ("kind=report", 1), ("language=fr", 0), ("age=24", 0)]
)
def test_the_queue_is_narrowed(world, browser, reported, query, is_there):
    page = browser(world.odile).get(reverse("moderation:queue") + f"?{query}").content.decode()
    assert (f'id="item-{reported.pk}"' in page) == bool(is_there)


def test_the_queue_has_what_waits_elsewhere(world, browser):
    page = browser(world.odile).get(reverse("moderation:queue")).content.decode()
    assert reverse("calls:decide", args=[world.call("doorway").pk]) in page
    assert reverse("organizations:decide", args=[world.organization("jardin").pk]) in page


def test_a_hidden_organization_is_gone_with_its_calls_and_its_owners_are_told(world, browser, outbox):
    organization = world.organization("refuge")
    call = organization.calls.visible_to(world.amina).first()
    item = report(row=organization, reporter=world.victor, network="192.0.2.7", ground=Ground.FALSE).item
    decide(item=item, moderator=world.odile, verb=Verb.HIDE, ground=Ground.FALSE)
    for path in (organization.get_absolute_url(), call.get_absolute_url()):
        assert browser(world.amina).get(path).status_code == 404
        assert browser(world.chloe).get(path).status_code == 200
        assert path not in browser().get(reverse("sitemap", args=["calls"])).content.decode()
    assert {mail.recipient for mail in outbox()} == {world.chloe.email}


def test_a_hidden_page_gives_its_person_a_neutral_name_until_it_is_restored(world, browser):
    profile = world.camille.profile
    item = report(row=profile, reporter=world.victor, network="192.0.2.7", ground=Ground.HURTFUL).item
    decision = decide(item=item, moderator=world.odile, verb=Verb.HIDE, ground=Ground.HURTFUL)
    assert browser().get(profile.get_absolute_url()).status_code == 404
    assert world.camille.display_name == f"Membre {profile.person_id}"
    undo(decision=Decision.objects.get(pk=decision.pk), moderator=world.odile)
    assert world.camille.display_name == "Camille"


def test_what_was_dismissed_waits_again_once_that_is_undone(world, decided):
    decision = decided(Verb.DISMISS)
    undo(decision=decision, moderator=world.odile)
    assert Item.objects.open().filter(pk=decision.item_id).exists()


def test_each_act_is_in_the_log(world, decided):
    undo(decision=decided(), moderator=world.odile)
    kinds = [act.kind for act in StaffAct.objects.filter(staff=world.odile.pk).order_by("-pk")[:2]]
    assert kinds == [StaffAct.Kind.UNDID, StaffAct.Kind.DECIDED]


def test_what_putting_back_needs_is_forgotten_once_nothing_is_put_back(decided, at):
    decision = decided()
    Decision.objects.filter(pk=decision.pk).update(former={"display_name": "Once"})
    for age, kept in ((timedelta(days=30, seconds=-1), True), (timedelta(days=30), False)):
        with at(decision.made_at + age):
            forget_former()
        decision.refresh_from_db()
        assert bool(decision.former) is kept
