// A link to #contribution-123 may arrive on a page of the thread where that contribution does not stand:
// its own address (the `address` attribute, with 0 for the number) knows the right page.
class ThreadAnchor extends HTMLElement {
  connectedCallback() {
    const number = location.hash.match(/^#contribution-(\d+)$/)?.[1];
    if (number && !document.getElementById(`contribution-${number}`)) {
      location.replace(this.getAttribute("address").replace("/0/", `/${number}/`));
    }
  }
}

customElements.define("thread-anchor", ThreadAnchor);
