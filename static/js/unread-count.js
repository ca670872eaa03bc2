// The number beside News, and in the page's title, while a page stays open: asked for once a minute where somebody looks, spoken
// only when it grows. What the open page speaks of is marked as read there. Without this, all is as the page was made.
const A_MINUTE = 60_000;
const NUMBER = /^\(\d+\) /;

class UnreadCount extends HTMLElement {
  connectedCallback() {
    this.number = Number(this.getAttribute("number"));
    this.badge = this.querySelector(".bar__count");
    this.attend = () => this.wait() && this.ask();
    this.retitle = () => this.title();
    document.addEventListener("visibilitychange", this.attend);
    document.addEventListener("htmx:afterSettle", this.retitle);
    this.title();
    this.wait();
    if (this.number && !document.hidden) this.ask(true);
  }

  disconnectedCallback() {
    this.leave();
    document.removeEventListener("htmx:afterSettle", this.retitle);
  }

  leave() {
    clearInterval(this.timer);
    document.removeEventListener("visibilitychange", this.attend);
  }

  // A page that nobody looks at asks for nothing; returns whether somebody does.
  wait() {
    clearInterval(this.timer);
    if (document.hidden) return false;
    this.timer = setInterval(() => this.ask(), A_MINUTE);
    return true;
  }

  // What is new may be told on this very page, which brings it by itself.
  async ask(isFresh = false) {
    try {
      const told = isFresh ? null : await this.fetch(this.getAttribute("address"));
      this.show(told && told.number <= this.number ? told : await this.see());
    } catch {
      // No network, or no server: the next time.
    }
  }

  see() {
    const shows = [...document.querySelectorAll("main article[id]")].map((article) => article.id).join(" ");
    const body = new URLSearchParams({ path: location.pathname, shows });
    return this.fetch(this.getAttribute("seen"), { method: "POST", body, headers: { "X-CSRFToken": this.getAttribute("token") } });
  }

  // Whoever has signed out meanwhile is led elsewhere: there is nothing more to ask for.
  async fetch(address, options) {
    const response = await fetch(address, { redirect: "manual", ...options });
    if (response.type === "opaqueredirect") this.leave();
    if (!response.ok) throw new Error(response.statusText);
    return response.json();
  }

  show({ number, words }) {
    this.querySelector("[role=status]").textContent = number > this.number ? words : "";
    this.number = number;
    this.badge.hidden = !number;
    this.badge.firstElementChild.textContent = number;
    this.title();
  }

  title() {
    const title = document.title.replace(NUMBER, "");
    document.title = this.number ? `(${this.number}) ${title}` : title;
  }
}

customElements.define("unread-count", UnreadCount);
