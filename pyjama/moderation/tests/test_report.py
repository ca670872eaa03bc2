from datetime import timedelta

import pytest
from django.urls import reverse

from pyjama.accounts.models import User
from pyjama.core import clock
from pyjama.core.limits import LIMITS
from pyjama.core.refusals import Refused
from pyjama.moderation.actions import appeal, decide, decide_appeal, report
from pyjama.moderation.models import Decision, Ground, Item, Report, Verb
from pyjama.moderation.rules import hiding_rule, weight_of
from pyjama.notifications.models import Kind, Notification

CANARY = "canary-8c1f"


def address(row, slug="contribution"):
    return reverse("moderation:report", args=[slug, row.pk])


@pytest.mark.parametrize("reporter", ["victor", None])
def test_two_clicks_report_with_an_account_or_without(world, browser, contribution, reporter):
    client = browser(getattr(world, reporter) if reporter else None)
    page = client.get(contribution.call.get_absolute_url()).content.decode()
    assert address(contribution) in page
    assert 'name="ground" value="hurtful"' in client.get(address(contribution)).content.decode()

    response = client.post(address(contribution), {"ground": "hurtful"}, follow=True)

    assert "the author never learns" in response.content.decode()
    made = Report.objects.get(item__object_id=contribution.pk)
    assert (made.reporter, made.ground) == (reporter and world.victor, "hurtful")


def test_the_form_of_a_report_opens_where_one_reads(browser, contribution):
    boosted = {"HX-Request": "true", "HX-Boosted": "true"}
    response = browser().get(address(contribution), headers=boosted)
    assert response["HX-Retarget"] == f"#report-{contribution.pk}"
    assert (response["HX-Reselect"], response["HX-Push-Url"]) == (".report", "false")
    assert "HX-Retarget" not in browser().get(address(contribution))


def test_a_report_in_place_says_thank_you_in_place(world, browser, contribution):
    response = browser().post(address(contribution), {"ground": "spam"}, headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert 'role="status"' in response.content.decode()


def test_the_same_person_twice_is_one_report(world, browser, contribution):
    for client in (browser(world.victor), browser(world.victor), browser(), browser()):
        client.post(address(contribution), {"ground": "spam"})
    assert Report.objects.filter(item__object_id=contribution.pk).count() == 2
    assert Item.objects.about(contribution).count() == 1


def test_without_a_reason_nothing_typed_is_lost(world, browser, contribution):
    response = browser(world.victor).post(address(contribution), {"words": "I had begun to explain."})
    assert response.status_code == 422
    assert "I had begun to explain." in response.content.decode()


@pytest.mark.parametrize(
    ("slug", "find"),
    [
        ("call", lambda world: world.call("menu")),
        ("organization", lambda world: world.organization("refuge")),
        ("outcome", lambda world: world.call("kittens").outcome),
        ("person", lambda world: world.camille.profile),
        ("contribution", lambda world: world.contribution("menu", "sam")),
    ],
)
def test_everything_people_wrote_can_be_reported(world, browser, slug, find):
    row = find(world)
    page = browser().get(row.get_absolute_url(), follow=True).content.decode()
    assert address(row, slug) in page
    assert browser().post(address(row, slug), {"ground": "other"}).status_code == 302
    assert Item.objects.about(row).exists()


def test_what_one_may_not_see_cannot_be_reported(world, browser):
    assert browser(world.sam).get(address(world.amina.profile, "person")).status_code == 404
    assert browser(world.sam).get(address(world.call("poster"), "call")).status_code == 404


def test_ones_own_words_are_not_reported(world, browser, contribution):
    response = browser(world.sam).post(address(contribution), {"ground": "spam"})
    assert "This is yours" in response.content.decode()


def test_a_network_may_report_ten_times_a_day_without_an_account(world, browser, at):
    rows = [*world.call("menu").contributions.answers(), *world.call("snowbanks").contributions.answers()]
    assert len(rows) > LIMITS["guest_reports"].acts
    client = browser()
    statuses = [
        client.post(address(row), {"ground": "spam"}).status_code for row in rows[: LIMITS["guest_reports"].acts + 1]
    ]
    assert statuses == [302] * LIMITS["guest_reports"].acts + [422]
    with at(clock.now() + timedelta(days=1, minutes=1)):
        assert client.post(address(rows[LIMITS["guest_reports"].acts]), {"ground": "spam"}).status_code == 302


def test_a_person_may_report_twenty_times_a_day(world, at):
    rows = [row for name in ("menu", "snowbanks", "bingo") for row in world.call(name).contributions.answers()]
    rows = [row for row in rows if row.author != world.victor][: LIMITS["reports"].acts + 1]
    for row in rows[: LIMITS["reports"].acts]:
        report(row=row, reporter=world.victor, network="192.0.2.7", ground=Ground.SPAM)
    with pytest.raises(Refused, match="a lot in a short time"):
        report(row=rows[-1], reporter=world.victor, network="192.0.2.7", ground=Ground.SPAM)


def test_ten_new_accounts_hide_nothing_and_moderators_see_the_campaign(world, browser, contribution, newcomers):
    for person in newcomers(10):
        report(row=contribution, reporter=person, network="2001:db8::/64", ground=Ground.HURTFUL)

    contribution.refresh_from_db()
    item = Item.objects.about(contribution).get()
    assert contribution.hidden_at is None
    assert item.weight == 10
    page = browser(world.odile).get(item.get_absolute_url()).content.decode()
    assert "It may be a campaign." in page
    assert "10 from one network" in page


def test_people_whom_we_know_hide_at_once_and_a_person_looks(world, browser, contribution, outbox):
    for name in ("victor", "doris", "tanis"):
        report(row=contribution, reporter=getattr(world, name), network="192.0.2.7", ground=Ground.HURTFUL)

    contribution.refresh_from_db()
    assert contribution.hidden_at
    decision = Decision.objects.get(item__object_id=contribution.pk)
    assert (decision.rule, decision.moderator) == ("many_trusted_reports", None)
    mail = outbox()[-1]
    assert mail.recipient == world.sam.email
    assert "automatically" in mail.text
    assert "Several people whose earlier reports were right" in mail.text
    assert "A moderator reads it" in mail.text
    queue = browser(world.odile).get(reverse("moderation:queue")).content.decode()
    assert "Put it back now" in queue
    item = Item.objects.about(contribution).get()
    assert queue.index(f"item-{item.pk}") == min(queue.index(f"item-{each.pk}") for each in Item.objects.open())

    browser(world.odile).post(reverse("moderation:put_back", args=[item.pk]))

    contribution.refresh_from_db()
    assert contribution.hidden_at is None
    assert Notification.objects.filter(recipient=world.sam, kind=Kind.DECISION).count() == 2


def test_two_people_whom_we_know_do_not_hide(world, contribution):
    for name in ("victor", "doris"):
        report(row=contribution, reporter=getattr(world, name), network="192.0.2.7", ground=Ground.HURTFUL)
    contribution.refresh_from_db()
    assert contribution.hidden_at is None


def test_a_report_weighs_by_the_record_of_who_reports(world):
    assert weight_of(None, 0, 0) == 1
    assert weight_of(User(joined_at=clock.now()), 9, 0) == 2
    assert weight_of(world.victor, 0, 0) == 10
    assert weight_of(world.victor, 8, 0) == 18
    assert weight_of(world.victor, 0, 8) == 2
    newcomers = [Report(weight=2, is_newcomers=True) for _ in range(1000)]
    assert hiding_rule(newcomers) == ""
    assert hiding_rule([Report(weight=29)]) == ""
    assert hiding_rule([Report(weight=30)]) == "many_trusted_reports"


def test_the_reporter_is_never_revealed(world, browser, contribution, outbox):
    reporter = User.objects.create_user(f"{CANARY}@example.org", display_name=f"Name {CANARY}")
    made = report(row=contribution, reporter=reporter, network="192.0.2.7", ground=Ground.HURTFUL, words=f"Words {CANARY}")
    decision = decide(item=made.item, moderator=world.odile, verb=Verb.HIDE, ground=Ground.HURTFUL, words="Not so.")
    appealed = appeal(decision=decision, person=world.sam, words="It was a joke.")
    decide_appeal(appeal=appealed, moderator=world.theo, verdict="upheld", answer="We read it again.")

    assert len(outbox()) >= 3
    assert CANARY not in " ".join(mail.text + mail.html + mail.subject + mail.recipient for mail in outbox())
    pages = ["pages:home", "notifications:list", "pages:mine", "pages:given", "karma:mine", "account_settings"]
    for person in (world.sam, world.amina, world.ruth, world.theo, None):
        client = browser(person)
        paths = [*map(reverse, pages), contribution.call.get_absolute_url(), decision.get_absolute_url()]
        paths += [appealed.get_deciding_url(), reverse("moderation:item", args=[made.item_id]), address(contribution)]
        assert [path for path in paths if CANARY in client.get(path, follow=True).content.decode()] == []
    assert CANARY in browser(world.odile).get(made.item.get_absolute_url()).content.decode()
