"""Who may reply by mail, who is told that she may not, and who is told nothing."""

from datetime import timedelta

import pytest

from pyjama.accounts.models import User
from pyjama.contributions.by_mail import tokens
from pyjama.contributions.models import Contribution, StoppedReplies
from pyjama.contributions.tests.by_mail import answer, news_to
from pyjama.core import clock
from pyjama.mail.inbound.models import Received
from pyjama.mail.models import Mail

OUR_SERVER = "mx.example.org"


@pytest.fixture(autouse=True)
def nothing_else_is_published(news):
    """A message that is not said to be published is not."""
    before = Contribution.objects.count()
    yield
    assert Contribution.objects.count() == before + Received.objects.filter(outcome="published").count()


@pytest.fixture
def mails():
    """A function: how many mails were written since the test began."""
    before = Mail.objects.count()
    return lambda: Mail.objects.count() - before


def with_token(token):
    return f"reply+{token}@reply.example.org"


def token_of(mail):
    return mail.headers["Reply-To"].partition("+")[2].partition("@")[0]


def test_a_token_is_of_one_case_and_fits_an_address(world, news):
    token = token_of(news)
    assert len(token) == tokens.LENGTH
    assert token == token.lower()
    assert token.isalnum()
    assert tokens.SEAL_BYTES * 8 >= 80
    assert tokens.read(token.upper()) == tokens.read(token)
    assert tokens.read(token).person == world.sam.pk


def test_the_largest_numbers_fit(settings):
    row = type("Row", (), {"pk": 2**63 - 1})
    token = tokens.write(row, row)
    assert len(f"reply+{token}") <= 64
    assert tokens.read(token)[:2] == (2**63 - 1, 2**63 - 1)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", [settings.SECRET_KEY]
    assert tokens.read(token)
    settings.SECRET_KEY_FALLBACKS = []
    assert tokens.read(token) is None


def test_a_token_that_was_changed_is_nobodys(world, news, mails):
    token = token_of(news)
    for place in range(0, len(token) - 1, 3):
        changed = token[:place] + ("b" if token[place] != "b" else "c") + token[place + 1 :]
        assert tokens.read(changed) is None
    for nonsense in ["x", "0", "é", "a" * 52, token[:-1], token + "a"]:
        assert tokens.read(nonsense) is None
    assert answer(news, "Hi.", recipient=with_token("c" + token[1:])) == "stranger"
    assert mails() == 0


def test_a_known_sender_of_an_unknown_token_is_told_only_if_it_is_truly_she(world, news, mails, settings):
    options = {
        "recipient": with_token("a" * 52),
        "Authentication_Results": f"{OUR_SERVER}; dmarc=pass header.from=example.org",
    }
    assert answer(news, "My words.", **options) == "stranger"
    settings.INBOUND_AUTHSERV_ID = OUR_SERVER
    assert answer(news, "My words.", **options) == "refused, told"
    assert mails() == 1
    assert "My words." in news_to(world.sam).text
    assert answer(news, "Hi.", sender="stranger@example.org", **options) == "stranger"


def test_somebody_elses_address_is_refused_and_only_its_owner_is_told(world, news, mails):
    assert answer(news, "I pretend.", sender=world.lise.email) == "refused, told"

    told = news_to(world.sam)
    assert mails() == 1
    assert "an address that is not yours here" in told.text
    assert "I pretend." not in told.text
    assert world.lise.email not in told.text


def test_an_unconfirmed_address_of_hers_is_not_enough(world, news):
    world.sam.emailaddress_set.create(email="new@example.org", verified=False)
    assert answer(news, "Hi.", sender="new@example.org") == "refused, told"


@pytest.mark.parametrize("sender", ["a@example.org, b@example.org", "nobody"])
def test_no_author_or_several_are_not_she(news, sender):
    assert answer(news, "Hi.", sender=sender) == "refused, told"


def test_a_token_serves_for_ninety_days(news, at):
    with at(clock.now() + timedelta(days=90, seconds=-5)):
        assert answer(news, "Late, and good.") == "published"


@pytest.mark.parametrize(("language", "sentence"), [("en", "takes no more replies"), ("fr", "ne prend plus de réponses")])
def test_after_that_she_is_told_with_her_words(world, news, at, language, sentence):
    User.objects.filter(pk=world.sam.pk).update(language=language)
    with at(clock.now() + timedelta(days=90, seconds=5)):
        assert answer(news, "Too late.") == "refused, told"
    assert sentence in news_to(world.sam).text
    assert "Too late." in news_to(world.sam).text


def test_a_closed_account_takes_and_gets_nothing(world, news, mails):
    User.objects.filter(pk=world.sam.pk).update(is_active=False)
    assert answer(news, "Hi.") == "stranger"
    assert mails() == 0


def test_old_mails_stop_when_she_says_so(world, news):
    StoppedReplies.objects.create(person=world.sam)
    assert answer(news, "Hi.") == "refused, told"


def test_at_most_five_are_told_a_day(news, mails):
    outcomes = [answer(news, "") for _number in range(7)]
    assert outcomes == ["refused, told"] * 5 + ["refused"] * 2
    assert mails() == 5


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; owner-email=x@example.org"},
        {"Precedence": "bulk"},
        {"Precedence": "auto_reply"},
        {"List_Id": "<list.example.org>"},
        {"X_Loop": "x@example.org"},
        {"X_Autoreply": "yes"},
        {"envelope": ""},
        {"sender": "bonjour@127.0.0.1"},
        {"subject": "Réponse automatique : Sam vous répond", "X_Auto_Response_Suppress": "All"},
        {"subject": "Out of office: Re: News"},
    ],
)
def test_machines_lists_and_our_own_mail_are_neither_taken_nor_answered(news, mails, headers):
    assert answer(news, "I am away until Monday.", **headers) == "ignored"
    assert mails() == 0


def test_our_own_mail_that_comes_back_is_ignored(news, mails):
    assert answer(news, "Hi.", message_id=news.message_id) == "ignored"


def test_who_wants_no_answer_of_a_machine_is_read_all_the_same(news, mails):
    assert answer(news, "", X_Auto_Response_Suppress="DR, OOF, AutoReply") == "refused"
    assert mails() == 0
    assert answer(news, "Hi.", X_Auto_Response_Suppress="All", Auto_Submitted="no") == "published"


@pytest.mark.parametrize("name", ["mx.example.org", "MX.example.org 1"])
def test_what_our_server_found_forged_is_dropped(news, mails, settings, name):
    settings.INBOUND_AUTHSERV_ID = OUR_SERVER
    found = f"{name}; spf=pass smtp.mailfrom=a.example; dmarc=fail (p=none) header.from=example.org"
    assert answer(news, "Hi.", Authentication_Results=found) == "stranger"
    assert mails() == 0


def test_what_another_server_says_counts_for_nothing(news, settings):
    settings.INBOUND_AUTHSERV_ID = OUR_SERVER
    assert answer(news, "Hi.", Authentication_Results="evil.example; dmarc=fail header.from=example.org") == "published"
