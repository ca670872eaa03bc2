// Keeps every long text as it is typed: on this device at once, and on the server a little later for who is signed in.
// A text comes back where its page is opened again. It is forgotten when the server says that it was sent (the cookie
// `sent`), never before. Two windows that hold different texts ask which one to keep.
const PREFIX = "draft:";
const DAYS_KEPT = 7;
const SOON = 250;
const LATER = 3000;

class KeepDrafts extends HTMLElement {
  connectedCallback() {
    this.tab = String(Math.random());
    this.fields = new Map();
    this.forgetOld();
    this.forgetSent();
    document.addEventListener("input", (event) => this.typed(event.target));
    document.addEventListener("htmx:load", (event) => (this.forgetSent(), this.look(event.target)));
    window.addEventListener("storage", (event) => this.elsewhere(event.key));
    window.addEventListener("pagehide", () => this.fields.forEach((state, field) => state.changed && this.keepHere(field)));
    this.look(document);
    this.list();
  }

  // Places and what is kept there

  place(field) {
    return field.form.dataset.place || this.getAttribute("place");
  }

  key(field) {
    return `${PREFIX}${this.place(field)}#${field.name}`;
  }

  read(key) {
    try {
      const kept = JSON.parse(localStorage.getItem(key));
      return kept && (!kept.person || kept.person === this.getAttribute("person")) ? kept : null;
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
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  }

  forgetOld() {
    const since = Date.now() - DAYS_KEPT * 24 * 60 * 60 * 1000;
    this.keys().filter((key) => !(JSON.parse(localStorage.getItem(key))?.at > since)).forEach((key) => this.write(key, null));
  }

  forgetSent() {
    const sent = document.cookie.match(/(?:^|; )sent=([^;]*)/)?.[1];
    if (sent === undefined) return;
    document.cookie = "sent=; max-age=0; path=/; samesite=lax";
    const place = decodeURIComponent(sent);
    this.keys().filter((key) => place === "*" || key.startsWith(`${PREFIX}${place}#`)).forEach((key) => this.write(key, null));
  }

  // A page is opened

  look(root) {
    const fields = [...root.querySelectorAll("main form[method=post] textarea:not([data-no-draft])")].filter((field) => !this.fields.has(field) && this.place(field));
    for (const field of fields) {
      this.fields.set(field, { version: 0, seen: this.read(this.key(field))?.at ?? 0 });
      this.mark(field);
      const kept = this.read(this.key(field));
      if (kept) this.bringBack(field, kept);
    }
    if (fields.length && this.getAttribute("address")) this.ask(fields);
  }

  mark(field) {
    if (field.form.elements.draft_place) return;
    const mark = Object.assign(document.createElement("input"), { type: "hidden", name: "draft_place", value: this.place(field) });
    field.form.append(mark);
  }

  bringBack(field, kept) {
    if (kept.text === field.value || field.value !== field.defaultValue) return;
    const isEmpty = !field.defaultValue.trim();
    if (isEmpty) this.take(field, kept.text);
    this.say(field, isEmpty ? "kept" : "begun", kept);
  }

  async ask(fields) {
    for (const place of new Set(fields.map((field) => this.place(field)))) {
      const answer = await fetch(`${this.getAttribute("address")}?place=${encodeURIComponent(place)}`).catch(() => null);
      const drafts = answer?.ok && !answer.redirected ? await answer.json() : {};
      for (const field of fields.filter((each) => this.place(each) === place && drafts[each.name])) {
        const draft = drafts[field.name];
        this.fields.get(field).version = draft.version;
        const isNewer = Date.parse(draft.at) > (this.read(this.key(field))?.at ?? 0);
        if (isNewer && !this.fields.get(field).changed) this.bringBackFromServer(field, draft);
      }
    }
  }

  bringBackFromServer(field, draft) {
    const wasBroughtBack = field.value !== field.defaultValue && field.value === this.read(this.key(field))?.text;
    if (wasBroughtBack) field.value = field.defaultValue;
    this.bringBack(field, { text: draft.text, at: Date.parse(draft.at) });
  }

  take(field, text) {
    field.value = text;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // Somebody types

  typed(field) {
    const state = this.fields.get(field);
    if (!state) return;
    state.changed = true;
    clearTimeout(state.soon);
    clearTimeout(state.later);
    state.soon = setTimeout(() => this.keepHere(field), SOON);
    if (this.getAttribute("address")) state.later = setTimeout(() => this.keepThere(field), LATER);
  }

  keepHere(field) {
    const state = this.fields.get(field);
    const kept = this.read(this.key(field));
    if (kept && kept.tab !== this.tab && kept.at > state.seen && kept.text !== field.value) return this.choose(field, kept);
    state.seen = Date.now();
    const isWorthIt = field.value.trim() && field.value !== field.defaultValue;
    const draft = { text: field.value, at: state.seen, tab: this.tab, person: this.getAttribute("person"), path: location.pathname + location.search, title: this.title() };
    this.write(this.key(field), isWorthIt ? draft : null);
  }

  async keepThere(field) {
    const state = this.fields.get(field);
    const text = field.value.trim() && field.value !== field.defaultValue ? field.value : "";
    const facts = { place: this.place(field), name: field.name, text, version: state.version, title: this.title(), path: location.pathname + location.search };
    const token = field.form.elements.csrfmiddlewaretoken.value;
    const answer = await fetch(this.getAttribute("address"), { method: "POST", body: new URLSearchParams(facts), headers: { "X-CSRFToken": token } }).catch(() => null);
    if (!answer || answer.redirected || (!answer.ok && answer.status !== 409)) return;
    const draft = await answer.json();
    if (answer.status === 409) return this.choose(field, { text: draft.text, at: Date.parse(draft.at), version: draft.version });
    state.version = draft.version;
  }

  // Two windows

  elsewhere(key) {
    for (const [field, state] of this.fields) {
      const kept = this.key(field) === key && state.changed && this.read(key);
      if (kept && kept.text !== field.value) this.choose(field, kept);
    }
  }

  choose(field, kept) {
    const note = this.say(field, "twice", kept);
    note.querySelector("blockquote").textContent = kept.text;
    note.querySelector("[data-mine]").addEventListener("click", () => this.settle(field, kept, note));
  }

  settle(field, kept, note) {
    note.remove();
    const state = this.fields.get(field);
    state.seen = Date.now();
    if (kept.version) state.version = kept.version;
    this.typed(field);
    field.focus();
  }

  // What the page says

  say(field, words, kept) {
    const note = this.querySelector(`[data-words=${words}]`).content.firstElementChild.cloneNode(true);
    note.querySelector("time")?.replaceWith(this.moment(kept.at));
    note.querySelector("[data-take]")?.addEventListener("click", () => (this.take(field, kept.text), this.settle(field, kept, note)));
    note.querySelector("[data-throw]")?.addEventListener("click", () => this.throwAway(field, note));
    this.fields.get(field).note?.remove();
    this.fields.get(field).note = note;
    field.before(note);
    return note;
  }

  throwAway(field, note) {
    this.take(field, field.defaultValue);
    this.settle(field, {}, note);
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

  // The list of what waits on this device, for visitors

  list() {
    const list = document.querySelector("[data-kept-here]");
    const keys = list ? this.keys().filter((key) => this.read(key)) : [];
    if (!keys.length) return;
    list.hidden = false;
    document.querySelector("[data-kept-nowhere]").hidden = true;
    list.replaceChildren(...keys.map((key) => this.row(key, this.read(key))));
  }

  row(key, kept) {
    const row = this.querySelector("[data-words=row]").content.firstElementChild.cloneNode(true);
    Object.assign(row.querySelector("a"), { href: kept.path, textContent: kept.title });
    row.querySelector("time").replaceWith(this.moment(kept.at));
    row.querySelector(".soft").textContent = kept.text.slice(0, 160);
    row.querySelector("[data-throw]").addEventListener("click", () => (this.write(key, null), row.remove()));
    return row;
  }
}

customElements.define("keep-drafts", KeepDrafts);
