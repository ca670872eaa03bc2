"""What watches the other journeys is shown to bite."""

import pytest

from tests.journeys.barriers import EYES, NARROW, barriers_of_each, check
from tests.journeys.hands import Keyboard

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
    "main.append(Object.assign(new Image(), {src: 'data:,'}))": "image-alt",
    "main.querySelector('label').remove()": "label",
    "main.style.color = '#aaa'": "color-contrast",
    "document.querySelector('.opening p').style.color = '#aaa'": "color-contrast",
    # By night only, and on what one presses.
    "main.style.color = '#232157'": "color-contrast",
    "main.append(...['a', 'b'].map(small))": "target-size",
    "main.style.background = 'linear-gradient(white, white)'": "color-contrast",
    "main.querySelector('h1, h2, p').setAttribute('role', 'checkbox')": "aria-required-attr",
    "main.insertAdjacentHTML('beforeend', '<h4>x</h4>')": "heading-order",
    "main.insertAdjacentHTML('beforeend', '<details><summary>x</summary><select></select></details>')": "select-name",
    "main.querySelectorAll('div').forEach((each) => each.id = 'same')": "the id same is there twice",
    "main.style.inlineSize = '50rem'": "runs off 320 px: <main",
    "main.style.minInlineSize = '100rem'": "runs off 1280 px: <main",
}
# With these, somebody at a keyboard does not come to the button, or not as one should.
OBSTACLES = {
    "main.querySelector('button').style.outline = 'none'": "unseen: <button",
    "main.querySelector('button').tabIndex = 1": "The skip link is not the first stop",
    "field.tabIndex = 1; field.focus()": "out of order",
    "main.querySelector('button').tabIndex = -1": "The focus does not come to",
    "field.addEventListener('keydown', (event) => event.preventDefault())": "The focus does not come to",
}
NAMES = """const main = document.querySelector('main'), field = main.querySelector('[name=login]');
  const style = 'all: unset; font: 8px x';
  const small = (textContent) => Object.assign(document.createElement('button'), {textContent, style});"""


def harm(person, deed):
    person.go("account_login")
    person.page.evaluate(f"() => {{ {NAMES}; {deed} }}")


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
    visitor.go("account_login")
    check(visitor.page)
    for barrier, complaint in BARRIERS.items():
        harm(visitor, barrier)
        with pytest.raises(AssertionError, match=complaint):
            check(visitor.page)


def test_of_many_pages_each_is_seen_in_both_sizes_and_has_its_own_barriers(newcomer):
    visitor = newcomer("Somebody", "fr", viewport=NARROW)
    html = visitor.go("account_login").content()
    harmed = [
        html.replace("</main>", f"{harm}</main>") for harm in ("<img src='data:,'>", "<table width='1400'><tr><td>x</table>")
    ]
    visitor.page.evaluate(EYES)
    good, pictured, wide, again = barriers_of_each(visitor.page, [html, *harmed, html])
    assert good == again == []
    assert "image-alt" in "".join(pictured)
    assert "runs off 1280 px: <table" in "".join(wide)


def test_somebody_at_a_keyboard_notices_every_obstacle(newcomer):
    visitor = newcomer("Somebody", "fr", hands=Keyboard)
    for obstacle, complaint in OBSTACLES.items():
        harm(visitor, obstacle)
        with pytest.raises(AssertionError, match=complaint):
            visitor.press()
