"""What machines can tell of a page that is open, by day and by night, in two sizes: what axe finds, what runs off."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

NARROW, WIDE = {"width": 320, "height": 720}, {"width": 1280, "height": 900}
EYES = f"{Axe().axe_script}; window.findBarriers = {Path(__file__).with_suffix('.js').read_text()}; undefined"
FIND = "(asked) => findBarriers(asked)"
IS_DARK = "matchMedia('(prefers-color-scheme: dark)').matches"


def barriers(page, *, besides=()):
    """What stands in somebody's way (a list of str) on a page into which EYES were brought; axe's rules `besides` rest.

    The window shows it in both sizes, by day and by night, and is left as it was.
    """
    here, there = page.viewport_size, WIDE if page.viewport_size == NARROW else NARROW
    answers = [page.evaluate(FIND, {"rules": True, "besides": besides})]

    def look():
        answers.append(page.evaluate(FIND, {"rules": False, "besides": besides}))

    page.set_viewport_size(there)
    look()
    scheme, other = ("dark", "light") if page.evaluate(IS_DARK) else ("light", "dark")
    page.emulate_media(color_scheme=other)
    look()
    page.set_viewport_size(here)
    look()
    page.emulate_media(color_scheme=scheme)
    return [*dict.fromkeys(sentence for answer in answers for sentence in answer)]


def check(page):
    """Fail on what stands in somebody's way on the page that somebody looks at, in the state it is in."""
    page.evaluate(EYES)
    before = page.viewport_size
    found = barriers(page)
    page.set_viewport_size(before)
    assert not found, page.url + "\n" + "\n".join(found)
