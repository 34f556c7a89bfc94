// <reading-panel>: shows a change of type or theme at once; htmx keeps it on the account.
class ReadingPanel extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", this);
  }

  disconnectedCallback() {
    this.removeEventListener("input", this);
  }

  handleEvent() {
    const chosen = new FormData(this.querySelector("form"));
    const page = document.querySelector("[data-leading]");
    for (const name of ["font", "size", "width", "leading"]) {
      if (chosen.has(name)) page.dataset[name] = chosen.get(name);
    }
    if (chosen.has("theme")) document.documentElement.dataset.theme = chosen.get("theme");
    const output = this.querySelector("output");
    if (output) output.value = chosen.get("size");
  }
}

customElements.define("reading-panel", ReadingPanel);
