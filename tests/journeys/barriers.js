// What a machine finds on a page, as its window shows it now: sentences, none when all is well. axe is in the page already.
// With `rules` all of axe's are asked, but for those that are named `besides`; of a page that is built as one before, only how
// things look is asked. So it is without `rules`, as the page was seen before in another size and scheme (which `shownBefore`
// remembers); all rules again where that shows or hides what no page did yet.
async ({ rules, besides }) => {
  // Each look that an element may have is judged once: these take axe longer than all its other rules together.
  const LOOKS = ["color-contrast", "link-in-text-block"], SIZE = "target-size";
  const judged = (window.judgedLooks ??= new Set());
  const PRESSED = "a, button, input, select, textarea, summary, [tabindex]";
  await document.fonts.ready;

  // On stripes axe does not judge. Cloth of their stronger colour is the harder case.
  if (!document.adoptedStyleSheets.length) {
    const cloth = new CSSStyleSheet();
    cloth.replaceSync(".stripes { background: var(--color-stripe) }");
    document.adoptedStyleSheets = [cloth];
  }
  for (const each of document.querySelectorAll("details:not([open])")) each.open = true;

  // What is behind an element, down to the first opaque cloth; through what is clear one sees what is below it.
  const CLEAR = "none,1,none,rgba(0, 0, 0, 0)";
  const seen = new Map();
  const behind = (element) => {
    if (!element || seen.has(element)) return seen.get(element);
    const { backgroundImage, opacity, filter, backgroundColor } = getComputedStyle(element);
    const own = [backgroundImage, opacity, filter, backgroundColor].join();
    const below = backgroundColor.startsWith("rgb(") ? [] : [behind(element.parentElement)];
    seen.set(element, own === CLEAR ? below.join() : [own, ...below].join());
    return seen.get(element);
  };

  // The ink of an element; a link's is told from that of the words around it.
  const colours = (element) => {
    const { color, fontSize, fontWeight, textShadow, textDecorationLine } = getComputedStyle(element);
    const around = element.matches("a") ? [textDecorationLine, getComputedStyle(element.parentElement).color] : [];
    return [color, fontSize, fontWeight, textShadow, element.disabled, behind(element), ...around].join();
  };

  const everything = [...document.querySelectorAll("body *")];
  const shown = new Set(everything.filter((each) => each.checkVisibility({ visibilityProperty: true })));
  const isSeen = (element) => shown.has(element) && element.getBoundingClientRect().width > 1;
  const hasWords = (element) =>
    element.matches("input, select, textarea") ||
    [...element.childNodes].some((each) => each.nodeType === Node.TEXT_NODE && each.data.trim());

  // What one presses: how large it is, and what else one may press instead. What surely has room looks like all of its kind.
  const SIDE = 24;
  const targets = everything.filter((each) => each.matches(PRESSED) && isSeen(each));
  const boxes = new Map(targets.map((each) => [each, each.getBoundingClientRect()]));
  const isSmall = (box) => Math.min(box.width, box.height) < SIDE;
  const middle = (box) => [box.left + box.width / 2, box.top + box.height / 2];
  // The others within so many pixels. What it stands in lies below it, and counts where one may come to it while it is small.
  const beside = (element, apart) => {
    const { left, right, top, bottom } = boxes.get(element);
    const isNear = (box) =>
      box.left < right + apart && box.right > left - apart && box.top < bottom + apart && box.bottom > top - apart;
    const counts = (other) => other !== element && !(other.contains(element) && (!apart || other.tabIndex < 0));
    return [...boxes].filter(([other, box]) => isNear(box) && counts(other)).map(([, box]) => box);
  };
  // Around the middle of something small there must be a circle that touches nothing else, and no such circle.
  const isAlone = (box, others) => others.every((other) => {
    const [x, y] = middle(box), [otherX, otherY] = middle(other);
    const far = Math.hypot(Math.max(other.left - x, 0, x - other.right), Math.max(other.top - y, 0, y - other.bottom));
    return far >= SIDE / 2 && (!isSmall(other) || Math.hypot(otherX - x, otherY - y) >= SIDE);
  });
  // Of something large there must be a square that nothing lies on: a strip along one of its sides will do.
  const hasStrip = (box, others) => {
    const sides = (name) => others.map((other) => other[name]);
    return Math.max(Math.min(...sides("left")) - box.left, box.right - Math.max(...sides("right")),
      Math.min(...sides("top")) - box.top, box.bottom - Math.max(...sides("bottom"))) >= SIDE;
  };
  const place = (element) => {
    const box = boxes.get(element), others = beside(element, isSmall(box) ? SIDE : 0);
    const hasRoom = element.getClientRects().length === 1 && (isSmall(box) ? isAlone : hasStrip)(box, others);
    const parts = hasRoom ? [] : [box, ...others];
    const kind = [element.tagName, element.getAttribute("role"), element.tabIndex, getComputedStyle(element).display];
    const places = parts.flatMap(({ left, top, width, height }) => [left - box.left, top - box.top, width, height]);
    return [...kind, hasRoom, isSmall(box), ...places.map(Math.round)].join();
  };
  // What those rules go by that do not look: what is there, how it is marked, and whether it has words, in any language.
  const MARKS = /^(aria-(?!label$).*|autocomplete|class|disabled|for|hidden|id|rel|role|scope|tabindex|type)$/;
  const marks = ({ name, value }) => name + (MARKS.test(name) ? value.replace(/\d+/g, "0") : Boolean(value.trim()));
  const given = (element) => [...element.attributes].filter(({ name }) => name !== "lang").map(marks).sort();
  const outline = (node) => {
    if (node.nodeType !== Node.ELEMENT_NODE) return node.nodeType === Node.TEXT_NODE && node.data.trim() ? "words" : "";
    const parts = new Set([...node.childNodes].map(outline));
    return `<${[node.tagName, ...given(node)].join(" ")}>${[...parts].join("")}</>`;
  };
  const isNew = (look) => judged.size < judged.add(look).size;

  const run = async (context, options) => {
    const { violations, incomplete } = await axe.run(context, { iframes: false, resultTypes: ["violations", "incomplete"], ...options });
    return [...violations, ...incomplete].flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 120)} ${node.failureSummary}`));
  };

  const isShown = everything.map((each) => shown.has(each));
  const isWhole = rules || isShown.length !== window.shownBefore.length;
  const changed = isWhole ? [document.documentElement] : everything.filter((_, place) => isShown[place] !== window.shownBefore[place]);
  const isAsked = changed.length && isNew([...besides, ...changed.map(outline)].join());
  window.shownBefore = isShown;

  const ids = rules ? everything.map((each) => each.id).filter(Boolean) : [];
  const width = document.documentElement.clientWidth;
  const runsOff = document.documentElement.scrollWidth > width;
  const off = Object.fromEntries(["frame-tested", SIZE, ...LOOKS, ...besides].map((rule) => [rule, { enabled: false }]));
  const found = [
    ...ids.filter((id, place) => ids.indexOf(id) < place).map((id) => `the id ${id} is there twice`),
    ...everything.filter((each) => runsOff && each.getBoundingClientRect().right > width + 1)
      .map((each) => `runs off ${width} px: ${each.outerHTML.slice(0, 120)}`),
    ...(isAsked ? await run(document, { rules: off }) : []),
  ];
  const worded = everything.filter((each) => hasWords(each) && isSeen(each));
  const texts = worded.filter((each) => isNew(colours(each)));
  const pressed = targets.filter((each) => isNew(place(each)));
  const include = [...new Set([...texts, ...pressed])];
  if (include.length) found.push(...(await run({ include }, { runOnly: texts.length ? [...LOOKS, SIZE] : [SIZE] })));
  return found;
}
