// Keeps every long text as it is typed: on this device at once, and on the server a little later for who is signed in.
// A text comes back where its page is opened again. It is forgotten when the server says that it was sent (the cookie
// `sent`), never before. Two windows that hold different texts ask which one to keep.
const PREFIX = "draft:";
const BESIDE = "~";
const DAYS_KEPT = 7;
const SOON = 250;
const LATER = 3000;
const LONGEST_PATH = 500;

class KeepDrafts extends HTMLElement {
  connectedCallback() {
    this.tab = String(Math.random());
    this.person = this.getAttribute("person");
    this.address = this.getAttribute("address");
    this.texts = new Map();
    this.forgetOld();
    this.forgetSent();
    document.addEventListener("input", ({ target }) => this.typed(this.textIn(target)));
    document.addEventListener("submit", ({ target }) => this.send(target));
    document.addEventListener("htmx:load", ({ target }) => (this.forgetSent(), this.look(target)));
    window.addEventListener("storage", ({ key }) => this.elsewhere(this.texts.get(key)));
    window.addEventListener("pagehide", () => this.leave());
    document.addEventListener("visibilitychange", () => document.hidden && this.leave());
    this.look(document);
    document.querySelector("[data-drafts-link]")?.toggleAttribute("hidden", !this.here().length);
  }

  // What is kept here

  read(key) {
    const kept = this.anybodys(key);
    return kept && ["", this.person].includes(kept.person) ? kept : null;
  }

  anybodys(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }

  write(key, kept) {
    try {
      kept ? localStorage.setItem(key, JSON.stringify(kept)) : localStorage.removeItem(key);
    } catch {
      // No room, or no storage: the server, and the page itself, still have the text.
    }
  }

  keys() {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
    } catch {
      return [];
    }
  }

  forget(isToGo) {
    this.keys().filter(isToGo).forEach((key) => this.write(key, null));
  }

  // Who signs out leaves nothing; what somebody else typed here, whose session ended by itself, waits for her.
  forgetPerson(person) {
    this.forget((key) => ["", person].includes(this.anybodys(key)?.person ?? ""));
    this.write("minutes-taken", null);
  }

  forgetOld() {
    const since = Date.now() - DAYS_KEPT * 24 * 60 * 60 * 1000;
    // Who wrote it does not matter here; what cannot be read is of no use to anybody.
    const moment = (key) => Number(localStorage.getItem(key).match(/"at":(\d+)/)?.[1] ?? 0);
    this.forget((key) => moment(key) < since);
  }

  forgetSent() {
    const sent = document.cookie.match(/(?:^|; )sent=([^;]*)/)?.[1];
    if (sent === undefined) return;
    document.cookie = "sent=; max-age=0; path=/; samesite=lax";
    const place = decodeURIComponent(sent);
    if (place.startsWith("*")) this.forgetPerson(place.slice(1));
    else this.forget((key) => key.startsWith(`${PREFIX}${place}#`) && this.read(key));
  }

  // A page is opened

  place(field) {
    return field.form.dataset.place || this.getAttribute("place");
  }

  textIn(field) {
    return [...this.texts.values()].find((text) => text.field === field);
  }

  look(root) {
    const fields = [...root.querySelectorAll("main form[method=post] textarea:not([data-no-draft])")];
    const texts = fields.filter((field) => !this.textIn(field) && this.place(field)).map((field) => this.meet(field));
    const unknown = texts.filter((text) => !text.isKnown);
    if (unknown.length && this.address) this.ask(unknown);
  }

  // A field that takes the place of another one, as when a form is previewed, goes on with its text.
  meet(field) {
    const place = this.place(field);
    const key = this.key(place, field.name, this.person);
    this.adopt(key, this.key(place, field.name, ""));
    const text = this.texts.get(key) ?? this.open(key, field);
    Object.assign(text, { place, field, isLeaving: false });
    this.texts.set(key, text);
    this.mark(field, place);
    const [kept, beside] = [this.read(key), this.besides(text).map((other) => this.read(other)).find(Boolean)];
    if (kept) this.bringBack(text, kept);
    if (text.isBehind) this.keepSoon(text, true);
    if (beside && beside.text !== field.value) this.choose(text, beside);
    return text;
  }

  // Each person has copies of her own on a device, and visitors share theirs.
  key(place, name, person) {
    return `${PREFIX}${place}#${name}@${person}`;
  }

  // Who signs in goes on with what she typed before.
  adopt(key, everybodys) {
    const kept = key !== everybodys && !this.read(key) && this.read(everybodys);
    if (!kept) return;
    this.write(key, { ...kept, person: this.person });
    this.write(everybodys, null);
  }

  // What was kept beside a text: by another window, or by her before she signed in.
  besides({ key, place, field }) {
    return [key + BESIDE, this.key(place, field.name, "")].filter((other) => other !== key);
  }

  // A refused form shows what was typed: what it would show otherwise is not known.
  open(key, field) {
    const kept = this.read(key);
    const initial = kept?.text === field.value ? "" : field.defaultValue;
    const there = kept?.isThere ? kept.text : undefined;
    return { key, kept, initial, there, seen: kept?.at ?? 0, version: kept?.version ?? 0, unanswered: kept ? [kept.text] : [] };
  }

  mark(field, place) {
    if (field.form.elements.draft_place) return;
    field.form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "draft_place", value: place }));
  }

  bringBack(text, kept) {
    const { field } = text;
    if (kept.text === field.value || field.value !== field.defaultValue) return;
    const isEmpty = !field.defaultValue.trim();
    if (isEmpty) this.take(field, kept.text);
    this.say(text, isEmpty ? "kept" : "begun", { text: kept.text, at: kept.at });
  }

  async ask(texts) {
    for (const place of new Set(texts.map((text) => text.place))) {
      const answer = await fetch(`${this.address}?place=${encodeURIComponent(place)}`).catch(() => null);
      const drafts = answer?.ok && !answer.redirected ? await answer.json().catch(() => null) : null;
      if (!drafts) continue;
      for (const text of texts.filter((each) => each.place === place)) this.compare(text, drafts[text.field.name]);
    }
  }

  // What the server has against what was kept here. Versions tell which is newer: clocks of devices do not agree.
  compare(text, draft) {
    const { kept, field } = text;
    text.isKnown = true;
    if (!draft) return this.missing(text);
    if ([field.value, kept?.text].includes(draft.text)) text.version = draft.version;
    else if (kept && kept.version === draft.version) this.keepSoon(text, !kept.isThere);
    else if (text.changed || (kept && !kept.isThere)) this.differ(text, draft);
    else this.comeFromServer(text, draft);
  }

  // Nothing there: what had been was sent, or thrown away, on another device; what never was is brought there.
  missing(text) {
    if (!text.kept || text.changed) return;
    if (!text.kept.isThere) return this.keepSoon(text, text.field.value === text.kept.text);
    this.write(text.key, null);
    this.putBack(text);
    text.note?.remove();
  }

  comeFromServer(text, draft) {
    text.version = draft.version;
    this.putBack(text);
    this.bringBack(text, { text: draft.text, at: Date.parse(draft.at) });
  }

  differ(text, draft) {
    if (text.kept && !text.changed) this.take(text.field, text.kept.text);
    this.choose(text, { text: draft.text, at: Date.parse(draft.at), version: draft.version });
  }

  // Take out again what was brought back from this device.
  putBack({ field, kept }) {
    if (kept && field.value === kept.text) this.take(field, field.defaultValue);
  }

  take(field, words) {
    field.value = words;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // Somebody types

  typed(text) {
    if (!text) return;
    Object.assign(text, { changed: true, isBehind: true, isLeaving: false });
    if (text.field.value === "" && text.field.defaultValue === "") text.note?.remove();
    text.soon ??= setTimeout(() => this.keepHere(text), SOON);
    this.keepSoon(text, true);
  }

  keepSoon(text, isBehind) {
    text.isBehind = isBehind;
    if (isBehind && this.address) text.later ??= setTimeout(() => this.keepThere(text), LATER);
  }

  isWorthIt({ field, initial }) {
    return field.value.trim() !== "" && field.value !== initial;
  }

  keepHere(text) {
    clearTimeout(text.soon);
    text.soon = undefined;
    const { key, field, version } = text;
    const other = this.read(key);
    const isOverwriting = other && other.tab !== this.tab && other.at > text.seen && other.text !== field.value;
    const facts = { tab: this.tab, person: this.person, version, path: this.path(), title: this.title() };
    const mine = { text: field.value, at: Date.now(), isThere: field.value === text.there, ...facts };
    const kept = this.isWorthIt(text) ? mine : null;
    if (!isOverwriting) {
      text.seen = mine.at;
      return this.write(key, kept);
    }
    this.write(key + BESIDE, kept);
    if (kept) this.choose(text, other);
  }

  // One at a time, so that no window of ours overtakes itself; who leaves does not wait.
  async keepThere(text, options) {
    clearTimeout(text.later);
    text.later = undefined;
    if (text.isOnItsWay && !options) return this.keepSoon(text, true);
    const words = this.isWorthIt(text) ? text.field.value : "";
    const facts = { place: text.place, name: text.field.name, text: words, version: text.version, title: this.title(), path: this.path() };
    const headers = { "X-CSRFToken": text.field.form?.elements.csrfmiddlewaretoken?.value };
    Object.assign(text, { isBehind: false, isOnItsWay: true });
    text.unanswered.push(words);
    const answer = await fetch(this.address, { method: "POST", body: new URLSearchParams(facts), headers, ...options }).catch(() => null);
    const draft = answer && !answer.redirected ? await answer.json().catch(() => null) : null;
    text.isOnItsWay = false;
    if (!draft) text.isBehind = true;
    else if (answer.ok) this.arrived(text, words, draft.version);
    else if (answer.status === 409) this.overtaken(text, draft);
    else if (draft.refusal) this.refused(text, draft.refusal);
  }

  arrived(text, words, version) {
    Object.assign(text, { version, there: words, unanswered: [] });
    const kept = this.read(text.key);
    if (kept?.tab === this.tab) this.write(text.key, { ...kept, version, isThere: kept.text === words });
  }

  // An answer that was lost on its way is no other window.
  overtaken(text, draft) {
    if (!text.unanswered.slice(0, -1).includes(draft.text)) return this.differ(text, draft);
    text.version = draft.version;
    this.keepSoon(text, true);
  }

  refused(text, refusal) {
    if (!text.note?.isConnected) this.say(text, "refused", {}).textContent = refusal;
  }

  // What is being sent is kept here until it has arrived; only its answer, or more typing, changes that.
  send(form) {
    for (const text of this.texts.values()) {
      if (text.field.form !== form) continue;
      if (text.changed && !text.isLeaving) this.keepHere(text);
      clearTimeout(text.later);
      Object.assign(text, { isLeaving: true, later: undefined });
    }
  }

  leave() {
    for (const text of this.texts.values()) {
      if (!text.changed || text.isLeaving) continue;
      this.keepHere(text);
      if (text.isBehind && this.address) this.keepThere(text, { keepalive: true });
    }
  }

  // Two windows

  elsewhere(text) {
    const other = text?.changed && this.read(text.key);
    if (other && other.text !== text.field.value) this.choose(text, other);
  }

  choose(text, other) {
    const isAsked = text.note?.isConnected && text.note.matches(".is-twice");
    const note = isAsked ? text.note : this.say(text, "twice", other);
    text.other = other;
    note.querySelector("blockquote").textContent = other.text;
  }

  settle(text) {
    text.note.remove();
    text.seen = Date.now();
    text.version = text.other.version ?? text.version;
    this.besides(text).forEach((key) => this.write(key, null));
    this.typed(text);
    text.field.focus();
  }

  // What the page says

  say(text, words, kept) {
    const note = this.querySelector(`[data-words=${words}]`).content.firstElementChild.cloneNode(true);
    text.note?.remove();
    Object.assign(text, { note, other: kept });
    note.querySelector("time")?.replaceWith(this.moment(kept.at));
    this.when(note, "take", text, () => text.other.text);
    // What was offered beside a text is thrown away alone.
    this.when(note, "throw", text, ({ value, defaultValue }) => (defaultValue.trim() ? value : defaultValue));
    this.when(note, "mine", text, ({ value }) => value);
    text.field.before(note);
    return note;
  }

  when(note, name, text, words) {
    note.querySelector(`[data-${name}]`)?.addEventListener("click", () => (this.take(text.field, words(text.field)), this.settle(text)));
  }

  moment(at) {
    const time = document.createElement("time");
    time.dateTime = new Date(at).toISOString();
    const options = { dateStyle: Date.now() - at > 72e6 ? "medium" : undefined, timeStyle: "short" };
    time.textContent = new Intl.DateTimeFormat(this.getAttribute("language"), options).format(at);
    return time;
  }

  title() {
    return (document.querySelector("main h1, header h1")?.textContent ?? document.title).trim().slice(0, 200);
  }

  path() {
    const path = location.pathname + location.search;
    return path.length > LONGEST_PATH ? location.pathname : path;
  }

  // What waits on this device, and nowhere else: a visitor is shown the way there once there is something

  here() {
    return this.keys().filter((key) => this.read(key) && !this.read(key).isThere);
  }
}

customElements.define("keep-drafts", KeepDrafts);
