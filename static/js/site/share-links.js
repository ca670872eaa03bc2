// Links to share a page work by themselves; where the device can copy or share by its own means, buttons say so.
class ShareLinks extends HTMLElement {
  connectedCallback() {
    this.offer("[data-copy]", navigator.clipboard, () => this.copy());
    this.offer("[data-share]", navigator.share, () => this.share());
  }

  offer(selector, means, act) {
    const button = this.querySelector(selector);
    button.hidden = !means;
    button.addEventListener("click", act);
  }

  async copy() {
    await navigator.clipboard.writeText(this.getAttribute("address"));
    const status = this.querySelector("[data-copied]");
    status.textContent = status.dataset.copied;
  }

  async share() {
    try {
      await navigator.share({ title: this.getAttribute("words"), url: this.getAttribute("address") });
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }
}

customElements.define("share-links", ShareLinks);
