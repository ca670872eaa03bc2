// A form around a passkey. The browser is asked to make one (`ceremony="create"`) or to use one ("get"); what it answers goes
// into the field `credential`, and the form is sent. `options` says where the question is: an address, or a JSON block (#id).
// With `offered`, the browser may also offer a passkey by itself, in the address field.
const fromText = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (byte) => byte.charCodeAt(0));

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const BINARY = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

class PasskeyForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    if (!window.PublicKeyCredential) return;
    this.form.hidden = false;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.use();
    });
    if (this.hasAttribute("offered")) this.offer();
  }

  // One question at a time: the new one takes the place of the one that waits.
  async ask(more) {
    this.waiting?.abort();
    this.waiting = new AbortController();
    const { signal } = this.waiting;
    const credential = await navigator.credentials[this.getAttribute("ceremony")]({
      publicKey: this.read(await this.question()),
      signal,
      ...more,
    });
    this.form.elements.credential.value = JSON.stringify(this.write(credential));
    this.form.submit();
  }

  async use() {
    const status = this.querySelector("[role=status]");
    status.textContent = "";
    try {
      await this.ask();
    } catch (error) {
      if (error.name !== "AbortError") status.textContent = this.getAttribute("failed");
    }
  }

  async offer() {
    if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
    try {
      await this.ask({ mediation: "conditional" });
    } catch {
      // Nobody asked for it: the button is still there.
    }
  }

  // Asked for once: the server remembers its last question only, and two on their way may arrive in any order.
  question() {
    this.asked ??= this.fetchQuestion().catch((error) => {
      this.asked = null;
      throw error;
    });
    return this.asked;
  }

  async fetchQuestion() {
    const source = this.getAttribute("options");
    if (source.startsWith("#")) return JSON.parse(document.querySelector(source).textContent).publicKey;
    const answer = await fetch(source, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("No question came.");
    return (await answer.json()).publicKey;
  }

  read(options) {
    const known = (list = []) => list.map((each) => ({ ...each, id: fromText(each.id) }));
    return {
      ...options,
      challenge: fromText(options.challenge),
      ...(options.user && { user: { ...options.user, id: fromText(options.user.id) } }),
      ...(options.excludeCredentials && { excludeCredentials: known(options.excludeCredentials) }),
      ...(options.allowCredentials && { allowCredentials: known(options.allowCredentials) }),
    };
  }

  write(credential) {
    const { response } = credential;
    const binary = BINARY.filter((name) => response[name]).map((name) => [name, toText(response[name])]);
    return {
      id: credential.id,
      rawId: toText(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment,
      clientExtensionResults: credential.getClientExtensionResults(),
      response: { ...Object.fromEntries(binary), ...(response.getTransports && { transports: response.getTransports() }) },
    };
  }
}

customElements.define("passkey-form", PasskeyForm);
