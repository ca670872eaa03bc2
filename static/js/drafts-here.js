// The list of what waits on this device and nowhere else, on the page of drafts; keep-drafts.js keeps it.
class DraftsHere extends HTMLElement {
  connectedCallback() {
    this.drafts = document.querySelector("keep-drafts");
    const keys = this.drafts.here();
    if (!keys.length) return;
    document.querySelector("[data-kept-nowhere]")?.remove();
    const list = this.querySelector("ul");
    list.hidden = false;
    list.replaceChildren(...keys.map((key) => this.row(key, this.drafts.read(key))));
  }

  row(key, kept) {
    const row = this.querySelector("template").content.firstElementChild.cloneNode(true);
    Object.assign(row.querySelector("a"), { href: kept.path, textContent: kept.title });
    row.querySelector("time").replaceWith(this.drafts.moment(kept.at));
    row.querySelector("summary").textContent = kept.text.slice(0, 160);
    row.querySelector("blockquote").textContent = kept.text;
    row.querySelector("[data-throw]").addEventListener("click", () => (this.drafts.write(key, null), row.remove()));
    return row;
  }
}

customElements.define("drafts-here", DraftsHere);
