"""Two ways to act on a page: with a mouse, or with nothing but keys."""

from playwright.sync_api import expect

# A stop may be made of several, as the parts of a date are.
STOPS_WITHIN = 12
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
  return {stops: to - from, skips: here === document.body && !start && Boolean(wanted.closest("main"))};
}"""
IS_THERE = """(wanted) => {
  const here = document.activeElement;
  return {here: here === wanted || isOfGroup(here, wanted), astray};
}"""


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
        self.keys.press("Enter")

    def fill(self, field, text):
        self.reach(field)
        self.keys.press("Control+a")
        self.keys.insert_text(text)

    def tick(self, box):
        """Space ticks a box; among radio buttons the arrows choose."""
        self.reach(box)
        while not box.evaluate("box => box === document.activeElement"):
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
        way = place.evaluate(WAY_TO)
        if way["skips"]:
            self.keys.press("Tab")
            assert self.page.evaluate("document.activeElement.matches('.skip')"), "The skip link is not the first stop."
            self.keys.press("Enter")
            way = place.evaluate(WAY_TO)
        self.hold("Tab" if way["stops"] >= 0 else "Shift+Tab", abs(way["stops"]))
        for _ in range(STOPS_WITHIN):
            focus = place.evaluate(IS_THERE)
            assert not focus["astray"], focus["astray"]
            if focus["here"]:
                return
            self.keys.press("Tab" if way["stops"] >= 0 else "Shift+Tab")
        raise AssertionError(f"The focus does not come to {place}.")

    def hold(self, combination, times):
        """Keep keys pressed until the last of them has come so many times."""
        *others, key = combination.split("+")
        for each in [*others, *[key] * times]:
            self.keys.down(each)
        for each in [key, *others]:
            self.keys.up(each)
