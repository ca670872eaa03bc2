import re
from datetime import timedelta

import pytest
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.contrib.auth.hashers import make_password

from pyjama.accounts.actions import call_off_email_change
from pyjama.accounts.models import EmailChange, User
from pyjama.accounts.tasks import carry_out_due_email_changes, forget_email_changes
from pyjama.accounts.tests.pages import bare, is_signed_in, page
from pyjama.accounts.tests.passkeys import made_for
from pyjama.core import clock

pytestmark = pytest.mark.once

CHANGE, CODE = page("account_change_email"), page("confirm_email_change")
SECURITY, SIGN_IN = page("account_security"), page("account_login")
CALL_OFF = page("call_off_email_change")
NEW = "amina@new.example"
WEEK = timedelta(days=7)
QUARTER = timedelta(minutes=16)


@pytest.fixture
def change(mailed_code):
    """A function: ask for another address in a browser, and type the code that it received."""

    def change(client, address=NEW):
        client.post(CHANGE, {"email": address})
        return client.post(CODE, {"code": mailed_code()})

    return change


def link_in(mail):
    """The path of the link that takes a change back."""
    return re.search(r"/en/\S+/take-back/\S+", mail.text)[0]


def addresses(person):
    return list(person.emailaddress_set.values_list("email", "verified", "primary"))


def test_who_has_just_shown_that_it_is_she_changes_it_with_a_code(world, proved, change, outbox, sign_in):
    former = world.amina.email
    client = proved(world.amina)
    assert former in client.get(CHANGE).content.decode()
    assert change(client, "Amina@New.example").url == SECURITY
    assert User.objects.get(email=NEW).display_name == "Amina"
    assert addresses(User.objects.get(email=NEW)) == [(NEW, True, True)]
    code, told = outbox()
    assert (code.recipient, told.recipient) == (NEW, former)
    assert NEW in told.text
    assert link_in(told) in told.text
    assert is_signed_in(sign_in(User.objects.get(email=NEW)))


def test_with_a_session_only_the_change_waits_a_week(world, browser, change, outbox, at):
    former, client = world.amina.email, browser(world.amina)
    assert "can no longer read" in client.get(CHANGE).content.decode()
    change(client)
    assert world.amina.email == former
    assert outbox()[-1].recipient == former
    assert NEW in client.get(SECURITY).content.decode()

    with at(clock.now() + WEEK - timedelta(minutes=1)):
        carry_out_due_email_changes()
    assert world.amina.email == former
    with at(clock.now() + WEEK):
        carry_out_due_email_changes()
        carry_out_due_email_changes()
    assert User.objects.get(email=NEW).display_name == "Amina"
    assert [mail.recipient for mail in outbox()] == [NEW, former, former]


def test_a_change_that_waits_is_called_off_by_whoever_is_signed_in(world, browser, change, outbox, at):
    client, former = browser(world.amina), world.amina.email
    change(client)
    browser(world.sam).post(CALL_OFF)
    assert world.amina.email_change()
    assert client.post(CALL_OFF).url == SECURITY
    with at(clock.now() + WEEK):
        carry_out_due_email_changes()
    assert world.amina.email == former


def test_a_second_change_replaces_the_one_that_waits(world, browser, change, outbox):
    client = browser(world.amina)
    change(client)
    change(client, "amina@newer.example")
    assert world.amina.email_change().address == "amina@newer.example"


def test_the_former_address_calls_a_change_off_without_signing_in(world, browser, sign_in, change, outbox, at):
    thief, former = sign_in(world.amina), world.amina.email
    with at(clock.now() + QUARTER):
        change(thief)
    link, reader = link_in(outbox()[-1]), browser()
    assert former in reader.get(link).content.decode()
    assert world.amina.email_change()
    assert reader.post(link).url == SIGN_IN
    assert not is_signed_in(thief)
    with at(clock.now() + WEEK):
        carry_out_due_email_changes()
    assert world.amina.email == former


def test_the_former_address_takes_a_change_back_with_what_the_thief_added(world, browser, sign_in, change, outbox):
    person, former, thief = world.amina, world.amina.email, sign_in(world.amina)
    hers, _theirs = (WebAuthn.add(person, name, made_for(person)).instance for name in ("Hers", "The thief’s"))
    hers.created_at -= timedelta(days=30)
    hers.save()
    change(thief)
    User.objects.filter(pk=person.pk).update(password=make_password("what the thief chose"))
    assert browser(world.sam).post(link_in(outbox()[-1])).url == SIGN_IN

    person.refresh_from_db()
    assert person.email == former
    assert addresses(person) == [(former, True, True)]
    assert list(person.passkeys()) == [hers]
    assert not person.has_usable_password()
    assert not is_signed_in(thief)


def test_a_link_that_was_used_is_late_or_is_torn_says_so(world, proved, browser, change, outbox, at):
    change(proved(world.amina))
    link = link_in(outbox()[-1])
    with at(clock.now() + WEEK):
        assert "are over" in browser().get(link).content.decode()
        assert browser().post(link).status_code == 410
    browser().post(link)
    assert "called off already" in browser().get(link).content.decode()
    torn = browser().get(link[:-2] + "/")
    assert (torn.status_code, "may be missing" in torn.content.decode()) == (404, True)


def test_the_answer_tells_nothing_of_an_address_and_its_mail_the_rest(world, proved, outbox):
    answers = []
    for email in (world.sam.email, NEW):
        client = proved(world.amina)
        asked = client.post(CHANGE, {"email": email})
        pages = [bare(each, email) for each in (client.get(CODE), client.post(CODE, {"code": "12345"}))]
        answers.append([asked.status_code, asked.url, *pages])
    assert answers[0] == answers[1]
    assert "already has one of its own" in outbox()[0].text


def test_an_account_that_nobody_confirmed_does_not_hold_an_address(world, browser, proved, change, outbox):
    browser().post(page("account_signup"), {"is_old_enough": "yes", "display_name": "Nobody", "email": NEW})
    change(proved(world.amina))
    assert User.objects.get(email=NEW).display_name == "Amina"
    assert not User.objects.filter(display_name="Nobody").exists()


def test_an_address_that_was_taken_meanwhile_is_refused(world, proved, outbox, mailed_code):
    client = proved(world.sam)
    client.post(CHANGE, {"email": NEW})
    code = mailed_code()
    User.objects.create_superuser(NEW, "a long enough one", display_name="Ops")
    response = client.post(CODE, {"code": code})
    assert (response.status_code, "of its own by now" in response.content.decode()) == (422, True)


def test_one_that_was_taken_while_the_change_waited_is_dropped(world, browser, change, outbox, at):
    change(browser(world.sam))
    User.objects.create_superuser(NEW, "a long enough one", display_name="Ops")
    with at(clock.now() + WEEK):
        carry_out_due_email_changes()
    assert world.sam.email != NEW
    assert not world.sam.email_change()


def test_three_wrong_guesses_spoil_the_code(world, proved, outbox, mailed_code):
    client = proved(world.amina)
    client.post(CHANGE, {"email": NEW})
    assert [client.post(CODE, {"code": "12345"}).status_code for _try in range(3)] == [422, 422, 302]
    assert client.post(CODE, {"code": mailed_code()}).url == CHANGE
    assert world.amina.email != NEW


@pytest.mark.parametrize("typed", ["", "amina", "😀@example.org", "a@b.example\x00", "a" * 5_000 + "@example.org"])
def test_what_is_no_address_is_refused_beside_its_field(world, proved, outbox, typed):
    response = proved(world.amina).post(CHANGE, {"email": typed})
    assert (response.status_code, response.context["form"].errors.keys()) == (422, {"email"})
    assert outbox() == []


def test_ones_own_address_is_no_change(world, proved):
    assert "already" in proved(world.amina).post(CHANGE, {"email": world.amina.email}).content.decode()


def test_an_address_is_not_written_to_without_end(world, proved, outbox):
    for person in (world.amina, world.sam, world.chloe, world.marc):
        last = proved(person).post(CHANGE, {"email": NEW})
    assert (last.status_code, "too many tries" in last.content.decode()) == (422, True)
    assert len(outbox()) == 3


def test_former_addresses_are_forgotten_when_nothing_can_be_taken_back(world, browser, proved, change, outbox, at):
    change(proved(world.amina))
    change(browser(world.sam), "sam@new.example")
    call_off_email_change(person=world.sam)
    with at(clock.now() + WEEK - timedelta(minutes=1)):
        forget_email_changes()
    assert EmailChange.objects.count() == 2
    with at(clock.now() + WEEK + timedelta(minutes=1)):
        forget_email_changes()
    assert not EmailChange.objects.exists()


@pytest.mark.parametrize("name", ["account_change_email", "confirm_email_change", "call_off_email_change"])
def test_a_visitor_is_sent_to_sign_in(world, browser, name):
    assert browser().post(page(name)).url.startswith(SIGN_IN)
