"""A moderator verifies an organization, or says why not."""

import pytest
from django.utils.translation import override

from pyjama.core.refusals import Refused
from pyjama.mail.models import Mail
from pyjama.notifications.models import Kind
from pyjama.organizations.actions import (
    answer_moderators,
    edit_organization,
    refuse_organization,
    verify_organization,
)
from pyjama.organizations.models import LogLine, Organization

REASON = "We cannot find your number in the list. Please send your letters patent."


def page(organization, act=""):
    return f"/en/organizations/{organization.pk}/verification/{act}"


def sent(organization, **fields):
    """What a decision's form sends, as it stands on the page now."""
    return {"version": organization.version, "last_line": organization.log.first().pk, **fields}


def test_verifying_says_what_was_checked_and_tells_the_owners(world, browser, library, told):
    response = browser(world.odile).post(page(library), sent(library, checked=["number", "website"]))

    library.refresh_from_db()
    assert response.url == "/en/to-review/"
    assert library.is_verified
    assert library.decided_by == world.odile
    assert library.open_case is None
    assert [(check.what, check.value) for check in library.checks.all()] == [
        ("name", "Bibliothèque du Coin"),
        ("number", "123456782RR0001"),
        ("website", "https://www.bibliotheque.example"),
    ]
    line = library.log.first()
    assert (line.kind, line.person, line.facts) == ("verified", world.odile, {"checked": ["name", "number", "website"]})
    assert told(Kind.ORGANIZATION_VERIFIED) == {world.camille}


def test_refusing_gives_the_reason_to_the_owners_only(world, browser, library, told):
    library.memberships.create(person=world.sam, role="editor")
    response = browser(world.odile).post(page(library, "refuse/"), sent(library, reason=REASON))

    library.refresh_from_db()
    assert response.url == "/en/to-review/"
    assert (library.status, library.refusal, library.open_case) == ("refused", REASON, None)
    assert (library.log.first().kind, library.log.first().text) == ("refused", REASON)
    assert told(Kind.ORGANIZATION_REFUSED) == {world.camille}
    assert REASON in Mail.objects.filter(recipient=world.camille.email).latest("pk").text


def test_refusing_needs_a_reason(world, browser, library):
    response = browser(world.odile).post(page(library, "refuse/"), sent(library, reason=" \u200b"))
    assert response.status_code == 422
    assert response.context["refusal_form"].errors.keys() == {"reason"}
    assert library.open_case


@pytest.mark.parametrize("checked", [[], ["proof"], ["website"], ["nonsense"]])
def test_what_was_not_given_cannot_have_been_checked_and_a_website_proves_nothing(world, browser, library, checked):
    response = browser(world.odile).post(page(library), sent(library, checked=checked))
    assert response.status_code == 422
    assert response.context["verification_form"].errors.keys() == {"checked"}
    assert library.open_case


@pytest.mark.parametrize("name", ["amina", "chloe", "camille", "ruth", "theo"])
def test_nobody_else_finds_the_page(world, browser, library, name):
    person = browser(getattr(world, name))
    assert person.get(page(library)).status_code == 404
    assert person.post(page(library), sent(library, checked=["number"])).status_code == 404
    assert person.post(page(library, "refuse/"), sent(library, reason=REASON)).status_code == 404
    assert person.post(page(library, "ask/"), {"text": "Who are you?"}).status_code == 404
    assert library.open_case


def test_a_visitor_signs_in_first(browser, library):
    assert browser().get(page(library)).status_code == 302
    assert browser().post(page(library), sent(library, checked=["number"])).status_code == 302
    response = browser().post(page(library, "refuse/"), sent(library, reason=REASON))
    assert (response.status_code, REASON in response.text) == (409, True)
    assert library.open_case


def test_looking_decides_nothing(world, browser, library):
    assert browser(world.odile).get(page(library, "refuse/")).status_code == 405
    assert browser(world.odile).get(page(library, "ask/")).status_code == 405
    assert browser(world.odile).get(page(library)).status_code == 200
    assert library.open_case


def test_the_page_shows_every_fact(world, browser, library):
    content = browser(world.odile).get(page(library)).content.decode()
    facts = ["Bibliothèque du Coin", "Des livres pour tous.", "123456782RR0001", "www.bibliotheque.example", "Camille"]
    assert [fact for fact in facts if fact not in content] == []
    assert world.camille.email not in content


def test_the_second_of_two_moderators_sees_what_the_first_decided_and_keeps_her_words(world, browser, library, told):
    read = sent(library)
    browser(world.odile).post(page(library), read | {"checked": ["number"]})
    response = browser(world.odile).post(page(library, "refuse/"), read | {"reason": REASON})

    assert response.status_code == 422
    assert "Another moderator has decided on this organization already: it is verified." in response.text
    assert "Found in order:" in response.text
    assert REASON in response.text
    assert "<form" not in response.text.partition("<aside")[2].partition("</aside>")[0]
    library.refresh_from_db()
    assert library.is_verified
    assert library.log.count() == 2
    assert told(Kind.ORGANIZATION_REFUSED) == set()


@pytest.mark.parametrize("first", ["verify", "refuse"])
@pytest.mark.parametrize("second", ["verify", "refuse"])
def test_two_moderators_at_once_make_one_decision(world, library, first, second):
    # Both have read the row before either of them writes.
    copies = [Organization.objects.get(pk=library.pk), Organization.objects.get(pk=library.pk)]
    acts = {
        "verify": lambda organization: verify_organization(
            organization=organization, moderator=world.odile, checked=["number"], version=1
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
    assert library.log.exclude(kind="registered").count() == 1


def test_what_changed_since_the_moderator_read_it_is_read_again_and_then_decided(world, browser, library):
    read = sent(library, checked=["number"])
    edit_organization(organization=library, editor=world.camille, version=1, causes=library.causes.all(), name="Another")
    odile = browser(world.odile)
    response = odile.post(page(library), read)
    assert response.status_code == 422
    assert b"Something came in since" in response.content
    assert library.open_case

    form = response.context["verification_form"]
    again = {name: form[name].value() for name in ["version", "last_line", "checked"]}
    assert odile.post(page(library), again).status_code == 302
    assert not library.open_case


def test_an_answer_that_came_meanwhile_is_read_first(world, browser, library):
    read = sent(library, reason=REASON)
    answer_moderators(organization=library, person=world.camille, text="Our letters patent are on their way.")
    response = browser(world.odile).post(page(library, "refuse/"), read)
    assert response.status_code == 422
    assert "Our letters patent are on their way." in response.text
    assert library.open_case


@pytest.mark.parametrize("act", ["", "refuse/", "ask/"])
def test_nobody_decides_on_her_own_organization(world, browser, library, act):
    library.memberships.create(person=world.odile, role="editor")
    odile = browser(world.odile)
    assert "another moderator looks at it" in odile.get(page(library)).text
    fields = sent(library, checked=["number"], reason=REASON, text="Who are we?")
    response = odile.post(page(library, act), fields)
    assert (response.status_code, "another moderator looks at it" in response.text) == (422, True)
    assert library.open_case
    assert library.log.count() == 1


def test_the_log_only_grows(library):
    with pytest.raises(TypeError):
        library.log.update(text="Something else")
    with pytest.raises(TypeError):
        LogLine.objects.filter(organization=library).delete()
    assert library.log.get().kind == "registered"


def test_the_profile_says_what_was_checked_and_when(world, browser, library):
    verify_organization(organization=library, moderator=world.odile, checked=["number"], version=1)
    with override("en"):
        page_of_it = library.get_absolute_url()
    content = browser().get(page_of_it).content.decode()
    assert "Verified on" in content
    assert "Name “Bibliothèque du Coin”: checked on" in content
    assert "Charity number 123456782RR0001: found in the public list on" in content
    assert "https://www.bibliotheque.example: looked at" not in content


def test_the_case_costs_the_same_with_more_of_everything(world, browser, library, queries):
    odile = browser(world.odile)

    def add(number, person):
        answer_moderators(organization=library, person=world.camille, text=f"Answer {number}")
        library.memberships.create(person=person, role="owner")
        fields = {"name": f"Bibliothèques du coin {number}", "charity_number": library.charity_number, "city": "Laval"}
        Organization.objects.create(mission_fr="Lire.", province="QC", website=library.website, **fields)

    add(0, world.sam)
    few = queries(lambda: odile.get(page(library)))
    for number, person in enumerate([world.lise, world.amina, world.gilles], 1):
        add(number, person)
    assert queries(lambda: odile.get(page(library))) == few
