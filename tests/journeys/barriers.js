// What a machine finds on a page: sentences, none when all is well. axe is in the page already.
// With `rules` all of axe's are asked, but for those that are named `besides`.
async ({ rules, besides }) => {
  const off = Object.fromEntries(["color-contrast", "frame-tested", ...besides].map((rule) => [rule, { enabled: false }]));
  // Each combination of colours is judged once: contrast takes axe longer than all its other rules together.
  const judged = (window.judgedColours ??= new Set());
  await document.fonts.ready;

  // On stripes axe does not judge. Cloth of their stronger colour is the harder case.
  const cloth = new CSSStyleSheet();
  cloth.replaceSync(".stripes { background: var(--color-stripe) }");
  document.adoptedStyleSheets = [cloth];
  for (const each of document.querySelectorAll("details")) each.open = true;

  // The ink of an element, and what is behind it, down to the first opaque cloth.
  const colours = (element) => {
    const ink = getComputedStyle(element);
    const parts = [ink.color, ink.fontSize, ink.fontWeight, ink.textShadow, element.disabled];
    for (let each = element; each; each = each.parentElement) {
      const behind = getComputedStyle(each);
      parts.push(behind.backgroundImage, behind.opacity, behind.filter, behind.backgroundColor);
      if (behind.backgroundColor.startsWith("rgb(")) break;
    }
    return parts.join();
  };

  const hasWords = (element) =>
    element.matches("input, select, textarea") ||
    [...element.childNodes].some((each) => each.nodeType === Node.TEXT_NODE && each.data.trim());
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 1;
  const isNew = (element) => judged.size < judged.add(colours(element)).size;

  const run = async (context, options) => {
    const { violations, incomplete } = await axe.run(context, { iframes: false, resultTypes: ["violations", "incomplete"], ...options });
    return [...violations, ...incomplete].flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 120)} ${node.failureSummary}`));
  };

  const everything = [...document.querySelectorAll("body *")];
  const ids = everything.map((each) => each.id).filter(Boolean);
  const width = document.documentElement.clientWidth;
  const runsOff = document.documentElement.scrollWidth > width;
  const found = [
    ...ids.filter((id, place) => ids.indexOf(id) < place).map((id) => `the id ${id} is there twice`),
    ...everything.filter((each) => runsOff && each.getBoundingClientRect().right > width + 1)
      .map((each) => `runs off ${width} px: ${each.outerHTML.slice(0, 120)}`),
    ...(rules ? await run(document, { rules: off }) : []),
  ];
  const texts = everything.filter((each) => hasWords(each) && isSeen(each) && isNew(each));
  return texts.length ? [...found, ...(await run({ include: texts }, { runOnly: ["color-contrast"] }))] : found;
}
