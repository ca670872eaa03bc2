import pytest

from pyjama.contributions.tests.by_mail import post_in_thread
from pyjama.mail.inbound import reading
from pyjama.mail.models import Mail
from pyjama.mail.outbox import post
from tests.emptied import empty

MAIL = "/demo/mail/"


@pytest.fixture(autouse=True)
def no_other_mail(world):
    empty(Mail)


def test_everybody_reads_the_mail_of_the_demonstration_newest_first(browser):
    post("amina@example.org", "First", "Hi.")
    post("sam@example.org", "Second <b>", "Hi.")

    response = browser().get(MAIL)

    assert [mail.subject for mail in response.context["page"]] == ["Second <b>", "First"]
    assert "Second &lt;b&gt;" in response.text
    assert response["Cache-Control"].startswith("max-age=0")


def test_an_empty_outbox_says_what_to_do(browser):
    assert "No mail yet." in browser().get(MAIL, headers={"Accept-Language": "en"}).text


def test_mail_to_one_address_is_found(browser):
    post("amina@example.org", "First", "Hi.")
    post("sam@example.org", "Second", "Hi.")

    response = browser().get(MAIL, {"to": " AMINA@example.org "})

    assert [mail.subject for mail in response.context["page"]] == ["First"]
    assert browser().get(MAIL, {"to": "nobody'\0<"}).status_code == 200


def test_a_message_shows_its_text_with_links_one_can_follow(browser):
    mail = post("amina@example.org", "Hello", "Code: 123456 <b>\nhttp://127.0.0.1:8000/en/\n")

    response = browser().get(f"{MAIL}{mail.pk}/")

    assert "Code: 123456 &lt;b&gt;<br>" in response.text
    assert '<a href="http://127.0.0.1:8000/en/"' in response.text
    assert "<iframe" not in response.text


def test_the_html_stands_in_a_frame_that_can_do_nothing(browser):
    mail = post("amina@example.org", "Hello", "Hi.", "<html><head></head><body>Hi.<script>alert(1)</script></body></html>")

    page = browser().get(f"{MAIL}{mail.pk}/")
    html = browser().get(f"{MAIL}{mail.pk}/html/")

    assert f'src="{MAIL}{mail.pk}/html/" sandbox="allow-top-navigation-by-user-activation"' in page.text
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    assert "unsafe-inline" not in page["Content-Security-Policy"]
    policy = html["Content-Security-Policy"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
    assert html["X-Frame-Options"] == "SAMEORIGIN"


def test_what_is_not_there_is_a_404(browser):
    text_only = post("amina@example.org", "Hello", "Hi.")

    assert browser().get(f"{MAIL}{text_only.pk + 1}/").status_code == 404
    assert browser().get(f"{MAIL}{text_only.pk}/html/").status_code == 404


@pytest.fixture
def news(world):
    """A mail that Sam can answer."""
    contribution = post_in_thread(world, world.sam, "Call it Ladle.")
    post_in_thread(world, world.lise, "I like Ladle.", contribution)
    return Mail.objects.get(recipient=world.sam.email)


def test_a_mail_of_the_demonstration_is_answered_by_mail(world, browser, news):
    assert "Answer this mail" in browser().get(f"{MAIL}{news.pk}/", headers={"Accept-Language": "en"}).text
    assert browser().post(f"{MAIL}{news.pk}/answer/", {"words": "So do I."}).url == MAIL
    reading.read_due()

    reply = world.call("menu").contributions.latest("pk")
    assert (reply.author, reply.body) == (world.sam, "So do I.")


def test_an_answer_without_words_gets_a_polite_one(world, browser, news):
    browser().post(f"{MAIL}{news.pk}/answer/", {"words": ""})
    reading.read_due()

    assert Mail.objects.latest("pk").headers["Auto-Submitted"] == "auto-replied"


def test_too_long_an_answer_keeps_what_was_typed(browser, news):
    response = browser().post(f"{MAIL}{news.pk}/answer/", {"words": "y" * 10_001})

    assert response.status_code == 422
    assert "y" * 10_001 in response.text


def test_a_mail_that_asks_for_no_answer_has_no_form(browser):
    mail = post("amina@example.org", "Hello", "Hi.")

    assert "Send the answer" not in browser().get(f"{MAIL}{mail.pk}/", headers={"Accept-Language": "en"}).text
    assert browser().post(f"{MAIL}{mail.pk}/answer/", {"words": "Hi."}).status_code == 404
    assert browser().post(f"{MAIL}{mail.pk + 1}/answer/", {"words": "Hi."}).status_code == 404
