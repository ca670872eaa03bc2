// Registers the service worker once the page is there, and shows what it says of texts that wait to leave or have left.
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

  show(notices) {
    this.replaceChildren(...notices.map((notice) => this.draw(notice)));
  }

  draw({ key, state, says, reason = "", body, links, acts, copied }) {
    const isWell = ["sent", "held"].includes(state);
    const why = new DOMParser().parseFromString(reason, "text/html").body.textContent;
    const press = (act) => (event) => {
      if (act !== "copy") return this.ask(act, key);
      return navigator.clipboard.writeText(body).then(() => (event.target.textContent = copied));
    };
    const ways = links.map(({ href, label }) => make("a", { href, textContent: label }));
    const buttons = acts.map(({ act, label }) => make("button", { type: "button", className: "link", textContent: label, onclick: press(act) }));
    const words = [make("p", { textContent: `${says} ${why}` }), make("blockquote", { textContent: body, tabIndex: 0 })];
    return make("div", { className: `notice${isWell ? "" : " is-warning"}` }, ...words, make("p", { className: "row" }, ...ways, ...buttons));
  }
}

customElements.define("kept-texts", KeptTexts);
