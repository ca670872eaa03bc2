"""An invitation that does not open: too old, taken back, for somebody else, or of no more use."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from pyjama.accounts.tests.pages import page
from pyjama.core import clock
from pyjama.mail.models import Mail
from pyjama.notifications.models import Kind
from pyjama.organizations.actions import forget_invitations, invite, take_back_invitation
from pyjama.organizations.models import Act
from pyjama.organizations.models.invitation import KEPT, LIFE

SAM = "sam@example.org"
EXPIRED = LIFE + timedelta(hours=1)


@pytest.fixture
def refuge(world):
    return world.organization("refuge")


@pytest.fixture
def invited(world, refuge):
    """The link that Chloé has sent to Sam, without its host."""
    invite(organization=refuge, inviter=world.chloe, email=SAM, role="editor")
    return link()


def link():
    return re.search(r"https?://[^/\s]+(/\S+/[\w-]{43}/)", Mail.objects.latest("pk").text)[1]


def team(organization):
    return reverse("organizations:team", args=[organization.pk])


def do(name, invitation):
    return reverse(f"organizations:{name}", args=[invitation.organization_id, invitation.pk])


def offers(refuge):
    return refuge.invitations.filter(email=SAM)


def kinds(refuge):
    return [act.kind for act in refuge.acts.order_by("pk")]


def test_the_list_says_until_when_each_is_good_and_which_have_expired(world, browser, refuge, invited, at):
    chloe = browser(world.chloe)
    page = chloe.get(team(refuge)).content.decode()
    assert "good until" in page
    assert "Chloé" in page
    with at(clock.now() + EXPIRED):
        assert "expired on" in chloe.get(team(refuge)).content.decode()


def test_one_that_has_expired_is_renewed_with_a_new_link(world, browser, refuge, invited, at):
    with at(clock.now() + EXPIRED):
        response = browser(world.chloe).post(do("renew", offers(refuge).get()), follow=True)
        assert "was mailed to sam@example.org on" in response.content.decode()
        assert b"replaced it" in browser(world.sam).post(invited).content
        assert browser(world.sam).post(link()).url == refuge.get_absolute_url()
    assert [offers(refuge).pending().exists(), kinds(refuge)[-2:]] == [False, [Act.Kind.RENEWED, Act.Kind.JOINED]]


def test_to_invite_again_mails_nothing_and_the_first_link_stays_good(world, browser, refuge, invited):
    before = Mail.objects.count()
    response = browser(world.chloe).post(team(refuge), {"email": SAM.upper(), "role": "editor"}, follow=True)
    assert "was mailed to sam@example.org on" in response.content.decode()
    assert Mail.objects.count() == before
    assert browser(world.sam).post(invited).status_code == 302


def test_what_was_accepted_or_taken_back_meanwhile_is_not_renewed(world, browser, refuge, invited):
    offer, chloe = offers(refuge).get(), browser(world.chloe)
    take_back_invitation(invitation=offer, owner=world.chloe)
    assert b"taken back meanwhile" in chloe.post(do("renew", offer)).content
    invite(organization=refuge, inviter=world.chloe, email=SAM, role="editor")
    browser(world.sam).post(link())
    refused = chloe.post(do("renew", offers(refuge).latest("pk")))
    assert refused.status_code == 409
    assert b"accepted meanwhile" in refused.content


@pytest.mark.parametrize("name", ["marc", "ruth", "sam", "odile"])
def test_only_owners_renew(world, browser, refuge, invited, name):
    assert browser(getattr(world, name)).post(do("renew", offers(refuge).get())).status_code == 404


def test_another_account_learns_which_address_it_is_for_but_not_in_full(world, browser, refuge, invited):
    content = browser(world.amina).get(invited).content.decode()
    assert "s…@example.org" in content
    assert SAM not in content
    assert "Refuge" not in content


def test_from_another_account_one_signs_in_with_the_right_one_and_is_back(world, browser, invited, outbox):
    client = browser(world.amina)
    left = client.post(page("account_logout"), {"next": invited})
    assert left.url == invited
    to_sign_in = client.get(invited).url
    client.post(to_sign_in, {"login": SAM, "next": invited})
    code = re.search(r"^\d{6}$", outbox()[-1].text, re.MULTILINE).group()
    assert client.post(page("account_confirm_login_code"), {"code": code, "next": invited}).url == invited


def test_a_visitor_signs_up_and_is_back(browser, world, refuge, outbox):
    invite(organization=refuge, inviter=world.chloe, email="zoe@example.org", role="editor")
    invited, client = link(), browser()
    sign_in = client.get(invited).url
    sign_up = re.search(r'href="(/en/account/sign-up/[^"]*)"', client.get(sign_in).content.decode())[1]
    typed = {"is_old_enough": "yes", "display_name": "Zoé", "email": "zoe@example.org", "next": invited}
    assert f'value="{invited}"' in client.get(sign_up).content.decode()
    client.post(sign_up, typed)
    code = re.search(r"^\d{6}$", outbox()[-1].text, re.MULTILINE).group()
    assert client.post(page("account_email_verification_sent"), {"code": code}).url == invited
    assert client.post(invited).url == refuge.get_absolute_url()


def test_a_member_is_led_to_her_team(world, browser, refuge, invited):
    sam = browser(world.sam)
    sam.post(invited)
    for response in (sam.get(invited, follow=True), sam.post(invited, follow=True)):
        assert response.redirect_chain[-1][0] == team(refuge)
        assert "in this team already" in response.content.decode()


@pytest.mark.parametrize(("name", "wait"), [("amina", timedelta()), ("sam", EXPIRED)])
def test_one_asks_the_owners_for_another_once_a_day(world, browser, refuge, invited, told, at, name, wait):
    person = getattr(world, name)
    with at(clock.now() + wait):
        client = browser(person)
        assert "Ask for a new invitation" in client.get(invited).content.decode()
        for _click in range(2):
            assert client.post(f"{invited}ask/").url == reverse("pages:mine")
    assert told(Kind.INVITATION_ASKED) == {world.chloe}
    assert kinds(refuge).count(Act.Kind.ASKED) == 1
    assert person.email in browser(world.chloe).get("/en/notifications/").content.decode()
    assert person.email in Mail.objects.filter(recipient=world.chloe.email).latest("pk").text


def test_nobody_asks_with_a_link_that_works_or_was_taken_back(world, browser, refuge, invited, told):
    sam = browser(world.sam)
    assert b"still works" in sam.post(f"{invited}ask/").content
    take_back_invitation(invitation=offers(refuge).get(), owner=world.chloe)
    assert b"taken back" in sam.post(f"{invited}ask/").content
    assert browser(world.amina).post(f"{invited}ask/").status_code == 409
    assert sam.post(f"{invited[:-2]}/ask/").status_code == 409
    assert told(Kind.INVITATION_ASKED) == set()


def test_a_month_after_its_end_nothing_is_kept_of_it(refuge, invited, at):
    end = offers(refuge).get().expires_at + KEPT
    with at(end - timedelta(minutes=1)):
        forget_invitations()
        assert offers(refuge).exists()
    with at(end + timedelta(minutes=1)):
        forget_invitations()
        assert not offers(refuge).exists()
