// Fills in how long each text took that waited on this device (time-taken.js), in the form that publishes them.
class KeptMinutes extends HTMLElement {
  connectedCallback() {
    const kept = this.read();
    for (const field of this.querySelectorAll("input")) field.value = kept?.[field.name.replace("minutes_taken-", "")] ?? "";
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem("minutes-taken"));
    } catch {
      return null;
    }
  }
}

customElements.define("kept-minutes", KeptMinutes);
