"""What machines can tell: on every page, in every state it has, axe finds nothing and nothing runs off the screen.

The pages are those of scenes/, laid before one browser one after the other, on a small phone and on a large screen. French
is read on the phone by day and on the screen by night, English the other way round: each page is seen in all four. axe goes
through all of its rules on each that is not built as one before, and again where the other size shows or hides what it did
on no page before. How things look (what runs off, colours, the room around what one presses) is judged on each: colours that
were found readable once are not asked about again.
"""

import pytest

from tests.journeys.barriers import EYES, NARROW, barriers, barriers_of_each
from tests.journeys.browsers import find_chromium
from tests.test_access import ADMIN, PATTERNS

# The site must serve these itself: they have security policies of their own.
MAILS = {"demo_message", "demo_answer", "demo_html", "mail_preview", "mail_preview_html"}
# The page of a message with a sentence beside its field: asked for alone there is nothing.
ONLY_SENT_TO = {"demo_answer"}
HTML_OF_MAILS = {"demo_html", "mail_preview_html"}
# A mail is no page, but something that a program shows within one of its own.
RULES_OF_A_PAGE = ["bypass", "landmark-one-main", "page-has-heading-one", "region"]

# How the phone shows the pages of a language; the screen shows them the other way.
SCHEMES = {"fr": "light", "en": "dark"}

# Addresses without a page of their own, and what they have.
NO_PAGES = {
    "root": "leads to the home page",
    "health": "a word for machines",
    "service_worker": "a script",
    "sender": "a word for machines",
    "manifest": "JSON",
    "robots": "a text for machines",
    "sponsors:download": "a file",
    "sponsors:leave": "only sent to; leads to what everybody sees",
    "operating:live": "a word for machines",
    "operating:ready": "a word for machines",
    "operating:metrics": "a text for machines",
    "security:report": "only sent to, by browsers",
    "security:txt": "a text for machines",
    "sitemaps": "XML",
    "sitemap": "XML",
    "pages:calls_feed": "XML",
    "pages:changed_feed": "XML",
    "pages:organization_feed": "XML",
    "public_file": "a file",
    "attachment": "a file",
    "organizations:proof": "a file",
    "outcomes:export": "a file",
    "account_email": "the settings, under another name",
    "account_request_login_code": "the sign-in page, under another name",
    "mfa_index": "the page of security, under another name",
    "mfa_login_webauthn": "a riddle for a script; sent to, it leads in or back to the sign-in page",
    "download_recovery_codes": "a file",
    "end_session": "only sent to; leads back to the sessions",
    "end_all_sessions": "only sent to; leads to the home page",
    "notifications:count": "asked for by a page that stays open: a number, for no eyes",
    "notifications:seen": "only sent to, by a page that is looked at",
    "notifications:open": "only sent to; leads to what it tells of",
    "organizations:remove": "only sent to; leads back to the team",
    "organizations:role": "only sent to; leads back to the team",
    "organizations:take_back": "only sent to; leads back to the team",
    "organizations:renew": "only sent to; leads back to the team",
    "organizations:ask_again": "only sent to; leads to my space",
    "drafts:keep": "a word for a script",
    "drafts:throw_away": "only sent to; leads back to the drafts",
    "calls:copy": "only sent to; leads to the copy",
    "calls:publish": "only sent to; leads to the call",
    "matching:skip": "only sent to; leads to the next call",
    "outcomes:take_quote_out": "only sent to; leads back to the quotes",
    "insights:download": "a file",
    "moderation:claim": "only sent to; leads to the item",
    "moderation:put_back": "only sent to; leads to the queue",
    "moderation:undo": "only sent to; leads to the queue",
    "moderation:log": "a file",
    "contributions:publish_held": "only sent to; leads to what was published",
    "contributions:throw_away": "only sent to; leads to the call",
    "privacy:download": "a file",
    "privacy:download_incidents": "a file",
}


def test_every_address_is_among_the_scenes_or_has_no_page(album):
    drawn = {page["address"] for page in album["pages"]}
    assert {*PATTERNS} - {*ADMIN, "admin:None"} - drawn == {*NO_PAGES}
    assert drawn <= {*PATTERNS}


@pytest.fixture(scope="module")
def chromium(launch):
    """A browser that draws no frames: what is judged here is how pages are laid out, and drawing each takes as long again.

    One that is no shell (browsers.py) draws them all the same.
    """
    browser = launch(find_chromium(), args=["--enable-begin-frame-control"])
    yield browser
    browser.close()


@pytest.fixture
def reader(newcomer, album):
    """Chloé, for whom the pictures in her forms are there."""
    return newcomer("Chloé", "fr", session=album["session"], viewport=NARROW)


def test_every_page_in_every_state_can_be_used_by_everybody(reader, album):
    reader.page.goto(f"{reader.site.origin}/healthz")
    reader.page.evaluate(EYES)
    found = []
    for language, scheme in SCHEMES.items():
        reader.page.set_viewport_size(NARROW)
        reader.page.emulate_media(color_scheme=scheme)
        pages = whole_pages(album, language)
        each = barriers_of_each(reader.page, [page["html"] for page in pages])
        found += [(page["scene"], barriers) for page, barriers in zip(pages, each, strict=True) if barriers]
    assert found == []


def whole_pages(album, language):
    pages = (page for page in album["pages"] if page["language"] == language)
    return [page for page in pages if page["address"] not in MAILS and not page["is_part"]]


def test_a_mail_can_be_read_by_everybody(reader, album):
    for page in album["pages"]:
        if page["address"] in MAILS and page["address"] not in ONLY_SENT_TO:
            reader.page.goto(reader.site.origin + page["path"])
            reader.page.evaluate(EYES)
            besides = RULES_OF_A_PAGE if page["address"] in HTML_OF_MAILS else []
            assert barriers(reader.page, besides=besides) == [], page["scene"]
