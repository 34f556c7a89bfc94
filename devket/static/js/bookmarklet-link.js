// <bookmarklet-link>: turns the link below it into the bookmarklet, to be dragged and not pressed.
customElements.define("bookmarklet-link", class extends HTMLElement {
  connectedCallback() {
    const link = this.querySelector("a");
    link.href = this.dataset.code;
    link.onclick = () => (this.querySelector("[role=status]").hidden = false); // returned, so nobody goes there
  }
});
