"""What machines tell of an open page, in one size by day and in the other by night: what axe finds, what runs off."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

NARROW, WIDE = {"width": 320, "height": 720}, {"width": 1280, "height": 900}
EYES = f"{Axe().axe_script}; window.findBarriers = {Path(__file__).with_suffix('.js').read_text()}; undefined"
FIND = "(asked) => findBarriers(asked)"
IS_DARK = "matchMedia('(prefers-color-scheme: dark)').matches"


def barriers(page, *, besides=()):
    """What stands in somebody's way (a list of str) on a page into which EYES were brought; axe's rules `besides` rest.

    It is seen as its window is, then in the other size and the other scheme. The window is left there.
    """
    asked = [page.evaluate(FIND, {"rules": True, "besides": besides})]
    page.set_viewport_size(WIDE if page.viewport_size == NARROW else NARROW)
    page.emulate_media(color_scheme="light" if page.evaluate(IS_DARK) else "dark")
    asked.append(page.evaluate(FIND, {"rules": False, "besides": besides}))
    return [*dict.fromkeys(sentence for answer in asked for sentence in answer)]


def check(page):
    """Fail on what stands in somebody's way on the page that somebody looks at, in the state it is in."""
    page.evaluate(EYES)
    before = page.viewport_size
    found = barriers(page)
    page.set_viewport_size(before)
    page.emulate_media(color_scheme="null")
    assert not found, page.url + "\n" + "\n".join(found)
