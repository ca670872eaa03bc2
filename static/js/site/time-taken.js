// Measures how long an answer takes: from the first focus in a text of the form it stands in until the form is sent.
// A silence of more than half a minute counts nothing. What is sent is the nearest of a few round numbers, never the time itself.
// What a visitor writes is not public yet: its number waits on this device until she publishes it (kept-minutes.js).
const IDLE = 30_000;
const KEPT = "minutes-taken";
const MOST_KEPT = 20;
const SIGNS = ["keydown", "input", "pointerdown", "pointermove", "scroll"];

class TimeTaken extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("input");
    this.form = this.closest("form");
    this.spent = Number(this.field.value) * 60_000 || 0;
    this.notice = () => this.count();
    this.form.addEventListener("focusin", (event) => event.target.matches("textarea") && this.begin());
    this.form.addEventListener("submit", () => this.write(), { capture: true });
    if (this.form.querySelector("textarea:focus")) this.begin();
  }

  disconnectedCallback() {
    SIGNS.forEach((sign) => document.removeEventListener(sign, this.notice));
  }

  begin() {
    if (this.last !== undefined) return;
    this.last = Date.now();
    SIGNS.forEach((sign) => document.addEventListener(sign, this.notice, { passive: true }));
  }

  count() {
    const now = Date.now();
    const gap = now - this.last;
    if (gap > 0 && gap <= IDLE) this.spent += gap;
    this.last = now;
  }

  write() {
    if (this.last === undefined) return;
    this.count();
    const minutes = this.spent / 60_000;
    const choices = this.getAttribute("choices").split(" ").map(Number);
    this.field.value = choices.reduce((best, each) => (Math.abs(each - minutes) < Math.abs(best - minutes) ? each : best));
    if (!this.form.elements.writer?.value) this.keep();
  }

  keep() {
    try {
      const kept = { ...JSON.parse(localStorage.getItem(KEPT)), [this.form.elements.submission_key.value]: this.field.value };
      localStorage.setItem(KEPT, JSON.stringify(Object.fromEntries(Object.entries(kept).slice(-MOST_KEPT))));
    } catch {
      // No storage, or something else in it: this answer is not measured.
    }
  }
}

customElements.define("time-taken", TimeTaken);
