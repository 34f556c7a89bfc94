// <tag-panel>: opens over the page as soon as htmx has brought it, and gives the focus back.
class TagPanel extends HTMLElement {
  connectedCallback() {
    this.from = document.activeElement;
    this.addEventListener("toggle", ({ newState }) => newState === "closed" && this.remove());
    this.showPopover();
    const field = this.querySelector("[name=tags]");
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }

  disconnectedCallback() {
    this.from?.focus();
  }
}

customElements.define("tag-panel", TagPanel);
