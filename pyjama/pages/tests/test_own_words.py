"""The site's own texts in an operator's words: hers as soon as she edits one, and hers to give up again."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from pyjama.pages import shipped
from pyjama.pages.models import Text
from pyjama.pages.tests.words import path

pytestmark = pytest.mark.once

LIST = reverse("admin:pages_text_changelist")
FORTY_LETTERS = "a" * 40


def own(slug="about", language="en", title="Who we are", body="We are **four** friends."):
    """What the operator sends from the page where she edits a text."""
    return {"slug": slug, "language": language, "title": title, "body": body}


def adding(slug="about", language="en"):
    return Text.as_shipped(slug, language).editing_url


@pytest.fixture
def theo(world, browser):
    """The operator's browser, in English: the pages of /admin/ follow it."""
    client = browser(world.theo)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def edit(theo):
    """A function: the operator makes a text her own, and this is the Text, or None when it was refused."""

    def send(**words):
        fields = own(**words)
        theo.post(adding(fields["slug"], fields["language"]), fields)
        return Text.objects.filter(slug=fields["slug"], language=fields["language"]).first()

    return send


def test_the_operators_words_stand_in_the_place_of_the_shipped(browser, edit):
    edit(title="Who {site_name} is")
    page = browser().get(path("about")).text

    assert "<h1>Who Pyjama is</h1>" in page
    assert "We are <strong>four</strong> friends." in page
    assert Text.as_shipped("about", "fr").title in browser().get(path("about", "fr")).text


def test_a_text_says_when_it_was_last_changed(theo, browser, edit, at):
    def changed_on():
        return browser().get(path("about")).text.split("Last changed on ")[1].split(".")[0]

    assert changed_on() == date_format(Text.as_shipped("about", "en").updated_at)
    with at(datetime(2027, 3, 2, 17, tzinfo=UTC)) as first:
        text = edit()
    assert changed_on() == date_format(first)

    with at(datetime(2027, 4, 5, 17, tzinfo=UTC)) as second:
        theo.post(text.editing_url, own(body="We are five."))
    assert changed_on() == date_format(second)
    assert "We are five." in browser().get(path("about")).text


def test_the_operator_goes_back_to_the_shipped_text(theo, browser, edit):
    text = edit()
    going_back = reverse("admin:pages_text_delete", args=[text.pk])
    assert going_back in theo.get(text.editing_url).text
    assert "follow its upgrades" in theo.get(going_back).text

    theo.post(going_back, {"post": "yes"})
    assert not Text.objects.exists()
    assert f"<h1>{Text.as_shipped('about', 'en').title}</h1>" in browser().get(path("about")).text


def test_a_text_that_is_not_edited_follows_the_software(browser, edit, tmp_path, monkeypatch):
    edit(slug="privacy")
    for slug in ("about", "privacy"):
        (tmp_path / f"{slug}.en.md").write_text("title: Upgraded\nchanged: 2027-01-01\n\nNew words.")
    monkeypatch.setattr(shipped, "FOLDER", tmp_path)

    assert "<h1>Upgraded</h1>" in browser().get(path("about")).text
    assert "<h1>Who we are</h1>" in browser().get(path("privacy")).text


def test_nothing_in_an_edited_text_runs(browser, edit):
    text = edit(
        title="<script>alert(1)</script>",
        body="Hello <script>alert(2)</script> <b onclick=alert(3)>you</b>\n\n[x](javascript:alert(4)) ![y](https://e.org/y.png)",
    )
    page = browser().get(path("about")).text
    main = page.split("<h1>")[1].split("</main>")[0]

    assert text
    assert not re.search(r"<script|<[^>]*onclick|href=\"javascript|<img", main)
    assert "<h1>&lt;script&gt;" in page


def test_the_form_begins_with_the_shipped_words_and_the_list_shows_whose_they_are(theo, edit):
    assert theo.get(LIST).text.count(">shipped<") == 16
    assert Text.as_shipped("about", "fr").body in unescape(theo.get(adding("about", "fr")).text)

    edit()
    assert theo.get(LIST).text.count(">yours<") == 1
    assert theo.get(reverse("admin:pages_text_add")).url == LIST


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"body": "Write to {contact_mail}."}, "Nothing is called {contact_mail}"),
        ({"title": "{name}"}, "Nothing is called {name}"),
        ({"body": " \u200b "}, "This field is required"),
        ({"title": ""}, "This field is required"),
        ({"body": "x" * 20_001}, "at most 20000 characters"),
    ],
)
def test_what_cannot_be_a_text_is_refused_and_kept_in_the_form(theo, words, said):
    page = theo.post(adding(), own() | words)

    assert said in unescape(page.text).replace("\xa0", "")
    assert (words.get("body", "").strip() or "four") in page.text
    assert not Text.objects.exists()


def test_the_shipped_words_are_not_kept_as_hers(theo):
    text = Text.as_shipped("about", "en")
    page = theo.post(adding(), own(title=text.title, body=text.body.replace("\n", "\r\n")))

    assert "there is nothing of yours to keep yet" in page.text
    assert not Text.objects.exists()


def test_a_second_own_text_in_the_same_place_is_refused(theo, edit):
    edit()
    page = theo.post(adding(), own(body="Mine."))
    assert "Somebody else has begun to edit this text" in page.text
    assert Text.objects.get().body == "We are **four** friends."


def test_only_operators_edit(theo, world, browser, edit):
    text = edit()
    addresses = [LIST, adding("terms"), text.editing_url, reverse("admin:pages_text_delete", args=[text.pk])]
    for person in (None, world.amina, world.chloe, world.odile):
        for address in addresses:
            assert browser(person).get(address).status_code == 302
            assert browser(person).post(address, own(body="Spam") | {"post": "yes"}).status_code == 302
        assert "Edit this text" not in browser(person).get(path("about")).text
    assert Text.objects.get().body == "We are **four** friends."
    assert f'href="{text.editing_url}"' in theo.get(path("about")).text


def test_nothing_in_braces_is_evaluated(db, browser, settings):
    settings.SECRET_KEY = FORTY_LETTERS
    Text.objects.create(**own(body="{settings.SECRET_KEY} {{ user }} {site_name.upper} {% now 'Y' %}"))
    page = unescape(browser().get(path("about")).text)
    assert "{settings.SECRET_KEY} {{ user }} {site_name.upper} {% now 'Y' %}" in page
    assert FORTY_LETTERS not in page
