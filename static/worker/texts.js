// Contributions and replies that could not leave: kept in this browser with the key of their form, and sent once the network
// is back. The key makes sending twice post once, so a text is sent again whenever it is not known to have arrived.
const ENDED = ["sent", "held", "refused"];
const A_MOMENT = 8_000;

// The answer to one question to the store of texts (IndexedDB).
function askTexts(mode, question) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("kept", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("texts", { keyPath: "key" });
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const transaction = opening.result.transaction("texts", mode);
      const request = question(transaction.objectStore("texts"));
      transaction.onabort = () => reject(transaction.error);
      transaction.oncomplete = () => {
        opening.result.close();
        resolve(request.result);
      };
    };
  });
}

const keptTexts = () => askTexts("readonly", (texts) => texts.getAll());
const saveText = (text) => askTexts("readwrite", (texts) => texts.put(text));
const dropText = (key) => askTexts("readwrite", (texts) => texts.delete(key));
const dropTexts = () => askTexts("readwrite", (texts) => texts.clear());

const takesText = (url) => callAt(url) || url.pathname.match(placesAt(url.pathname).reply);

// Send a form as the browser does; when it cannot leave, or the site breaks, keep it and come back to the page.
async function postText(event) {
  const { request } = event;
  const copy = request.clone();
  const answer = await fetch(request).catch(() => null);
  if (answer && answer.status < 500) return answer;
  await keepText(copy, answer ? "trouble" : "waiting");
  registration.sync?.register("texts").catch(() => {});
  const back = new URL(request.referrer || request.url);
  back.hash = "kept";
  return Response.redirect(back, 303);
}

// Who only added files, or took one out, did not mean to send her text yet.
async function keepText(request, state) {
  const all = [...(await request.formData())];
  const fields = all.filter(([name, value]) => name !== "csrfmiddlewaretoken" && !(value instanceof File && !value.size));
  const { submission_key: key, writer: person, body, add_files, take_out } = Object.fromEntries(fields);
  const address = withoutHash(request.url);
  const isGathering = add_files !== undefined || take_out !== undefined;
  const refusal = isGathering ? { state: "refused", reason: wordsAt(new URL(address).pathname).files } : { state };
  const meant = fields.filter(([name]) => !["add_files", "take_out"].includes(name));
  await saveText({ key, address, person, body, fields: meant, ...refusal });
}

// One at a time, whichever tab or event asks for it. What another page has told is not told again by this one.
function sendTexts(page) {
  return navigator.locks.request("texts", async () => {
    for (const text of await keptTexts()) {
      if (page && text.toldBy && text.toldBy !== page.id) await dropText(text.key);
      else if (!ENDED.includes(text.state)) await saveText({ ...text, ...(await sendText(text)) });
    }
  });
}

// Post a text as whoever wrote it, and return what became of it.
async function sendText({ address, person, fields }) {
  try {
    const sender = await fetch(site.sender, { signal: AbortSignal.timeout(A_MOMENT) });
    if (!sender.ok) return { state: "trouble" };
    const { person: present, token } = await sender.json();
    if (person && person !== present) return { state: "signed_out" };
    const body = new FormData();
    for (const [name, value] of fields) body.append(name, value);
    const headers = { "X-CSRFToken": token, "X-Kept-Text": "1" };
    return await outcome(await fetch(address, { method: "POST", body, headers }), present);
  } catch {
    return { state: "waiting" };
  }
}

// What a visitor sends is held until she says who she is.
async function outcome(answer, person) {
  const { pathname } = new URL(answer.url);
  const places = placesAt(pathname);
  const link = answer.headers.get("X-Leads-To");
  if (link?.startsWith(places.sign_in)) return { state: "signed_out" };
  if (link) return { state: person ? "sent" : "held", link, fields: [] };
  if (answer.status >= 500 || [403, 429].includes(answer.status)) return { state: "trouble" };
  if ([404, 410].includes(answer.status)) return { state: "refused", reason: places.words.gone };
  const reasons = [...(await answer.text()).matchAll(/(?:class="notice is-warning"[^>]*|"field__errors"[^>]*><li)>([^<]+)/g)];
  return { state: "refused", reason: reasons.map(([, reason]) => reason.trim()).join(" ") };
}

// What a page says of one text: the words, ways to go on, and things to do with it.
function notice(text, path) {
  const { words, sign_in, calls, contribution } = placesAt(path);
  const links = {
    signed_out: [{ href: `${sign_in}?next=${encodeURIComponent(path)}`, label: words.sign_in }],
    refused: [{ href: calls, label: words.others }],
    sent: [{ href: text.link, label: text.link?.match(contribution) ? words.read : words.go_on }],
    held: [{ href: text.link, label: words.go_on }],
  };
  const acts = { refused: ["copy", "again", "drop"], sent: [], held: [] }[text.state] ?? ["copy", "drop"];
  return {
    ...text,
    fields: undefined,
    says: words[text.state],
    copied: words.copied,
    links: links[text.state] ?? [],
    acts: acts.map((act) => ({ act, label: words[act] })),
  };
}

// The notices for a page of this person; nobody where a visitor reads, or a kept page, which does not know who does.
async function noticesFor(person, page) {
  const texts = (await keptTexts()).filter((text) => !person || !text.person || text.person === person);
  const arrived = texts.filter(({ state, toldBy }) => ["sent", "held"].includes(state) && !toldBy);
  for (const text of arrived) await saveText({ ...text, toldBy: page.id });
  return texts.map((text) => notice(text, new URL(page.url).pathname));
}
