"""What watches the other journeys is shown to bite."""

import pytest

from tests.journeys.test_accessibility import check

pytestmark = pytest.mark.journey

# What is done to a page, and what must be said of it.
FAULTS = {
    "document.head.append(Object.assign(document.createElement('script'), {textContent: '0'}))": "script-src",
    "document.body.insertAdjacentHTML('beforeend', '<b style=\"color: red\">x</b>')": "style-src",
    "document.body.append(Object.assign(new Image(), {src: 'https://elsewhere.example/x.png'}))": "img-src",
    "window.open('http://localhost:9')": "another host",
    "setTimeout(() => { throw new Error('torn') })": "script: torn",
    "fetch('/static/missing.css')": "404",
    "console.error('torn')": "console: torn",
}
BARRIERS = {
    "document.querySelector('main').append(Object.assign(new Image(), {src: 'data:,'}))": "image-alt",
    "document.querySelector('main label').remove()": "label",
    "document.querySelector('main').style.color = '#aaa'": "color-contrast",
    "document.querySelectorAll('main div').forEach((each) => each.id = 'same')": "same",
    "document.querySelector('main').style.inlineSize = '50rem'": "<main",
}


def test_the_watch_notes_every_fault(newcomer, watch):
    visitor = newcomer("Somebody", "en")
    visitor.go("account_login")
    for fault in FAULTS:
        visitor.page.evaluate(f"() => {{ {fault} }}")
    visitor.page.wait_for_timeout(300)

    missed = [complaint for complaint in FAULTS.values() if not any(complaint in each for each in watch.complaints)]
    watch.complaints.clear()
    assert missed == []


def test_the_check_of_a_page_refuses_every_barrier(newcomer):
    visitor = newcomer("Somebody", "fr")
    for barrier, complaint in BARRIERS.items():
        visitor.go("account_login")
        visitor.page.evaluate(f"() => {{ {barrier} }}")
        with pytest.raises(AssertionError, match=complaint):
            check(visitor)
