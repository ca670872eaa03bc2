"""Every mail of the site, in both languages: what it says to people, and what it says to their programs."""

import re
from html import unescape
from pathlib import Path

import allauth
import pytest
from django.conf import settings
from django.test import override_settings
from django.test.signals import template_rendered
from django.urls import resolve
from django.utils import translation

from pyjama.core.plain_text import WIDTH, wrapped
from pyjama.mail.delivery import Letter
from pyjama.mail.headers import NO_ANSWERS
from pyjama.mail.previews import previews
from pyjama.notifications.models import Kind
from tests.journeys.markup import faults
from tests.source import ROOT, mail_templates

pytestmark = pytest.mark.once

PREVIEWS = previews()
LANGUAGES = ["fr", "en"]
POSTAL_ADDRESS = "12, rue des Lilas, Montréal (Québec) H2X 1A1"
LINK = re.compile(r"https?://[^\s<>()\"]+")
HREF = re.compile(r'href="([^"]*)"')
COLOR = re.compile(r"#[0-9a-f]{3,8}\b", re.IGNORECASE)
TAG = re.compile(r"<style>.*?</style>|<[^>]+>", re.DOTALL)
FETCHED = re.compile(
    r"<(img|link|script|iframe|object|embed|video|audio|source|svg)\b|\bsrc=|@import|url\(|background=", re.IGNORECASE
)
LONGEST_SUBJECT = 78
LONGEST_LINE = 998
# Shorter lines may be the same in both languages: a code, a name, an address.
A_SENTENCE = 3
# Mail of the accounts library about what this site does not offer: links that reset a password, several addresses.
NOT_OFFERED = {
    "account/email/email_changed",
    "account/email/email_confirm",
    "account/email/email_deleted",
    "account/email/password_reset",
    "account/email/password_reset_code",
    "account/email/password_reset_key",
}


@pytest.fixture(scope="module")
def mails(django_db_setup, django_db_blocker):
    """Each mail, by its name and language, of an installation whose operator said where she is."""
    with django_db_blocker.unblock(), override_settings(POSTAL_ADDRESS=POSTAL_ADDRESS):
        return {(name, language): mail_of(name, language) for name in PREVIEWS for language in LANGUAGES}


def mail_of(name, language):
    with translation.override(language):
        mail = PREVIEWS[name]()
    mail.name, mail.spoken = name, language
    return mail


def in_each(check):
    """A test of all mails in both languages, given what must be true of one: every one of which it is not is named."""

    def test(mails):
        failures = []
        for key, mail in mails.items():
            try:
                check(mail, mails) if takes_all else check(mail)
            except Exception as failure:
                failure.add_note(" ".join(key))
                failures.append(failure)
        if failures:
            raise ExceptionGroup(f"{len(failures)} of {len(mails)} mails", failures)

    takes_all = "mails" in check.__code__.co_varnames[: check.__code__.co_argcount]
    test.__name__, test.__doc__ = check.__name__, check.__doc__
    return test


def words_of(html):
    return " ".join(unescape(TAG.sub(" ", html)).split())


def links_of(html):
    return {unescape(link) for link in HREF.findall(html) if link.startswith("http")}


@in_each
def test_its_parts_say_the_same_things(mail):
    assert mail.text.strip()
    assert mail.html.strip()
    assert links_of(mail.html) == {*LINK.findall(mail.text)}


@in_each
def test_its_links_are_ours_and_lead_to_pages(mail):
    hrefs = HREF.findall(mail.html)
    assert [link for link in hrefs if not link.startswith((f"{settings.SITE_URL}/", "mailto:"))] == []
    for link in {*LINK.findall(mail.text)}:
        with translation.override(mail.spoken):
            resolve(link.removeprefix(settings.SITE_URL))
        assert link.startswith(f"{settings.SITE_URL}/{mail.spoken}/")


@in_each
def test_its_text_can_be_read_and_quoted_by_any_program(mail):
    lines = wrapped(mail.text).splitlines()
    assert [line for line in lines if len(line) > WIDTH and not LINK.fullmatch(line)] == []
    assert "**" not in mail.text
    assert not re.search(r"(?<!\w)[*_]\w[^*_\n]*\w?[*_](?!\w)", LINK.sub("", mail.text))
    assert "\n\n\n" not in mail.text
    assert "&#" not in mail.text
    assert mail.text == mail.text.strip() + "\n"


@in_each
def test_no_line_is_longer_than_servers_take(mail):
    raw = Letter.of(mail).message().as_bytes()
    assert max(len(line) for line in raw.split(b"\r\n")) <= LONGEST_LINE
    assert raw.count(b"\n") == raw.count(b"\r\n")


@in_each
def test_it_is_in_one_language(mail, mails):
    """No sentence of one language stands in the other."""
    other = mails[mail.name, {"fr": "en", "en": "fr"}[mail.spoken]]
    lines, others = ({line.strip() for line in LINK.sub("", each.text).splitlines()} for each in (mail, other))
    lines -= {POSTAL_ADDRESS}
    assert {line for line in lines & others if len(line.split()) >= A_SENTENCE} == set()
    assert mail.subject != other.subject
    assert f'<html lang="{mail.spoken}-CA">' in mail.html


@in_each
def test_it_says_who_writes_and_how_to_reach_them(mail):
    for part in (mail.text, words_of(mail.html)):
        assert settings.SITE_NAMES[mail.spoken] in part
        assert settings.CONTACT_EMAIL in part
        assert POSTAL_ADDRESS in part


@in_each
def test_nothing_in_it_is_fetched_from_anywhere(mail):
    assert FETCHED.search(mail.html) is None


@in_each
def test_its_html_is_valid(mail):
    assert faults(mail.html, is_mail=True) == []


@in_each
def test_its_colours_are_those_of_the_site(mail):
    tokens = {color.lower() for color in COLOR.findall((ROOT / "static/css/tokens.css").read_text())}
    assert {color.lower() for color in COLOR.findall(HREF.sub("", mail.html))} - tokens == set()


@in_each
def test_lists_of_messages_show_its_first_words_once(mail):
    hidden = re.findall(r'<div style="display: none;[^"]*">([^<]+)</div>', mail.html)
    assert len(hidden) == 1
    assert 10 < len(unescape(hidden[0])) <= 110


@in_each
def test_its_subject_is_short_and_in_one_line(mail):
    assert 0 < len(mail.subject) <= LONGEST_SUBJECT
    assert "\n" not in mail.subject
    assert not re.search(r"[*_]{2}|&\w+;", mail.subject)


@in_each
def test_it_says_to_programs_what_it_is(mail):
    headers = mail.headers
    assert mail.sender.startswith(f"{settings.SITE_NAMES[mail.spoken]} <")
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["X-Auto-Response-Suppress"] == NO_ANSWERS
    assert headers["Content-Language"] == f"{mail.spoken}-CA"
    assert headers["Reply-To"]
    assert mail.message_id.endswith(f"@{settings.SITE_HOST}>")
    category, language, _product, sender = headers["Feedback-ID"].split(":")
    assert (category, language) == (mail.name.split("/")[1] if mail.name.startswith("news/") else category, mail.spoken)
    assert category not in {"", "site"}
    assert sender
    assert mail.recipient not in "".join(headers.values())


@in_each
def test_news_can_be_stopped_with_one_click_and_accounts_mail_cannot(mail):
    if mail.name.startswith("news/"):
        stop = mail.headers["List-Unsubscribe"].split(",")[0].strip("<>")
        assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert stop in mail.text
        assert mail.headers["In-Reply-To"] == mail.headers["References"]
    else:
        assert not {"List-Unsubscribe", "List-Unsubscribe-Post", "In-Reply-To"} & {*mail.headers}


def test_every_kind_of_news_has_an_example():
    assert {*Kind} - {name.split("/")[1] for name in PREVIEWS if name.startswith("news/")} == set()


def test_every_template_of_a_mail_is_in_some_example(db):
    rendered = set()
    template_rendered.connect(lambda template, **facts: rendered.add(template.name), weak=False, dispatch_uid="mails")
    try:
        for name in PREVIEWS:
            mail_of(name, "en")
    finally:
        template_rendered.disconnect(dispatch_uid="mails")
    assert mail_templates() - rendered == set()


def test_no_mail_leaves_in_the_words_of_the_accounts_library():
    folder = Path(allauth.__file__).parent / "templates"
    theirs = {
        path.relative_to(folder).as_posix() for app in ("account", "mfa") for path in folder.glob(f"{app}/email/*_message.*")
    }
    not_ours = {name.removesuffix("_message.txt") for name in theirs - mail_templates()}
    assert not_ours == NOT_OFFERED
