"""Two ways to act on a page: with a mouse, or with nothing but keys."""

from playwright.sync_api import expect

# A stop may be made of several, as the parts of a date are, and a page may move the focus meanwhile.
TRIES = 10
# Notes each stop of the focus that is not to be seen, or that Tab reaches against the order of the page.
FOLLOW_FOCUS = """
  window.astray = [];
  let key = "";
  addEventListener("keydown", (event) => { key = event.shiftKey ? "" : event.key; });
  addEventListener("focusin", ({target, relatedTarget}) => {
    const name = target.outerHTML.slice(0, 100);
    const around = [];
    for (let each = target; each; each = each.parentElement) around.push(getComputedStyle(each));
    const isOutlined = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    if (!around.some(isOutlined)) astray.push(`unseen: ${name}`);
    const {top, bottom} = target.getBoundingClientRect();
    if (bottom <= 0 || top >= innerHeight) astray.push(`out of the window: ${name}`);
    const goesBack = relatedTarget && relatedTarget.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_PRECEDING;
    if (key === "Tab" && goesBack) astray.push(`out of order: ${name}`);
  });

  // What Tab comes to, in its order: of radio buttons with one name, the one that is chosen, or the first.
  window.isOfGroup = (radio, other) => radio.type === "radio" && radio.name === other.name && radio.form === other.form;
  window.findStops = () => {
    const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
      .filter((each) => each.tabIndex >= 0 && !each.disabled && each.checkVisibility());
    const entry = (radio) => {
      const group = all.filter((each) => isOfGroup(each, radio));
      return group.find((each) => each.checked) ?? group[0];
    };
    return all.filter((each) => each.type !== "radio" || each === entry(each));
  };
"""
# How far it is to a place, backwards below 0; from the top of a page to its main part, the skip link is a short cut.
WAY_TO = """(wanted) => {
  const stops = findStops(), here = document.activeElement, start = location.hash && document.querySelector(location.hash);
  const isBefore = (each) => each.compareDocumentPosition(start) & Node.DOCUMENT_POSITION_FOLLOWING;
  const from = here !== document.body ? stops.findIndex((each) => each === here || isOfGroup(each, here))
    : start ? stops.findLastIndex(isBefore) : -1;
  const to = stops.findIndex((each) => each === wanted || isOfGroup(each, wanted));
  const skips = here === document.body && !start && Boolean(wanted.closest("main"));
  return {stops: to - from, isThere: here === wanted || isOfGroup(here, wanted), skips, astray};
}"""

# Whether pressing it opens another page, which takes its time.
LEADS_ON = "(each) => each.type !== 'button' && !each.closest('[data-hx-boost], [data-hx-get], [data-hx-post]')"


class Mouse:
    """Hands that point at things."""

    def __init__(self, page):
        self.page = page

    def press(self, place):
        place.click()

    def fill(self, field, text):
        field.fill(text)

    def tick(self, box):
        box.check()

    def select(self, field, label):
        field.select_option(label=label)

    def choose_file(self, field, file):
        field.set_input_files(file)


class Keyboard:
    """Hands that press Tab, Enter, Space, arrows and letters; wherever they pass, one sees where one is."""

    def __init__(self, page):
        self.page, self.keys = page, page.keyboard
        page.add_init_script(FOLLOW_FOCUS)
        # From now on choosing a file is up to us: to begin when a key is pressed is too late.
        page.on("filechooser", lambda chooser: None)

    def press(self, place):
        self.reach(place)
        if not place.evaluate(LEADS_ON):
            return self.keys.press("Enter")
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.keys.press("Enter")

    def fill(self, field, text):
        self.reach(field)
        self.keys.press("Control+a")
        self.keys.insert_text(text)

    def tick(self, box):
        """Space ticks a box; among radio buttons the arrows choose."""
        self.reach(box)
        for _ in range(TRIES):
            if box.evaluate("box => box === document.activeElement"):
                break
            self.keys.press("ArrowDown")
        if not box.is_checked():
            self.keys.press("Space")
        expect(box).to_be_checked()

    def select(self, field, label):
        self.reach(field)
        self.keys.type(label)
        expect(field.locator("option:checked")).to_contain_text(label)

    def choose_file(self, field, file):
        self.reach(field)
        with self.page.expect_file_chooser() as chooser:
            self.keys.press("Enter")
        chooser.value.set_files(file)

    def reach(self, place):
        """Press Tab until the focus is there, or on its radio group."""
        for _ in range(TRIES):
            way = place.evaluate(WAY_TO)
            assert not way["astray"], way["astray"]
            if way["isThere"]:
                return
            if way["skips"]:
                self.skip()
            else:
                self.hold("Tab" if way["stops"] >= 0 else "Shift+Tab", abs(way["stops"]) or 1)
        raise AssertionError(f"The focus does not come to {place}.")

    def skip(self):
        self.keys.press("Tab")
        assert self.page.evaluate("document.activeElement.matches('.skip')"), "The skip link is not the first stop."
        self.keys.press("Enter")

    def hold(self, combination, times):
        """Keep keys pressed until the last of them has come so many times."""
        *others, key = combination.split("+")
        for each in [*others, *[key] * times]:
            self.keys.down(each)
        for each in [key, *others]:
            self.keys.up(each)
