"""The button behind the mailed link: it publishes what a guest wrote, and signs her in."""

import uuid
from datetime import timedelta
from threading import Thread

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import connection
from django.urls import reverse

from pyjama.accounts.actions import account_of
from pyjama.accounts.models import User
from pyjama.calls.actions import close_call
from pyjama.contributions.actions import forget_expired_guests, publish_held
from pyjama.contributions.models import Contribution, Guest, HeldContribution
from pyjama.contributions.tests.guests import KEEP, ME, WORDS, answer, ask_for_link, links_to
from pyjama.core import clock


def test_reading_the_link_does_nothing_and_its_button_publishes_and_signs_in(browser, call, guest):
    link = ask_for_link(guest)
    before = call.contribution_count
    telephone = browser()
    shown = telephone.get(link).text
    assert [words in shown for words in ("Publish my contribution", WORDS, ME["display_name"])] == [True] * 3
    assert not Contribution.objects.filter(body=WORDS).exists()

    response = telephone.post(link)
    contribution = Contribution.objects.get(body=WORDS)
    assert response.url == contribution.get_absolute_url()
    assert contribution.author.email == "nobody.yet@example.org"
    assert (contribution.author.display_name, contribution.author.language) == ("Odd Sock 12", "en")
    assert not contribution.author.has_usable_password()
    assert EmailAddress.objects.get(user=contribution.author).verified
    call.refresh_from_db()
    assert call.contribution_count == before + 1
    assert telephone.get("/en/my-space/").status_code == 200
    assert guest.get("/en/my-space/").status_code == 302
    assert not Guest.objects.exists()


def test_an_existing_account_keeps_its_name_and_gets_the_contribution(world, browser, guest):
    telephone = browser()
    telephone.post(ask_for_link(guest, email=world.amina.email))

    assert Contribution.objects.get(body=WORDS).author == world.amina
    world.amina.refresh_from_db()
    assert world.amina.display_name != ME["display_name"]
    assert telephone.get("/en/my-space/").context["user"] == world.amina


def test_one_link_publishes_all_that_a_browser_holds(world, browser, page, guest):
    link = ask_for_link(guest)
    other = world.call("slogans")
    guest.post(f"/en/calls/{other.pk}-{other.slug}/", answer(body="The second slogan."))
    assert guest.post(KEEP, ME).url == KEEP
    assert len(links_to(ME["email"])) == 1

    browser().post(link)
    assert {each.call.pk for each in Contribution.objects.filter(body__in=[WORDS, "The second slogan."])} == {
        world.call("menu").pk,
        other.pk,
    }


def test_a_link_serves_once(browser, guest):
    link = ask_for_link(guest)
    browser().post(link)
    for response in (browser().get(link), browser().post(link)):
        assert (response.status_code, "no longer works" in response.text) == (404, True)
    assert Contribution.objects.filter(body=WORDS).count() == 1


@pytest.mark.parametrize("change", [lambda link: f"{link[:-3]}xyz/", lambda link: "/en/contributions/publish/x/"])
def test_a_link_that_was_changed_explains_itself(browser, guest, change):
    link = change(ask_for_link(guest))
    response = guest.get(link)
    assert response.status_code == 404
    assert KEEP in response.text
    assert KEEP not in browser().get(link).text


def test_another_address_makes_the_former_link_useless(browser, guest):
    link = ask_for_link(guest)
    newer = ask_for_link(guest, email="other@example.org")
    assert browser().get(link).status_code == 404
    assert browser().get(newer).status_code == 200


def test_a_link_is_good_for_seven_days_and_words_without_an_address_for_one(at, browser, page, guest):
    browser().post(page, answer(body="Without an address"))
    link = ask_for_link(guest)
    with at(clock.now() + timedelta(days=6, hours=23)):
        forget_expired_guests()
        assert [held.body for held in HeldContribution.objects.all()] == [WORDS]
        assert browser().get(link).status_code == 200
    with at(clock.now() + timedelta(days=7, minutes=1)):
        assert browser().get(link).status_code == 404
        forget_expired_guests()
        assert not Guest.objects.exists()
        assert guest.get(KEEP).status_code == 404


def test_what_a_call_no_longer_takes_is_shown_and_the_rest_is_published(world, browser, call, guest):
    link = ask_for_link(guest)
    other = world.call("slogans")
    guest.post(f"/en/calls/{other.pk}-{other.slug}/", answer(body="The second slogan."))
    close_call(call=call)

    response = browser().post(link)
    assert response.status_code == 409
    assert WORDS in response.text
    assert Contribution.objects.filter(body="The second slogan.").exists()
    assert not Contribution.objects.filter(body=WORDS).exists()
    assert WORDS in guest.get(KEEP).text


def test_a_closed_account_publishes_nothing(world, browser, guest):
    User.objects.filter(pk=world.amina.pk).update(is_active=False)
    response = browser().post(ask_for_link(guest, email=world.amina.email))
    assert response.status_code == 409
    assert not Contribution.objects.filter(body=WORDS).exists()


def test_an_address_that_somebody_else_only_claims_is_not_hers(world, browser, guest):
    EmailAddress.objects.create(user=world.sam, email="nobody.yet@example.org", verified=False)
    browser().post(ask_for_link(guest))
    assert Contribution.objects.get(body=WORDS).author != world.sam


def test_a_sign_up_that_was_never_finished_is_finished_by_the_link(world, browser, guest):
    begun = User.objects.create_user("nobody.yet@example.org", display_name="Begun")
    EmailAddress.objects.create(user=begun, email=begun.email, verified=False, primary=True)
    browser().post(ask_for_link(guest))
    assert Contribution.objects.get(body=WORDS).author == begun
    assert EmailAddress.objects.get(user=begun).verified
    begun.refresh_from_db()
    assert (begun.display_name, begun.language) == (ME["display_name"], "en")


def test_a_call_that_was_erased_takes_what_waited_with_it(call, guest):
    link = ask_for_link(guest)
    call.contributions.filter(parent__isnull=False).delete()
    call.delete()
    assert [client_answer.status_code for client_answer in (guest.get(link), guest.post(link), guest.get(KEEP))] == [404] * 3
    assert not User.objects.filter(email="nobody.yet@example.org").exists()


def test_a_second_proof_comes_before_one_is_signed_in(world, guest):
    TOTP.activate(world.lise, generate_totp_secret())
    response = guest.post(ask_for_link(guest, email=world.lise.email))
    assert response.url == reverse("mfa_authenticate")
    assert Contribution.objects.get(body=WORDS).author == world.lise
    assert guest.get("/en/my-space/").status_code == 302


def test_who_signs_in_meanwhile_publishes_under_her_name(world, guest):
    guest.force_login(world.lise)
    assert f"Publish as {world.lise}" in guest.get(KEEP).text
    response = guest.post(f"{KEEP}publish/")
    assert response.url == Contribution.objects.get(body=WORDS, author=world.lise).get_absolute_url()


def test_a_person_who_opens_somebody_elses_link_stays_herself(world, browser, guest):
    lise = browser(world.lise)
    lise.post(ask_for_link(guest, email=world.amina.email))
    assert Contribution.objects.get(body=WORDS).author == world.amina
    assert lise.get("/en/my-space/").context["user"] == world.lise


@pytest.mark.django_db(transaction=True)
def test_a_button_pressed_in_two_windows_publishes_once(world, call):
    guest = Guest.objects.create(key_digest="x", language="en", display_name="Odd Sock", email="two@example.org")
    held = {"call": call, "body": WORDS, "body_html": WORDS, "language": "en", "submission_key": uuid.uuid4()}
    HeldContribution.objects.create(guest=guest, **held)
    author = account_of(email=guest.email, display_name="Odd Sock", language="en")
    refused = []

    def press():
        try:
            publish_held(guest=guest, author=author)
        except Exception as error:
            refused.append(type(error).__name__)
        connection.close()

    windows = [Thread(target=press) for _ in range(2)]
    [window.start() for window in windows]
    [window.join() for window in windows]
    assert Contribution.objects.filter(body=WORDS).count() == 1
    assert refused == ["Refused"]
