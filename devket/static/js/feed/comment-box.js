// <comment-box>: Ctrl+Enter sends what is typed, and near its end it says how much room is left.
const NEAR = 100;

customElements.define("comment-box", class extends HTMLElement {
  connectedCallback() {
    this.text = this.querySelector("textarea");
    this.addEventListener("input", this);
    this.addEventListener("keydown", this);
    if (this.text.matches("[autofocus]")) this.text.setSelectionRange(1e6, 1e6);
  }

  handleEvent({ type, key, ctrlKey, metaKey, isComposing }) {
    if (type === "input") return this.count();
    if (key === "Enter" && (ctrlKey || metaKey) && !isComposing) this.text.form.requestSubmit();
  }

  count() {
    const left = this.text.maxLength - this.text.value.length;
    this.left ??= this.text.insertAdjacentElement("afterend", document.createElement("p"));
    this.left.className = "left";
    this.left.role = "status";
    this.left.textContent = this.text.maxLength > 0 && left <= NEAR ? `${this.dataset.left} ${left}` : "";
  }
});
