"""What machines tell of pages, in one size by day and in the other by night: what axe finds, what runs off."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

NARROW, WIDE = {"width": 320, "height": 720}, {"width": 1280, "height": 900}
EYES = f"{Axe().axe_script}; window.findBarriers = {Path(__file__).with_suffix('.js').read_text()}; undefined"
FIND = "(asked) => findBarriers(asked)"
# Lays pages before these eyes, one after the other; what each showed is remembered for when it is laid before them again.
# A document that is opened while another is still telling that it has loaded never tells so itself: hence the pause.
VISIT = """async ({ pages, ...asked }) => {
  const found = [], memory = (window.memory ??= []);
  for (const [place, html] of pages.entries()) {
    document.open();
    const arrival = new Promise((resolve, reject) => {
      addEventListener("load", () => setTimeout(resolve));
      setTimeout(reject, 20_000, new Error(`It does not load: ${html}`));
    });
    document.write(html);
    document.close();
    await arrival;
    window.shownBefore = memory[place];
    found.push(await findBarriers(asked));
    memory[place] = window.shownBefore;
  }
  return found;
}"""
IS_DARK = "matchMedia('(prefers-color-scheme: dark)').matches"


def barriers(page, *, besides=()):
    """What stands in somebody's way (a list of str) on a page into which EYES were brought; axe's rules `besides` rest.

    It is seen as its window is, then in the other size and the other scheme. The window is left there.
    """
    before = page.evaluate(FIND, {"rules": True, "besides": besides})
    turn(page)
    return once(before, page.evaluate(FIND, {"rules": False, "besides": besides}))


def barriers_of_each(page, pages):
    """The same of many pages (a list of their HTML), a list for each: they are laid before a page that has EYES."""
    before = page.evaluate(VISIT, {"pages": pages, "rules": True, "besides": []})
    turn(page)
    after = page.evaluate(VISIT, {"pages": pages, "rules": False, "besides": []})
    return [*map(once, before, after)]


def turn(page):
    """Turn the window to the other size and the other scheme."""
    page.set_viewport_size(WIDE if page.viewport_size == NARROW else NARROW)
    page.emulate_media(color_scheme="light" if page.evaluate(IS_DARK) else "dark")


def once(before, after):
    return [*dict.fromkeys([*before, *after])]


def check(page):
    """Fail on what stands in somebody's way on the page that somebody looks at, in the state it is in."""
    page.evaluate(EYES)
    before = page.viewport_size
    found = barriers(page)
    page.set_viewport_size(before)
    page.emulate_media(color_scheme="null")
    assert not found, page.url + "\n" + "\n".join(found)
