"""What browsers tell of the policy that protects them, and where a weakness is told."""

import json
from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from pyjama.core import clock
from pyjama.security import views
from pyjama.security.actions import MOST_ROWS_A_DAY, forget_violations, note_violation
from pyjama.security.models import Violation

INLINE = {
    "document-uri": "https://testserver/en/calls/1-a-secret-title/?token=secret",
    "effective-directive": "script-src-elem",
    "blocked-uri": "inline",
    "script-sample": "alert('Camille')",
}
FOREIGN = INLINE | {"blocked-uri": "https://tracker.example/?who=camille@example.org", "effective-directive": "img-src"}


@pytest.fixture
def tell(browser):
    """A function: send what a browser says, and return the status."""

    def send(report, content_type="application/csp-report"):
        body = report if isinstance(report, str) else json.dumps({"csp-report": report})
        return browser().post(reverse("security:report"), body, content_type=content_type).status_code

    return send


def counted():
    return [*Violation.objects.values_list("directive", "source", "page", "times")]


def test_each_page_says_where_its_browser_tells_of_what_it_refused(browser):
    policy = browser().get(reverse("pages:about"))["Content-Security-Policy"]
    assert f"report-uri {reverse('security:report')}" in policy
    assert "unsafe" not in policy


def test_a_report_is_counted_without_a_word_of_whose_browser_it_is(tell):
    assert [tell(INLINE), tell(INLINE), tell(FOREIGN)] == [204] * 3
    assert counted() == [
        ("script-src-elem", "inline", "pages:call", 2),
        ("img-src", "https://tracker.example", "pages:call", 1),
    ]


@pytest.mark.parametrize(
    "report",
    ["", "[]", "{", '{"csp-report": 3}', "[" * 9_000, INLINE | {"effective-directive": "x"}, {"document-uri": "\0"}],
)
def test_what_is_no_report_is_not_counted(tell, report):
    assert tell(report) == 204
    assert counted() == []


def test_odd_addresses_are_told_by_what_they_begin_with(tell):
    for address in ["moz-extension://0a1b/x.js", "about:blank", "whatever", "http://[", "https://" + "x" * 3_000]:
        tell(INLINE | {"blocked-uri": address, "document-uri": "https://elsewhere.example/nowhere"})
    assert {page for _, _, page, _ in counted()} == {""}
    assert {source[:20] for _, source, _, _ in counted()} == {
        "moz-extension://0a1b",
        "about:",
        "other:",
        "https://xxxxxxxxxxxx",
    }


def test_a_flood_is_cut_off(tell, monkeypatch):
    monkeypatch.setattr(views, "MOST_A_MINUTE", 2)
    assert [tell(INLINE) for _ in range(4)] == [204] * 4
    assert counted()[0][-1] == 2
    assert tell("x" * 10_001) == 413
    for number in range(MOST_ROWS_A_DAY + 3):
        note_violation(directive="img-src", source=f"https://{number}.example", page="")
    assert Violation.objects.count() == MOST_ROWS_A_DAY


def test_it_is_forgotten_after_thirty_days(tell, at):
    tell(INLINE)
    with at(clock.now() + timedelta(days=31)):
        forget_violations()
    assert counted() == []


def test_an_operator_reads_them(tell, world, browser):
    tell(FOREIGN)
    page = browser(world.theo).get(reverse("admin:security_violation_changelist"))
    assert "https://tracker.example" in page.text
    assert browser(world.theo).get(reverse("admin:security_violation_add")).status_code == 403


def test_whom_to_tell_of_a_weakness_is_where_one_looks_for_it(browser, settings):
    settings.SECURITY_CONTACT = "safe@example.org"
    answer = browser().get("/.well-known/security.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    lines = dict(line.split(": ", 1) for line in answer.text.splitlines() if not line.startswith("#"))
    assert lines["Contact"] == "mailto:safe@example.org"
    assert lines["Canonical"] == f"{settings.SITE_URL}/.well-known/security.txt"
    assert timedelta(days=60) < datetime.fromisoformat(lines["Expires"]) - clock.now() < timedelta(days=365)
