// What a machine finds on a page, as its window shows it now: sentences, none when all is well. axe is in the page already.
// With `rules` all of axe's are asked, but for those that are named `besides`; of a page that is built as one before, only how
// things look is asked. So it is without `rules`, as the page was seen before in another size and scheme; all rules again
// where that shows or hides what no page did yet.
async ({ rules, besides }) => {
  // Each look that an element may have is judged once: these take axe longer than all its other rules together.
  const LOOKS = ["color-contrast", "link-in-text-block", "target-size"];
  const judged = (window.judgedLooks ??= new Set());
  const PRESSED = "a, button, input, select, textarea, summary, [tabindex], [role]";
  await document.fonts.ready;

  // On stripes axe does not judge. Cloth of their stronger colour is the harder case.
  if (!document.adoptedStyleSheets.length) {
    const cloth = new CSSStyleSheet();
    cloth.replaceSync(".stripes { background: var(--color-stripe) }");
    document.adoptedStyleSheets = [cloth];
  }
  for (const each of document.querySelectorAll("details:not([open])")) each.open = true;

  // What is behind an element, down to the first opaque cloth.
  const seen = new Map();
  const behind = (element) => {
    if (!element || seen.has(element)) return seen.get(element);
    const { backgroundImage, opacity, filter, backgroundColor } = getComputedStyle(element);
    const below = backgroundColor.startsWith("rgb(") ? "" : behind(element.parentElement);
    seen.set(element, [backgroundImage, opacity, filter, backgroundColor, below].join());
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

  // What one presses: how large it is, and what else one may press instead. What is large and alone looks like all of its kind.
  const targets = everything.filter((each) => each.matches(PRESSED) && isSeen(each));
  const boxes = new Map(targets.map((each) => [each, each.getBoundingClientRect()]));
  const place = (element) => {
    const box = boxes.get(element);
    const apart = Math.min(box.width, box.height) < 24 ? 24 : 0;
    const others = [...boxes.values()].filter(({ left, right, top, bottom }) =>
      left < box.right + apart && right > box.left - apart && top < box.bottom + apart && bottom > box.top - apart);
    const parts = apart || others.length > 1 ? others : [];
    const kind = [element.tagName, element.getAttribute("role"), element.tabIndex, getComputedStyle(element).display];
    const places = parts.flatMap(({ left, top, width, height }) => [left - box.left, top - box.top, width, height]);
    return [...kind, ...places.map(Math.round)].join();
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

  const changed = rules ? [document.documentElement] : [...shown.symmetricDifference(window.shownBefore)];
  const isAsked = changed.length && isNew([...besides, ...changed.map(outline)].join());
  window.shownBefore = shown;

  const ids = rules ? everything.map((each) => each.id).filter(Boolean) : [];
  const width = document.documentElement.clientWidth;
  const runsOff = document.documentElement.scrollWidth > width;
  const off = Object.fromEntries(["frame-tested", ...LOOKS, ...besides].map((rule) => [rule, { enabled: false }]));
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
  if (include.length) found.push(...(await run({ include }, { runOnly: LOOKS })));
  return found;
}
