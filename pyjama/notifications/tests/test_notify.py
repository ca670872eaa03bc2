import re
from itertools import takewhile

import pytest
from django.db import connection, transaction
from django.template.loader import get_template
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from pyjama.accounts.models import User
from pyjama.mail.models import Mail
from pyjama.notifications.actions import choose, notify
from pyjama.notifications.models import SUMMARIES, Channel, Kind, Notification
from tests.emptied import empty


def told(kind):
    return {notification.recipient for notification in Notification.objects.filter(kind=kind)}


def approve(world, *people):
    """Tell people of something that is mailed by default, and return the mail by address."""
    notify(people, Kind.CALL_APPROVED, world.call("menu"), actor=world.organization("harbour"))
    return {mail.recipient: mail for mail in Mail.objects.filter(recipient__in=[person.email for person in people])}


@pytest.fixture(autouse=True)
def empty_outbox(world):
    empty(Mail, Notification)


def test_news_is_told_in_the_list_and_by_mail_in_each_persons_language(world, settings):
    settings.SITE_NAMES = {"fr": "Mon Pyjama", "en": "My Pyjama"}

    mails = approve(world, world.camille, world.amina)

    assert told(Kind.CALL_APPROVED) == {world.camille, world.amina}
    french, english = mails["camille@example.org"], mails["amina@example.org"]
    assert french.sender.startswith("Mon Pyjama <")
    assert english.sender.startswith("My Pyjama <")
    assert '<html lang="fr-CA">' in french.html
    assert '<html lang="en-CA">' in english.html
    assert french.headers["Content-Language"] == "fr-CA"
    for mail, language in [(french, "fr"), (english, "en")]:
        with override(language):
            address = f"http://127.0.0.1:8000{world.call('menu').get_absolute_url()}"
        assert f"/{language}/" in address
        assert f"\n{address}\n" in mail.text
        assert f'href="{address}"' in mail.html


def test_each_person_is_told_once_and_those_who_left_are_not(world):
    User.objects.filter(pk=world.sam.pk).update(is_active=False)

    mails = approve(world, world.amina, world.sam, world.amina)

    assert list(mails) == ["amina@example.org"]
    assert Notification.objects.count() == 1


def test_a_name_and_facts_are_remembered_with_the_news(world):
    notify([world.amina], Kind.CREDIT, world.call("menu"), actor=world.organization("harbour"), facts={"credit": "used"})

    notification = Notification.objects.get()
    assert notification.actor_name == "Harbour Street Kitchen"
    assert notification.facts == {"credit": "used"}
    assert notification.target == world.call("menu")


@pytest.mark.parametrize(("kind", "by_default"), [(Kind.CALL_APPROVED, True), (Kind.CALL_TO_REVIEW, False)])
def test_mail_follows_the_default_until_a_person_chooses(world, kind, by_default):
    def is_mailed():
        empty(Mail)
        notify([world.amina], kind, world.call("menu"), actor=world.ruth)
        return Mail.objects.exists()

    assert is_mailed() is by_default
    choose(person=world.amina, channel=Channel.MAIL, choices={kind: not by_default})
    assert is_mailed() is not by_default


def test_what_is_undone_is_neither_told_nor_mailed(world):
    with transaction.atomic():
        approve(world, world.amina)
        assert Mail.objects.exists()
        transaction.set_rollback(True)

    assert not Notification.objects.exists()
    assert not Mail.objects.exists()


def test_telling_many_takes_as_many_queries_as_telling_one(world):
    def queries(*people):
        call = world.call("menu")
        with CaptureQueriesContext(
            connection,
        ) as captured:
            notify(people, Kind.CALL_APPROVED, call)
        return len(captured)

    few = queries(world.amina)
    assert queries(world.amina, world.sam, world.camille, world.lise, world.ruth, world.marc) == few
    assert Mail.objects.count() == 7


def test_every_mail_says_who_writes_and_how_to_stop_it(world, settings):
    settings.CONTACT_EMAIL, settings.POSTAL_ADDRESS = "contact@pyjama.example", "1, rue du Lit, Québec"

    mail = approve(world, world.amina)["amina@example.org"]

    stop = mail.headers["List-Unsubscribe"].partition(",")[0].strip("<>")
    assert stop.startswith("http://127.0.0.1:8000/en/")
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail.headers["Auto-Submitted"] == "auto-generated"
    for part in (mail.text, mail.html):
        for words in (stop, "contact@pyjama.example", "1, rue du Lit, Québec", str(Kind.CALL_APPROVED.label).split("'")[0]):
            assert words in part


def test_the_html_loads_nothing_from_anywhere(world):
    html = approve(world, world.amina)["amina@example.org"].html

    assert not re.findall(r"<(?:img|script|link|iframe)|url\(|src=", html)


def test_text_is_as_it_was_written_and_html_is_escaped(world):
    call = world.call("menu")
    call.write(title='Tom & <b>Ana</b>\'s "menu"')
    call.save()

    notify([world.amina], Kind.CALL_APPROVED, call)

    mail = Mail.objects.get()

    assert 'Tom & <b>Ana</b>\'s "menu"' in mail.subject
    assert 'Tom & <b>Ana</b>\'s "menu"' in mail.text
    assert "Tom &amp; &lt;b&gt;Ana&lt;/b&gt;" in mail.html
    assert "<b>" not in mail.html


def test_the_text_reads_like_a_letter(world):
    text = approve(world, world.amina)["amina@example.org"].text

    assert "\n\n\n" not in text
    letter = "".join(takewhile(lambda line: line != "-- \n", text.splitlines(keepends=True)))
    assert "Stop this mail\nhttp" in letter
    assert text.removeprefix(letter).startswith("-- \nPyjama · http://127.0.0.1:8000/en/\n")


@pytest.mark.once
def test_every_kind_has_its_words():
    for kind in {*Kind} - {*SUMMARIES}:
        for part in ("line", "subject", "body", "action"):
            assert get_template(f"{Notification(kind=kind).template}#{part}")
