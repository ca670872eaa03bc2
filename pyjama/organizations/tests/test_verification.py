"""A moderator verifies an organization, or says why not."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from pyjama.core import clock
from pyjama.core.refusals import Refused
from pyjama.notifications.models import Kind, Mail
from pyjama.organizations.actions import edit_organization, refuse_organization, verify_organization
from pyjama.organizations.models import Organization

REASON = "We cannot find your number in the list. Please send your letters patent."


def page(organization, act=""):
    return f"/en/organizations/{organization.pk}/verification/{act}"


def test_verifying_says_what_was_checked_and_tells_the_owners(world, browser, library, told):
    response = browser(world.odile).post(page(library), {"checked": "number", "version": 1})

    library.refresh_from_db()
    assert response.url == "/en/to-review/"
    assert library.is_verified
    assert (library.checked, library.decided_by) == ("number", world.odile)
    decision = library.decisions.get()
    assert (decision.status, decision.moderator, decision.checked) == ("verified", world.odile, "number")
    assert decision.decided_at == library.decided_at
    assert told(Kind.ORGANIZATION_VERIFIED) == {world.camille}


def test_refusing_gives_the_reason_to_the_owners_only(world, browser, library, told):
    library.memberships.create(person=world.sam, role="editor")
    response = browser(world.odile).post(page(library, "refuse/"), {"reason": REASON, "version": 1})

    library.refresh_from_db()
    assert response.url == "/en/to-review/"
    assert (library.status, library.refusal) == ("refused", REASON)
    assert library.decisions.get().reason == REASON
    assert told(Kind.ORGANIZATION_REFUSED) == {world.camille}
    assert REASON in Mail.objects.filter(recipient=world.camille.email).latest("pk").text


def test_refusing_needs_a_reason(world, browser, library):
    response = browser(world.odile).post(page(library, "refuse/"), {"reason": " \u200b", "version": 1})
    assert response.status_code == 422
    assert response.context["refusal_form"].errors.keys() == {"reason"}
    library.refresh_from_db()
    assert library.is_waiting


@pytest.mark.parametrize("checked", ["", "proof", "both", "nonsense"])
def test_what_was_not_given_cannot_have_been_checked(world, browser, library, checked):
    response = browser(world.odile).post(page(library), {"checked": checked, "version": 1})
    assert response.status_code == 422
    library.refresh_from_db()
    assert library.is_waiting


@pytest.mark.parametrize("name", ["amina", "chloe", "camille", "ruth", "theo"])
def test_nobody_else_finds_the_page(world, browser, library, name):
    person = browser(getattr(world, name))
    assert person.get(page(library)).status_code == 404
    assert person.post(page(library), {"checked": "number", "version": 1}).status_code == 404
    assert person.post(page(library, "refuse/"), {"reason": REASON, "version": 1}).status_code == 404
    library.refresh_from_db()
    assert library.is_waiting


def test_a_visitor_signs_in_first(browser, library):
    assert browser().get(page(library)).status_code == 302
    assert browser().post(page(library), {"checked": "number", "version": 1}).status_code == 302
    response = browser().post(page(library, "refuse/"), {"reason": REASON, "version": 1})
    assert (response.status_code, REASON in response.text) == (409, True)
    library.refresh_from_db()
    assert library.is_waiting


def test_looking_decides_nothing(world, browser, library):
    assert browser(world.odile).get(page(library, "refuse/")).status_code == 405
    assert browser(world.odile).get(page(library)).status_code == 200
    library.refresh_from_db()
    assert library.is_waiting


def test_the_page_shows_every_fact(world, browser, library):
    content = browser(world.odile).get(page(library)).content.decode()
    facts = ["Bibliothèque du Coin", "Des livres pour tous.", "123456782RR0001", "www.bibliotheque.example", "Camille"]
    assert [fact for fact in facts if fact not in content] == []
    assert world.camille.email not in content


def test_the_page_warns_of_another_one_with_the_same_number(world, browser, library):
    impostor = Organization.objects.create(
        name="Another", mission_fr="Aider.", city="Laval", province="QC", charity_number=library.charity_number
    )
    assert b"Same name or same charity number" in browser(world.odile).get(page(impostor)).content
    assert b"Same name or same charity number" not in browser(world.odile).get(page(world.organization("jardin"))).content


def test_the_second_of_two_moderators_is_told_that_it_is_done(world, browser, library, told):
    browser(world.odile).post(page(library), {"checked": "number", "version": 1})
    response = browser(world.odile).post(page(library, "refuse/"), {"reason": REASON, "version": 1})

    assert response.status_code == 422
    assert b"Another moderator has decided" in response.content
    library.refresh_from_db()
    assert library.is_verified
    assert library.decisions.count() == 1
    assert told(Kind.ORGANIZATION_REFUSED) == set()


@pytest.mark.parametrize("first", ["verify", "refuse"])
@pytest.mark.parametrize("second", ["verify", "refuse"])
def test_two_moderators_at_once_make_one_decision(world, library, first, second):
    # Both have read the row before either of them writes.
    copies = [Organization.objects.get(pk=library.pk), Organization.objects.get(pk=library.pk)]
    acts = {
        "verify": lambda organization: verify_organization(
            organization=organization, moderator=world.odile, checked="number", version=1
        ),
        "refuse": lambda organization: refuse_organization(
            organization=organization, moderator=world.odile, reason=REASON, version=1
        ),
    }
    decided = acts[first](copies[0])
    with pytest.raises(Refused):
        acts[second](copies[1])

    library.refresh_from_db()
    assert library.status == decided.status
    assert library.decisions.count() == 1


def test_what_changed_since_the_moderator_read_it_is_read_again(world, browser, library):
    edit_organization(
        organization=library, editor=world.camille, version=1, causes=library.causes.all(), name="Something else"
    )
    response = browser(world.odile).post(page(library), {"checked": "number", "version": 1})
    assert response.status_code == 422
    assert b"has changed since you opened" in response.content
    library.refresh_from_db()
    assert library.is_waiting


def test_the_queue_is_oldest_first_and_says_when_the_goal_is_missed(world, library, at):
    Organization.objects.filter(pk=library.pk).update(submitted_at=clock.now() - timedelta(hours=49))
    queue = Organization.objects.waiting()
    assert queue.first() == library
    assert world.organization("jardin") in queue
    assert world.organization("refuge") not in queue
    assert (queue.first().hours_waiting, queue.first().is_late) == (49, True)
    assert not world.organization("jardin").is_late


def test_the_profile_says_what_was_checked_and_when(world, browser, library):
    verify_organization(organization=library, moderator=world.odile, checked="number", version=1)
    with override("en"):
        page_of_it = library.get_absolute_url()
    content = browser().get(page_of_it).content.decode()
    assert "Verified on" in content
    assert "123456782RR0001" in content
