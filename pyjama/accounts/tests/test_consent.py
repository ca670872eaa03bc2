import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import translation

from pyjama.accounts.actions import note_consent
from pyjama.accounts.models import Consent
from pyjama.accounts.wordings import ANSWERS, SIGN_UP
from pyjama.notifications.actions import choose
from pyjama.notifications.models import Channel, Kind

LEDGER = reverse("admin:accounts_consent_changelist")


@pytest.fixture
def line(world):
    """What Amina agreed to when she made her account."""
    note_consent(person=world.amina, choices={ANSWERS: True}, version=SIGN_UP, way=Consent.Way.SIGN_UP)
    return world.amina.consents.get()


def test_a_line_is_never_rewritten(line):
    with pytest.raises(TypeError):
        Consent.objects.update(is_given=False)


def test_it_is_hers_to_see_and_nobodys_to_change(world, line):
    assert [*Consent.objects.visible_to(world.amina)] == [line]
    for person in (world.sam, world.theo, AnonymousUser()):
        assert not Consent.objects.visible_to(person).exists()
    assert not Consent.objects.editable_by(world.amina).exists()


def test_she_reads_since_when_and_with_which_words(world, browser, line):
    page = browser(world.amina).get("/en/notifications/preferences/").text

    assert "Since when, and with which words" in page
    assert line.words in page
    assert "Since when" not in browser(world.sam).get("/en/notifications/preferences/").text


def test_a_choice_that_fails_leaves_no_line(world, monkeypatch):
    monkeypatch.setattr("pyjama.notifications.actions.note_consent", lambda **facts: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        choose(person=world.amina, channel=Channel.MAIL, choices={Kind.REPLY: False})
    assert not world.amina.preferences.exists()


def test_what_she_read_is_quoted_in_the_language_of_her_page(world, browser):
    with translation.override("fr"):
        browser(world.amina).post(reverse("notifications:preferences"), {})

    line = world.amina.consents.get(purpose=Kind.REPLY, channel=Channel.MAIL)
    assert line.language == "fr"
    assert line.words.startswith("Cochez ce qui peut vous parvenir")


def test_an_operator_reads_the_ledger_and_changes_nothing(world, browser, line):
    theo = browser(world.theo)

    assert world.amina.display_name in theo.get(LEDGER).text
    address = reverse("admin:accounts_consent_change", args=[line.pk])
    assert "One click in each stops it" in theo.get(address).text
    assert theo.post(address, {"is_given": ""}).status_code == 403
    assert theo.get(reverse("admin:accounts_consent_add")).status_code == 403
    assert theo.post(reverse("admin:accounts_consent_delete", args=[line.pk])).status_code == 403
    assert browser(world.odile).get(LEDGER).status_code == 302
