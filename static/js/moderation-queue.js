// The moderators' queue by keys: each press does what a button or a box of the page does. Single keys can be switched off, and
// rest while one types (WCAG 2.1.4).
const SWITCH = "single-keys";
const TYPED_IN = "textarea, select, input:not([type=radio], [type=checkbox]), [contenteditable]";

class ModerationQueue extends HTMLElement {
  connectedCallback() {
    this.press = (event) => this.takeKey(event);
    document.addEventListener("keydown", this.press);
    this.all?.addEventListener("change", () => this.boxes.forEach((box) => (box.checked = this.all.checked)));
    this.offerSwitch();
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.press);
  }

  offerSwitch() {
    this.keys = this.querySelector("[data-keys]");
    this.keys.hidden = false;
    this.box = this.keys.querySelector("[data-switch]");
    this.box.checked = localStorage.getItem(SWITCH) !== "off";
    this.box.addEventListener("change", () => localStorage.setItem(SWITCH, this.box.checked ? "on" : "off"));
  }

  get all() {
    return this.querySelector("[data-all]");
  }

  get boxes() {
    return [...this.querySelectorAll("[name=items]")];
  }

  get rows() {
    return [...this.querySelectorAll(".rows > li:has([data-open])")];
  }

  get current() {
    return document.activeElement.closest(".rows > li");
  }

  takeKey(event) {
    if (event.key === "Escape") return this.close();
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.target.matches(TYPED_IN)) return;
    if (!this.box.checked) return;
    const act = this.acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  acts = {
    j: () => this.move(1),
    k: () => this.move(-1),
    ArrowDown: () => this.move(1),
    ArrowUp: () => this.move(-1),
    o: () => this.current?.querySelector("[data-open]")?.click(),
    x: () => this.current?.querySelector("[name=items]")?.click(),
    a: () => this.all?.click(),
    "?": () => this.showKeys(),
  };

  showKeys() {
    this.keys.open = !this.keys.open;
    this.keys.querySelector("summary").focus();
  }

  close() {
    this.keys.open = false;
  }

  move(by) {
    const rows = this.rows;
    const here = rows.indexOf(this.current);
    const row = rows[here < 0 ? 0 : here + by];
    if (!row) return;
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }
}

customElements.define("moderation-queue", ModerationQueue);
