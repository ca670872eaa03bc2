// Registers the service worker once the page is there, and shows what it says of texts that wait to leave or have left.
const AGAIN = 10_000;
const make = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

class KeptTexts extends HTMLElement {
  connectedCallback() {
    const { serviceWorker } = navigator;
    if (!serviceWorker) return;
    serviceWorker.addEventListener("message", ({ data }) => (data ? this.show(data) : this.ask("look")));
    addEventListener("online", () => this.ask("send"));
    if (document.readyState === "complete") this.begin();
    else addEventListener("load", () => this.begin(), { once: true });
  }

  async begin() {
    // A browser may refuse to keep anything: the site works without.
    await navigator.serviceWorker.register(this.getAttribute("worker")).catch(() => {});
    await this.ask("send");
  }

  // A kept page is everybody's: it does not know who reads it.
  async ask(act, key) {
    const person = document.querySelector("[data-kept]") ? undefined : this.getAttribute("person");
    const { active } = await navigator.serviceWorker.ready;
    active.postMessage({ act, key, person });
  }

  // A browser says that it is online before it really is, and a broken site is mended: what waits is tried again.
  show(notices) {
    clearTimeout(this.next);
    if (notices.some(({ state }) => ["waiting", "trouble"].includes(state))) this.next = setTimeout(() => this.ask("send"), AGAIN);
    notices.filter(({ state }) => state !== "refused").forEach(({ body }) => this.empty(body));
    const held = notices.find(({ state, toldBy }) => state === "held" && !toldBy);
    if (held && !this.isTyping()) location.assign(held.link);
    const told = JSON.stringify(notices);
    if (told === this.told) return;
    this.told = told;
    this.replaceChildren(...notices.map((notice) => this.draw(notice)));
    if (location.hash === `#${this.id}`) this.scrollIntoView({ block: "center" });
  }

  // A text that is on its way stands in no form any more: nobody should send it twice. Drafts hear of it as of any typing.
  empty(body) {
    const fields = [...document.querySelectorAll("textarea")];
    for (const field of fields.filter(({ value }) => value && value === body?.replaceAll("\r\n", "\n"))) {
      field.value = field.defaultValue = "";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  // What a visitor wrote needs one step more, which opens by itself unless she is writing something else.
  isTyping() {
    return [...document.querySelectorAll("textarea")].some(({ value, defaultValue }) => value !== defaultValue);
  }

  draw({ key, state, says, reason = "", body, links, acts, copied }) {
    const why = new DOMParser().parseFromString(reason, "text/html").body.textContent;
    const ways = links.map(({ href, label }) => make("a", { href, textContent: label }));
    const buttons = acts.map(({ act, label }) => {
      const onclick = ({ target }) => (act === "copy" ? this.copy(body, target, copied) : this.ask(act, key));
      return make("button", { type: "button", className: "link", textContent: label, onclick });
    });
    return make(
      "div",
      { className: ["sent", "held"].includes(state) ? "notice" : "notice is-warning" },
      make("p", { textContent: `${says} ${why}` }),
      make("blockquote", { textContent: body, tabIndex: 0 }),
      make("p", { className: "row" }, ...ways, ...buttons),
    );
  }

  async copy(body, button, copied) {
    await navigator.clipboard.writeText(body);
    button.textContent = copied;
  }
}

customElements.define("kept-texts", KeptTexts);
