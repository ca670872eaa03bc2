"""An invitation, from the form to the place in the team."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from pyjama.core import clock
from pyjama.core.limits import LIMITS
from pyjama.mail.models import Mail
from pyjama.organizations.actions import invite
from pyjama.organizations.models.invitation import LIFE

SAM = "sam@example.org"


@pytest.fixture
def refuge(world):
    return world.organization("refuge")


def team(organization):
    return f"/en/organizations/{organization.pk}/team/"


def link():
    """The link of the last mail, without its host."""
    mail = Mail.objects.latest("pk")
    return re.search(r"https?://[^/\s]+(/\S+/[\w-]{43}/)", mail.text)[1]


@pytest.fixture
def invited(world, browser, refuge):
    """The link that Chloé has sent to Sam."""
    browser(world.chloe).post(team(refuge), {"email": "Sam@Example.org", "role": "editor"})
    return link()


def role_of(person, organization):
    return organization.memberships.filter(person=person).values_list("role", flat=True).first()


def test_the_invited_person_joins_with_one_button(world, browser, refuge, invited):
    sam = browser(world.sam)
    assert b"Join Refuge des Quatre-Pattes?" in sam.get(invited).content
    assert role_of(world.sam, refuge) is None

    response = sam.post(invited)

    assert response.url == refuge.get_absolute_url()
    assert role_of(world.sam, refuge) == "editor"


def test_a_visitor_signs_in_and_comes_back_to_it(browser, invited):
    response = browser().get(invited)
    assert response.status_code == 302
    assert response.url.endswith(f"?next={invited}")


def test_the_mail_has_two_parts_one_link_and_the_terms(world, refuge, invited):
    mail = Mail.objects.latest("pk")
    assert mail.recipient == SAM
    assert mail.subject == "You are invited to join a team"
    assert mail.text.count(invited) == 1
    assert invited in mail.html
    assert "Refuge des Quatre-Pattes" in mail.text
    assert "once" in mail.text
    assert "Chloé" not in mail.text + mail.html


def test_the_mail_of_an_unverified_organization_carries_no_words_of_its_people(world, proved):
    proved(world.nadia).post(team(world.organization("jardin")), {"email": SAM, "role": "owner"})
    mail = Mail.objects.latest("pk")
    assert "Jardin" not in mail.subject + mail.text + mail.html
    assert "Nadia" not in mail.text + mail.html


def test_the_mail_speaks_the_language_of_the_page(world, proved, refuge):
    for language, role in {"fr": "editor", "en": "owner"}.items():
        with override(language):
            page = reverse("organizations:team", args=[refuge.pk])
        proved(world.chloe).post(page, {"email": SAM, "role": role})
        assert Mail.objects.latest("pk").headers["Content-Language"] == f"{language}-CA"
        assert link().startswith(f"/{language}/")


def test_only_a_digest_of_the_token_is_kept(refuge, invited):
    token = invited.rstrip("/").rpartition("/")[2]
    invitation = refuge.invitations.get(email=SAM)
    kept = " ".join(str(value) for value in vars(invitation).values())
    assert token not in kept
    assert re.fullmatch("[0-9a-f]{64}", invitation.token_digest)


def test_reading_the_link_accepts_nothing(world, browser, refuge, invited):
    sam = browser(world.sam)
    sam.get(invited)
    sam.head(invited)
    assert role_of(world.sam, refuge) is None


def test_a_link_serves_once(world, browser, refuge, invited):
    sam = browser(world.sam)
    sam.post(invited)
    refuge.memberships.filter(person=world.sam).delete()

    for response in (sam.get(invited), sam.post(invited)):
        assert response.status_code == 404
        assert b"each one serves once" in response.content
    assert role_of(world.sam, refuge) is None


def test_a_link_works_to_its_last_moment_and_not_after(world, browser, refuge, invited, at):
    sam = browser(world.sam)
    end = refuge.invitations.get(email=SAM).expires_at
    assert end - clock.now() <= LIFE
    with at(end - timedelta(seconds=1)):
        assert sam.get(invited).status_code == 200
    with at(end):
        assert sam.post(invited).status_code == 404
        assert b"has expired" in sam.get(invited).content
    assert role_of(world.sam, refuge) is None


def test_another_account_learns_nothing_from_the_link(world, browser, refuge, invited):
    amina = browser(world.amina)
    for response in (amina.get(invited), amina.post(invited)):
        assert response.status_code == 404
        assert b"sent to another address" in response.content
        assert b"Refuge" not in response.content
        assert SAM.encode() not in response.content
    assert role_of(world.amina, refuge) is None
    assert browser(world.sam).post(invited).status_code == 302


def test_an_address_that_was_never_confirmed_does_not_count(world, browser, refuge, invited):
    world.amina.emailaddress_set.create(email="new@example.org", verified=False)
    invite(organization=refuge, inviter=world.chloe, email="new@example.org", role="editor")
    response = browser(world.amina).post(link())
    assert response.status_code == 404
    assert role_of(world.amina, refuge) is None


@pytest.mark.parametrize("change", [lambda token: token[:-1], lambda token: token + "A", lambda token: token.swapcase()])
def test_a_tampered_link_is_kindly_unknown(world, browser, refuge, invited, change):
    start, _, token = invited.rstrip("/").rpartition("/")
    response = browser(world.sam).post(f"{start}/{change(token)}/")
    assert response.status_code == 404
    assert b"We do not know this invitation" in response.content
    assert role_of(world.sam, refuge) is None


def test_another_role_makes_the_former_link_worthless(world, browser, proved, refuge, invited):
    proved(world.chloe).post(team(refuge), {"email": SAM, "role": "owner"})
    assert browser(world.sam).post(invited).status_code == 404
    assert browser(world.sam).post(link()).status_code == 302
    assert role_of(world.sam, refuge) == "owner"


def test_an_invitation_is_taken_back(world, browser, refuge, invited):
    offer = refuge.invitations.get(email=SAM)
    address = f"/en/organizations/{refuge.pk}/invitations/{offer.pk}/take-back/"
    for person in (world.marc, world.ruth, world.sam, world.odile):
        assert browser(person).post(address).status_code == 404
    assert browser().post(address).status_code == 302
    assert browser(world.chloe).post(address).url == team(refuge)
    assert b"was taken back" in browser(world.sam).post(invited).content
    assert browser(world.chloe).post(address).status_code == 302


def test_a_member_keeps_her_own_role(world, browser, refuge):
    invite(organization=refuge, inviter=world.chloe, email=world.chloe.email, role="editor")
    browser(world.chloe).post(link())
    assert role_of(world.chloe, refuge) == "owner"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"email": "", "role": "editor"}, "email"),
        ({"email": "not an address", "role": "editor"}, "email"),
        ({"email": "a@example.org\nBcc: b@example.org", "role": "editor"}, "email"),
        ({"email": SAM, "role": ""}, "role"),
        ({"email": SAM, "role": "moderator"}, "role"),
    ],
)
def test_bad_input_keeps_what_was_typed_and_sends_nothing(world, browser, refuge, typed, field):
    before = Mail.objects.count()
    response = browser(world.chloe).post(team(refuge), typed)
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {field}
    assert typed["email"].split("\n")[0].encode() in response.content
    assert Mail.objects.count() == before


def test_nobody_learns_whether_an_address_has_an_account(world, browser, refuge):
    chloe = browser(world.chloe)
    answers = [chloe.post(team(refuge), {"email": email, "role": "editor"}) for email in (SAM, "nobody@example.org")]
    assert answers[0].url == answers[1].url
    pages = [chloe.get(answer.url) for answer in answers]
    assert pages[0].status_code == pages[1].status_code == 200
    assert Mail.objects.filter(recipient="nobody@example.org").count() == 1


def test_invitations_are_limited_for_an_organization_and_for_an_address(world, proved, refuge):
    chloe = proved(world.chloe)
    before = refuge.invitations.filter(invited_at__gt=clock.now() - LIMITS["invitations"].period).count()
    most = LIMITS["invitations_to_address"].acts
    roles = [*["editor", "owner"] * most][: most + 1]
    to_one = [chloe.post(team(refuge), {"email": SAM, "role": role}).status_code for role in roles]
    assert to_one == [302] * most + [422]

    left = LIMITS["invitations"].acts - most - before
    to_many = [
        chloe.post(team(refuge), {"email": f"{number}@example.org", "role": "editor"}).status_code
        for number in range(left + 1)
    ]
    assert to_many == [302] * left + [422]
