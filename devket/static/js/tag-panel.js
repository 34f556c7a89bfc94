// <tag-panel>: opens over the page as soon as htmx has brought it, and gives the focus back. A press on
// a suggested tag adds it to what is typed.
customElements.define("tag-panel", class extends HTMLElement {
  connectedCallback() {
    this.from = document.activeElement;
    this.ontoggle = ({ newState }) => newState === "closed" && this.remove();
    this.onclick = (event) => this.add(event, event.target.closest("[name=add]"));
    this.showPopover();
    this.field.focus();
    this.field.setSelectionRange(9e5, 9e5);
  }

  disconnectedCallback() {
    this.from?.focus();
  }

  get field() {
    return this.querySelector("[name=tags]");
  }

  add(event, chip) {
    if (!chip) return;
    event.preventDefault();
    const { field } = this;
    field.value += `${/[^\s,]\s*$/.test(field.value) ? ", " : ""}${chip.value}, `;
    chip.remove();
    field.focus();
  }
});
