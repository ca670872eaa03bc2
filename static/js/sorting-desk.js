// The sorting desk by keys: each press does what a button or a choice of the page does. Single keys can be switched off, and
// rest while one types (WCAG 2.1.4). What is chosen is sent at once, one after the other, by the page's own attributes.
const CREDITS = ["", "used", "inspired", "thanked"];
const SWITCH = "single-keys";
const TYPED_IN = "textarea, select, input:not([type=radio], [type=checkbox]), [contenteditable]";

class SortingDesk extends HTMLElement {
  connectedCallback() {
    this.waiting = new Map();
    this.press = (event) => this.takeKey(event);
    document.addEventListener("keydown", this.press);
    this.addEventListener("change", (event) => this.note(event), { capture: true });
    this.addEventListener("htmx:configRequest", (event) => this.sendChoice(event));
    this.addEventListener("htmx:afterRequest", (event) => this.settle(event));
    this.addEventListener("focusin", ({ target }) => (this.place = target.closest(".desk__row")?.id));
    this.addEventListener("htmx:afterSettle", () => this.comeBack());
    window.addEventListener("beforeunload", (event) => this.waiting.size && event.preventDefault());
    this.offerSwitch();
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.press);
  }

  offerSwitch() {
    const keys = this.querySelector("[data-keys]");
    if (!keys) return;
    keys.hidden = false;
    this.box = keys.querySelector("[data-switch]");
    this.box.checked = localStorage.getItem(SWITCH) !== "off";
    this.box.addEventListener("change", () => localStorage.setItem(SWITCH, this.box.checked ? "on" : "off"));
  }

  get rows() {
    return [...this.querySelectorAll(".desk__row")];
  }

  // The row one is in, or else the first without a credit.
  get current() {
    return document.activeElement.closest(".desk__row") ?? this.rows.find((row) => this.isUnsorted(row)) ?? this.rows[0];
  }

  isUnsorted(row) {
    return !row.querySelector(".desk__credit :checked")?.value;
  }

  takeKey(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.target.matches(TYPED_IN)) return;
    if (this.box && !this.box.checked) return;
    // The row of digits gives others on some keyboards: their place counts. Arrows choose among radio buttons.
    const digit = event.code.match(/^(?:Digit|Numpad)([0-3])$/)?.[1];
    const chooses = event.key.startsWith("Arrow") && event.target.matches("input");
    const act = digit ? () => this.credit(CREDITS[digit]) : this.acts[event.key];
    if (!act || chooses) return;
    event.preventDefault();
    act();
  }

  acts = {
    j: () => this.move(1),
    k: () => this.move(-1),
    ArrowDown: () => this.move(1),
    ArrowUp: () => this.move(-1),
    u: () => this.querySelector("[data-undo]")?.click(),
    r: () => this.current?.querySelector("[data-write=reply]").click(),
    n: () => this.current?.querySelector("[data-write=note]").click(),
    t: () => this.leave(this.querySelector("[data-thank]")),
    f: () => document.querySelector("#desk textarea")?.focus(),
    "?": () => this.showKeys(),
  };

  showKeys() {
    const keys = this.querySelector("[data-keys]");
    if (!keys) return;
    keys.open = !keys.open;
    keys.querySelector("summary").focus();
  }

  move(by) {
    const rows = this.rows;
    const here = document.activeElement.closest(".desk__row");
    this.goTo(here ? rows[rows.indexOf(here) + by] : this.current);
  }

  goTo(row) {
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "nearest" });
  }

  // Where a row was drawn anew, one is still in it.
  comeBack() {
    if (document.activeElement === document.body && this.place) document.getElementById(this.place)?.focus({ preventScroll: true });
  }

  // Choose, and go on to the next one that has no credit.
  credit(value) {
    const row = this.current;
    const choice = row && [...row.querySelectorAll(".desk__credit [type=radio]")].find((each) => each.value === value);
    if (!choice) return;
    if (!choice.checked) choice.click();
    if (!value) return this.goTo(row);
    const after = this.rows.slice(this.rows.indexOf(row) + 1);
    this.goTo(after.find((each) => this.isUnsorted(each)) ?? after[0] ?? row);
  }

  // What was chosen last is what is sent, whatever an answer has drawn meanwhile.
  note({ target }) {
    const place = target.closest(".desk__credit");
    if (place) this.waiting.set(place.id, target.value);
  }

  sendChoice({ target, detail }) {
    if (this.waiting.has(target.id)) detail.parameters[target.id] = this.waiting.get(target.id);
  }

  settle({ target, detail }) {
    const chosen = this.waiting.get(target.id);
    if (chosen !== undefined && detail.requestConfig.parameters[target.id] === chosen) this.waiting.delete(target.id);
    if (target.matches(".desk__credit") && !detail.successful) this.takeBack(target, detail);
    if (this.way && !this.waiting.size) this.way.click();
  }

  // Where nothing answered, the choice shown is again the one that is kept.
  takeBack(place, { xhr }) {
    const kept = place.querySelector("[type=hidden]").value;
    place.querySelectorAll("[type=radio]").forEach((each) => (each.checked = each.value === kept));
    if (!xhr.status || xhr.status >= 500) document.querySelector("#refusal").textContent = this.dataset.failed;
  }

  // A page is left once all that was chosen is kept.
  leave(link) {
    if (!this.waiting.size) return link?.click();
    this.way = link;
  }
}

customElements.define("sorting-desk", SortingDesk);
