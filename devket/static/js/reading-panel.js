// <reading-panel>: shows a change of type or theme at once; htmx keeps it on the account.
customElements.define("reading-panel", class extends HTMLElement {
  connectedCallback() {
    this.oninput = () => this.show();
  }

  show() {
    const chosen = new FormData(this.querySelector("form"));
    const page = document.querySelector("[data-leading]");
    for (const name of ["font", "size", "width", "leading"]) {
      if (chosen.has(name)) page.dataset[name] = chosen.get(name);
    }
    if (chosen.has("theme")) document.documentElement.dataset.theme = chosen.get("theme");
    const output = this.querySelector("output");
    if (output) output.value = chosen.get("size");
  }
});
