// The service worker: what it does when. It takes over as soon as it is there: pages come from the network, so none grows stale.
addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(keepShell());
});

addEventListener("activate", (event) => {
  event.waitUntil(begin());
});

async function begin() {
  await registration.navigationPreload?.enable();
  await clearOld();
  await clients.claim();
  await followKey().catch(() => {});
  for (const { url } of await clients.matchAll()) await keepPage(url).catch(() => {});
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "GET" && request.mode === "navigate") event.respondWith(openPage(event));
  else if (request.method === "GET" && url.pathname.startsWith(site.static)) event.respondWith(openFile(event));
  else if (request.method === "POST" && request.mode === "navigate") send(event, url);
});

// Who signs out leaves nothing behind in this browser.
function send(event, url) {
  if (placesAt(url.pathname).sign_outs.includes(url.pathname)) event.waitUntil(leaveNothing());
  else if (takesText(url)) event.respondWith(postText(event));
}

const leaveNothing = () => Promise.all([caches.delete(PAGES), dropTexts(), stopRinging()]);

addEventListener("sync", (event) => {
  if (event.tag === "texts") event.waitUntil(sendTexts().then(() => callPages()));
});

// What a page asks for (static/js/site/kept-texts.js). It is answered with notices; the other pages are told to ask again.
addEventListener("message", (event) => {
  event.waitUntil(answerPage(event.source, event.data));
});

async function answerPage(page, { act, key, person }) {
  if (act === "drop") await dropText(key);
  if (act === "again") await saveText({ ...(await keptTexts()).find((text) => text.key === key), state: "waiting" });
  if (act !== "look") await sendTexts(page);
  page.postMessage(await noticesFor(person, page));
  if (act !== "look") await callPages(page);
}

async function callPages(except) {
  for (const page of await clients.matchAll()) {
    if (page.id !== except?.id) page.postMessage(null);
  }
}
