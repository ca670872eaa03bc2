"""Whoever makes an account and changes nothing shows nothing; who is under 14 leaves nothing behind."""

import logging

import pytest
from django.core.cache import cache
from django.urls import reverse

from pyjama.accounts.models import Consent, Edition, User
from pyjama.core.privacy import data_map
from pyjama.notifications.models import Kind, Notification
from pyjama.pages.models import Text
from pyjama.pages.policies import announce_policies

YOUNG = {"is_old_enough": "no", "display_name": "Young-marker", "email": "young-marker@example.org"}
MARKERS = ("quiet-marker", "Quiet-marker")


@pytest.fixture
def quiet(db):
    """An account whose holder changed nothing."""
    person = User.objects.create_user("quiet-marker@example.org", display_name="Quiet-marker")
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    return person


@pytest.mark.parametrize("reader", [None, "amina", "marc", "chloe", "ruth"])
def test_an_account_shows_nothing_until_its_holder_wants_it(world, browser, quiet, reader):
    client = browser(reader and getattr(world, reader))
    for address in ("pages:home", "pages:calls", "pages:changed", "pages:calls_feed", "sitemaps", "pages:about"):
        text = client.get(reverse(address)).text
        assert [marker for marker in MARKERS if marker in text] == [], address
    for section in ("pages", "calls", "outcomes", "organizations"):
        assert "uiet-marker" not in client.get(reverse("sitemap", args=[section])).text
    assert client.get(reverse("pages:person", args=[quiet.pk, "quiet-marker"])).status_code in {200, 302, 404}
    assert not hasattr(quiet, "profile")


def test_who_is_under_14_leaves_no_row_no_log_line_and_no_counter(browser, db, caplog):
    before = {label: table.model_class._base_manager.count() for label, table in data_map().items()}
    client = browser()
    with caplog.at_level(logging.DEBUG):
        page = client.post(reverse("account_signup"), YOUNG)
        again = client.get(reverse("account_signup"))
    assert page.status_code == 200
    after = {label: table.model_class._base_manager.count() for label, table in data_map().items()}
    assert after == before
    assert "young-marker" not in caplog.text.lower()
    assert "young-marker" not in page.text.lower() + again.text.lower()
    assert "young-marker" not in str(getattr(cache, "_cache", {})).lower()
    assert "young-marker" not in str(dict(client.cookies)).lower()


def test_going_back_and_saying_yes_is_a_new_answer_with_nothing_kept(browser, db):
    client = browser()
    client.post(reverse("account_signup"), YOUNG)
    form = client.get(reverse("account_signup")).text
    assert "checked" not in form
    assert not User.objects.filter(email=YOUNG["email"]).exists()


def test_the_policies_accepted_are_kept_with_their_version(browser, db):
    announce_policies()
    browser().post(reverse("account_signup"), YOUNG | {"is_old_enough": "yes"})
    line = Consent.objects.get(person__email=YOUNG["email"], purpose="policies")
    for edition in Edition.objects.all():
        assert edition.version in line.words


def test_a_policy_that_changes_is_announced_once(world):
    announce_policies()
    assert not Notification.objects.filter(kind=Kind.POLICY_CHANGED).exists()
    Text.objects.create(slug="privacy", language="fr", title="Autre", body="Des mots.", updated_at="2027-02-03T12:00Z")
    announce_policies()
    announce_policies()
    told = Notification.objects.filter(kind=Kind.POLICY_CHANGED)
    assert told.count() == User.objects.people().count()


def test_the_privacy_page_is_made_of_the_map_in_both_languages(browser, db):
    page = browser().get("/fr/confidentialite/").text
    assert "Tout, champ par champ" in page
    assert "adresse de courriel" in page
    assert "Version du" in page
    assert "e-mail address" in browser().get("/en/privacy/").text
