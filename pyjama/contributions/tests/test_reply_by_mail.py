"""A mail tells of a contribution; its answer stands in the thread."""

import pytest

from pyjama.accounts.models import User
from pyjama.attachments.models import Attachment
from pyjama.attachments.tests.files import picture
from pyjama.contributions.actions import withdraw_contribution
from pyjama.contributions.models import Contribution
from pyjama.contributions.tests.by_mail import answer, news_to, post_in_thread
from pyjama.core import clock
from pyjama.core.limits import LIMITS
from pyjama.mail.inbound import reading
from pyjama.mail.inbound.models import Received
from pyjama.mail.models import Mail
from pyjama.notifications.actions import choose
from pyjama.notifications.models import Channel, Kind, Notification


def is_answerable(mail):
    return mail.headers["Reply-To"].startswith("reply+")


def test_news_of_a_reply_says_that_it_can_be_answered(news):
    assert news.headers["Reply-To"].startswith("reply+")
    assert len(news.headers["Reply-To"].partition("@")[0]) <= 64
    assert "Answer this mail to answer in the thread." in news.text
    assert "Answer this mail to answer in the thread." in news.html


def test_without_a_domain_nobody_is_told_to_answer(world, settings, contribution):
    settings.INBOUND_DOMAIN = ""
    post_in_thread(world, world.lise, "I like Ladle.", contribution)

    assert not is_answerable(news_to(world.sam))
    assert "Answer this mail" not in news_to(world.sam).text


def test_other_news_cannot_be_answered(news):
    kinds = {mail.headers["Feedback-ID"].split(":")[0] for mail in Mail.objects.all() if is_answerable(mail)}
    assert kinds == {"reply"}
    assert not all(map(is_answerable, Mail.objects.all()))


def test_an_answer_stands_in_the_thread_and_its_reader_is_told(world, news, contribution, reply):
    text = "I do too!\n\nOn Fri, Nov 27, 2026 at 9:12 AM Pyjama <reply+x@reply.example.org> wrote:\n\n> I like Ladle.\n"
    assert answer(news, text) == "published"

    posted = contribution.replies.latest("pk")
    assert (posted.author, posted.body, posted.language) == (world.sam, "I do too!", world.sam.language)
    assert posted.body_html == "<p>I do too!</p>\n"
    assert Received.objects.get().tag == ""


def test_the_organization_answers_a_contribution_and_its_author_can_answer_back(world):
    choose(person=world.ruth, channel=Channel.MAIL, choices={Kind.NEW_CONTRIBUTION: True})
    contribution = post_in_thread(world, world.sam, "Call it Ladle.")
    assert answer(news_to(world.ruth), "Ladle it is.") == "published"

    posted = contribution.replies.get()
    assert posted.for_organization
    assert Notification.objects.get(kind=Kind.REPLY, object_id=posted.pk).recipient == world.sam
    assert answer(news_to(world.sam), "Thank you.") == "published"
    assert contribution.replies.count() == 2


def test_a_mail_of_several_replies_is_answered_in_their_thread(world, contribution, reply):
    post_in_thread(world, world.amina, "So do I.", contribution)
    mail = news_to(world.sam)
    assert "I like Ladle." in mail.text
    assert "So do I." in mail.text
    assert answer(mail, "Thank you both.") == "published"
    assert contribution.replies.latest("pk").body == "Thank you both."


def test_a_mail_that_left_is_answered_where_it_spoke_of_though_another_tells_more(world, contribution, news):
    Mail.objects.filter(pk=news.pk).update(tries=1)
    post_in_thread(world, world.amina, "So do I.", contribution)
    assert news_to(world.sam) != news
    assert answer(news, "Thank you.") == "published"
    assert contribution.replies.latest("pk").body == "Thank you."


def test_a_mail_of_several_contributions_is_answered_on_the_site(world):
    choose(person=world.ruth, channel=Channel.MAIL, choices={Kind.NEW_CONTRIBUTION: True})
    post_in_thread(world, world.sam, "Call it Ladle.")
    assert is_answerable(news_to(world.ruth))
    post_in_thread(world, world.amina, "Call it Spoon.")
    mail = news_to(world.ruth)
    assert "Ladle" in mail.text
    assert "Spoon" in mail.text
    assert not is_answerable(mail)
    assert "Answer this mail" not in mail.text


def test_it_is_published_once_however_often_it_is_delivered(news, contribution):
    for _time in range(2):
        answer(news, "I do too!", message_id="<one@mail.example.org>")
    row = Received.objects.get()
    assert contribution.replies.count() == 2
    # The same row once more, as if the worker had died before it was marked.
    assert row.outcome == "published"


def test_capitals_and_other_confirmed_addresses_do_no_harm(world, news, contribution):
    world.sam.emailaddress_set.create(email="sam.other@example.org", verified=True)
    address = news.headers["Reply-To"]
    assert answer(news, "One.", recipient=address.upper()) == "published"
    assert answer(news, "Two.", sender="Sam <SAM.other@example.org>") == "published"


def test_markdown_is_sanitized_like_any_other(news, contribution):
    answer(news, "**Yes** <script>alert(1)</script> \u202ehidden [x](javascript:alert(1))")

    html = contribution.replies.latest("pk").body_html
    assert "<strong>Yes</strong>" in html
    assert "<script>" not in html
    assert 'href="javascript' not in html


def test_pictures_and_papers_come_along_without_those_of_a_signature(world, news, contribution):
    files = [
        ("photo.png", "image/png", picture()),
        ("smime.p7s", "application/pkcs7-signature", b"x"),
        ("Sam.vcf", "text/vcard", b"BEGIN:VCARD"),
    ]
    assert answer(news, "See.", files=files) == "published"

    attachments = Attachment.objects.of(contribution.replies.latest("pk"))
    assert [attachment.alternative for attachment in attachments] == ["A picture sent by mail, not described yet"]


def test_too_much_in_a_short_time_waits_like_on_the_page(world, news, monkeypatch):
    monkeypatch.setitem(LIMITS, "contributions", LIMITS["contributions"]._replace(acts=1))
    assert answer(news, "Fast words.") == "refused, told"
    assert "Fast words." in news_to(world.sam).text


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", {"en": "even one sentence helps", "fr": "même une seule phrase"}),
        ("Sent from my iPhone", {"en": "even one sentence helps", "fr": "même une seule phrase"}),
        ("y" * 5_001, {"en": "5000 characters at most, please; there are 5001", "fr": "5000 caractères au plus"}),
    ],
)
def test_what_the_form_refuses_is_told_in_her_language_with_her_words(world, news, language, text, sentence):
    User.objects.filter(pk=world.sam.pk).update(language=language)
    before = Contribution.objects.count()
    assert answer(news, text, message_id="<m1@mail.example.org>") == "refused, told"

    told = news_to(world.sam)
    assert told.language == f"{language}-CA"
    assert sentence[language] in told.text
    assert text in told.text
    assert Contribution.objects.count() == before
    assert told.headers["Auto-Submitted"] == "auto-replied"
    assert told.headers["In-Reply-To"] == "<m1@mail.example.org>"
    assert not is_answerable(told)


def test_five_thousand_characters_are_not_too_many(news, contribution):
    assert answer(news, "y" * 5_000) == "published"


@pytest.mark.parametrize(("language", "sentence"), [("en", "was withdrawn"), ("fr", "plus là")])
def test_a_contribution_withdrawn_meanwhile_takes_no_reply(world, news, contribution, language, sentence):
    User.objects.filter(pk=world.sam.pk).update(language=language)
    withdraw_contribution(contribution=contribution)

    assert answer(news, "Too late.") == "refused, told"
    assert "Too late." in news_to(world.sam).text


def test_a_file_that_cannot_be_taken_publishes_nothing(world, news, contribution):
    assert answer(news, "See.", files=[("tool.exe", "application/octet-stream", b"MZ" * 100)]) == "refused, told"

    assert "tool.exe" in news_to(world.sam).text
    assert "See." in news_to(world.sam).text
    assert contribution.replies.count() == 1


def test_when_the_work_fails_it_is_done_again_and_nothing_is_published_twice(news, contribution, monkeypatch):
    monkeypatch.setattr("pyjama.contributions.mailbox.texts.text_of", lambda message: 1 / 0)
    assert answer(news, "I do too!") == "ZeroDivisionError"
    monkeypatch.undo()
    Received.objects.update(next_try_at=clock.now())
    reading.read_due()

    assert contribution.replies.latest("pk").body == "I do too!"
