// <offline-switch>: what this device keeps, which only the device itself knows.
customElements.define("offline-switch", class extends HTMLElement {
  connectedCallback() {
    const box = this.querySelector("input");
    navigator.serviceWorker?.addEventListener("message", ({ data: { keeps, stamps } }) => {
      if (box.disabled) box.checked = keeps ?? matchMedia("(display-mode: standalone)").matches;
      box.disabled = false;
      const there = Object.keys(stamps ?? {}).filter((path) => path.startsWith("/saves/")).length;
      this.querySelector("output").value = this.dataset.words.replace("{}", there);
    });
    this.querySelector("[data-insecure]").hidden = !!navigator.serviceWorker;
    box.onchange = () => void document.querySelector("offline-mark").say({ keeps: box.checked });
  }
});
