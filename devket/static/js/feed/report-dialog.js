// <report-dialog>: shows what htmx brought over the page, and goes when it is closed.
customElements.define("report-dialog", class extends HTMLElement {
  connectedCallback() {
    const dialog = this.querySelector("dialog");
    dialog.open = false;
    dialog.onclose = () => this.remove();
    dialog.showModal();
  }
});
