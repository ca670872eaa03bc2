// The button that makes this browser ring. It is asked for its permission only when somebody presses the button; then what it
// answers goes into the form, which is sent as any other. Of the states written in the page, the true one is shown.
const fromText = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (byte) => byte.charCodeAt(0));

const isSame = (one, other) => one && one.length === other.length && one.every((byte, place) => byte === other[place]);

class PushDevice extends HTMLElement {
  async connectedCallback() {
    this.key = fromText(this.getAttribute("key"));
    this.form = this.querySelector("form");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.use();
    });
    this.show(await this.state());
  }

  show(state) {
    for (const part of this.querySelectorAll("[data-state]")) part.hidden = part.dataset.state !== state;
  }

  // Safari on a phone or a tablet has push only for what stands on the home screen.
  async state() {
    if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) {
      return "standalone" in navigator && !navigator.standalone ? "home" : "unsupported";
    }
    if (Notification.permission === "denied") return "refused";
    const registration = await navigator.serviceWorker.getRegistration();
    const subscription = await registration?.pushManager.getSubscription();
    return this.hasAttribute("rings") && subscription ? "on" : "off";
  }

  async use() {
    const status = this.querySelector("[role=status]");
    status.textContent = "";
    try {
      if ((await Notification.requestPermission()) === "denied") return this.show("refused");
      this.write(await this.subscribe());
      this.form.submit();
    } catch {
      status.textContent = status.dataset.failed;
    }
  }

  // A subscription belongs to one key: what was made with another one is of no use.
  async subscribe() {
    const { pushManager } = await navigator.serviceWorker.ready;
    const present = await pushManager.getSubscription();
    if (present && isSame(new Uint8Array(present.options.applicationServerKey), this.key)) return present;
    await present?.unsubscribe();
    return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: this.key });
  }

  write(subscription) {
    const { endpoint, keys } = subscription.toJSON();
    for (const [name, value] of Object.entries({ endpoint, ...keys })) this.form.elements[name].value = value;
  }
}

customElements.define("push-device", PushDevice);
