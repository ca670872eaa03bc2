"""A first visit of a call over a slow line: what it weighs, whom it asks, what moves. benchmarks/first_visit.py times it."""

from collections import Counter

# "Slow 4G", as Lighthouse has it: milliseconds, and bytes in a second.
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1_638_400 / 8, "uploadThroughput": 768_000 / 8}
# With the heads of the answers, which the browser counts too: half a kilobyte each.
MOST_REQUESTS, MOST_BYTES, MOST_BYTES_OF_SCRIPT = 6, 100_000, 20_500
OBSERVE = """
  window.seen = {shift: 0, moved: [], paint: 0, largest: ""};
  const observe = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({type, buffered: true});
  observe("layout-shift", (entry) => {
    if (entry.hadRecentInput) return;
    seen.shift += entry.value;
    seen.moved.push(...entry.sources.map((source) => source.node?.outerHTML?.slice(0, 80)));
  });
  observe("largest-contentful-paint", (entry) => { seen.paint = entry.startTime; seen.largest = entry.element?.tagName; });
"""


class Visit:
    """A page that a browser has never seen opens over a slow line."""

    def __init__(self, page, address, *, slower=1):
        """Open an address in a fresh page, with a processor so many times slower, and look at all of it."""
        self.page, self.kinds, self.bytes, self.hosts = page, {}, Counter(), set()
        self.requests = Counter()
        page.add_init_script(OBSERVE)
        self.listen(page.context.new_cdp_session(page), slower)
        page.goto(address, wait_until="networkidle")
        page.evaluate("document.fonts.ready.then(() => {})")
        self.bytes_before_scrolling, self.requests_before_scrolling = self.bytes.copy(), self.requests.total()
        page.evaluate("scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")
        page.wait_for_load_state("networkidle")
        self.seen = page.evaluate("seen")

    def listen(self, browser, slower):
        browser.on("Network.requestWillBeSent", self.note_request)
        browser.on("Network.loadingFinished", self.note_end)
        browser.send("Network.enable")
        browser.send("Network.emulateNetworkConditions", SLOW_4G)
        browser.send("Emulation.setCPUThrottlingRate", {"rate": slower})

    def note_request(self, event):
        self.kinds[event["requestId"]] = event["type"]
        # What a page holds in itself (data:) is not asked for.
        if not event["request"]["url"].startswith("http"):
            return
        self.requests[event["type"]] += 1
        self.hosts.add(event["request"]["url"].split("/")[2])

    def note_end(self, event):
        """Add what came, as it came: compressed, with its headers."""
        self.bytes[self.kinds[event["requestId"]]] += round(event["encodedDataLength"])


def test_a_first_visit_of_a_call_is_light_and_nothing_moves(newcomer, site, story):
    visitor = newcomer("Somebody", "fr")
    visit = Visit(visitor.page, site.origin + visitor.path("pages:call", *story["thread"]))

    assert visit.hosts == {site.origin.partition("://")[2]}
    assert {"Document", "Stylesheet", "Font", "Script"} <= set(visit.bytes)
    assert visit.requests_before_scrolling <= MOST_REQUESTS
    assert visit.bytes_before_scrolling.total() <= MOST_BYTES
    assert visit.bytes["Script"] <= MOST_BYTES_OF_SCRIPT
    assert (visit.seen["shift"], visit.seen["moved"]) == (0, [])


def test_a_call_with_pictures_is_as_light_and_those_further_down_come_to_whoever_gets_there(newcomer, site, story):
    visitor = newcomer("Somebody", "en", viewport={"width": 1280, "height": 900})
    visit = Visit(visitor.page, site.origin + visitor.path("pages:call", *story["calendar"]))

    assert visit.requests_before_scrolling <= MOST_REQUESTS
    assert visit.bytes_before_scrolling.total() <= MOST_BYTES
    assert (visit.seen["shift"], visit.seen["moved"]) == (0, [])
    pictures = visitor.page.locator("main img").all()
    assert len(pictures) > 2
    for picture in pictures:
        picture.scroll_into_view_if_needed()
        visitor.page.wait_for_function("picture => picture.complete && picture.naturalWidth", arg=picture.element_handle())
        assert picture.evaluate("picture => picture.getBoundingClientRect().left >= 0")
