// Pages and files that the browser keeps. `site` (pyjama/core/offline.py) says what they are, and the words to put around them.
//
// Only what everybody may read is kept: the calls that somebody opened, asked for again without her cookies, and the page that
// says that one is offline. Pages come from the network first, files (which carry a hash in their names) from here.
const PAGES = "pages";
const FILES = "files";
const SHELL = `shell ${site.version}`;
const MOST_PAGES = 30;
const PATIENCE = 4_000;
const FRESH = 10 * 60_000;
const KEPT_AT = "X-Kept-At";
const KEPT_FROM = "X-Kept-From";

const languageOf = (path) => (path.slice(1, 3) in site.languages ? path.slice(1, 3) : Object.keys(site.languages)[0]);
const placesAt = (path) => site.languages[languageOf(path)];
const wordsAt = (path) => placesAt(path).words;
const find = async (name, address) => (await caches.open(name)).match(address, { ignoreVary: true });

// The number of the call that an address shows, on its own page or at the door; undefined anywhere else.
function callAt({ pathname }) {
  const { call, door } = placesAt(pathname);
  return (pathname.match(call) ?? pathname.match(door))?.[1];
}

// Under which name the page of a call is kept, whatever its title was; its later pages have names of their own.
function nameOf(url) {
  const page = url.pathname.match(placesAt(url.pathname).call) ? url.search : "";
  return `${placesAt(url.pathname).calls}${callAt(url)}${page}`;
}

function withoutHash(address) {
  const url = new URL(address);
  url.hash = "";
  return url.href;
}

async function keepShell() {
  const [files, shell] = await Promise.all([caches.open(FILES), caches.open(SHELL)]);
  const pages = Object.values(site.languages).map(({ offline }) => offline);
  const everybodys = pages.map((page) => new Request(page, { credentials: "omit", cache: "reload" }));
  await Promise.all([files.addAll(site.files), shell.addAll(everybodys)]);
}

// What an older version kept goes, but for the files that a kept page still names.
async function clearOld() {
  for (const name of await caches.keys()) {
    if (![PAGES, FILES, SHELL].includes(name)) await caches.delete(name);
  }
  const texts = await Promise.all((await keptPages()).map((page) => page.text()));
  const files = await caches.open(FILES);
  for (const { url } of await files.keys()) {
    const { pathname } = new URL(url);
    if (![site.files, ...texts].some((text) => text.includes(pathname))) await files.delete(url);
  }
}

// The pages kept, the one opened last first.
async function keptPages() {
  const pages = await caches.open(PAGES);
  return Promise.all((await pages.keys()).reverse().map((name) => pages.match(name)));
}

async function keepPage(address) {
  const url = new URL(address);
  const call = callAt(url);
  if (!call) return;
  const kept = await find(PAGES, nameOf(url));
  if (kept && Date.now() - kept.headers.get(KEPT_AT) < FRESH) return;
  // The door is personal: what is kept is the call’s own page, to which any title leads.
  const { door, calls } = placesAt(url.pathname);
  const answer = await fetch(url.pathname.match(door) ? `${calls}${call}--/` : url, { credentials: "omit" });
  const pages = await caches.open(PAGES);
  await pages.delete(nameOf(url));
  if (!answer.ok || callAt(new URL(answer.url)) !== call) return;
  const headers = new Headers(answer.headers);
  headers.delete("Vary");
  headers.set(KEPT_AT, Date.now());
  headers.set(KEPT_FROM, withoutHash(answer.url));
  await pages.put(nameOf(url), new Response(await answer.blob(), { headers }));
  for (const old of (await pages.keys()).slice(0, -MOST_PAGES)) await pages.delete(old);
}

function sinceWhen(path, moment) {
  const { today, before } = wordsAt(path);
  const write = (options) => new Intl.DateTimeFormat(`${languageOf(path)}-CA`, options).format(moment);
  const date = write({ day: "numeric", month: "long" });
  const isToday = moment.toDateString() === new Date().toDateString();
  return (isToday ? today : before).replace("{date}", date).replace("{time}", write({ hour: "numeric", minute: "numeric" }));
}

// A kept page says since when it is kept, and its forms get keys of their own: each text that it is used for is another one.
async function keptCopy(address) {
  const url = new URL(address);
  const kept = callAt(url) && (await find(PAGES, nameOf(url)));
  if (!kept) return null;
  const since = sinceWhen(url.pathname, new Date(Number(kept.headers.get(KEPT_AT))));
  const link = `<a href="${kept.headers.get(KEPT_FROM)}">${wordsAt(url.pathname).now}</a>`;
  const line = `<div class="notices" data-kept><p class="notice is-warning"><span>${since} ${link}</span></p></div>`;
  const text = (await kept.text())
    .replace(/<main[^>]*>/, (opening) => opening + line)
    .replace(/(name="submission_key" value=")[^"]+/g, (_, before) => before + crypto.randomUUID());
  return new Response(text, { headers: kept.headers });
}

// The offline page lists the calls that can be read; their titles come from pages of ours, where they are escaped.
async function offlinePage(address) {
  const page = await find(SHELL, placesAt(new URL(address).pathname).offline);
  if (!page) return Response.error();
  const links = await Promise.all((await keptPages()).map(linkTo));
  if (!links.length) return page;
  const list = `<ul>${links.join("")}</ul>`;
  const text = (await page.text()).replace(" data-calls hidden>", ">").replace("<!-- calls -->", () => list);
  return new Response(text, { headers: page.headers });
}

async function linkTo(page) {
  const address = page.headers.get(KEPT_FROM);
  const [, language = "", title = address] = (await page.text()).match(/<h1( lang="[^"]+")?>(.+?)<\/h1>/s) ?? [];
  return `<li><a href="${address}"${language}>${title}</a></li>`;
}

async function fromNetwork(event) {
  const answer = (await event.preloadResponse) ?? (await fetch(event.request));
  if (answer.ok) event.waitUntil(keepPage(event.request.url).catch(() => {}));
  if ([404, 410].includes(answer.status)) await (await caches.open(PAGES)).delete(nameOf(new URL(event.request.url)));
  return answer;
}

// The network first; when it is slow, what is kept; when it is not there, that or the offline page.
async function openPage(event) {
  const address = event.request.url;
  const network = fromNetwork(event);
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  try {
    return await Promise.race([network, patience.then(async () => (await keptCopy(address)) ?? network)]);
  } catch {
    return (await keptCopy(address)) ?? offlinePage(address);
  }
}

async function openFile({ request }) {
  return (await find(FILES, request)) ?? fetch(request);
}
