"""What machines can tell of a page that is open: what axe finds, what is not unique, what runs off the window."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

NARROW, WIDE = {"width": 320, "height": 720}, {"width": 1280, "height": 900}
EYES = f"{Axe().axe_script}; window.findBarriers = {Path(__file__).with_suffix('.js').read_text()}; undefined"
FIND = "(asked) => findBarriers(asked)"


def barriers(page, *, besides=()):
    """What stands in somebody's way (a list of str) on a page into which EYES were brought; axe's rules `besides` rest.

    The window then goes to its other size, for what runs off there and for its colours.
    """
    found = page.evaluate(FIND, {"rules": True, "besides": besides})
    page.set_viewport_size(WIDE if page.viewport_size == NARROW else NARROW)
    return found + page.evaluate(FIND, {"rules": False, "besides": besides})


def check(page):
    """Fail on what stands in somebody's way on the page that somebody looks at, in the state it is in."""
    page.evaluate(EYES)
    before = page.viewport_size
    found = barriers(page)
    page.set_viewport_size(before)
    assert not found, page.url + "\n" + "\n".join(found)
