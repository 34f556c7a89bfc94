// <search-field>: completes what is typed, as a combobox, and keeps the address in step with the
// results. htmx fetches both; here is only what it cannot do.
const HEARD = ["input", "keydown", "mousedown", "focusout", "htmx:config:request", "htmx:after:swap"];

class SearchField extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("[name=q]");
    this.list = this.querySelector("[role=listbox]");
    this.field.role = "combobox";
    this.field.ariaAutoComplete = "list";
    this.field.setAttribute("aria-controls", this.list.id);
    this.show(false);
    for (const name of HEARD) this.addEventListener(name, this);
    if (this.field.matches(":focus")) this.field.setSelectionRange(9e5, 9e5);
  }

  handleEvent(event) {
    this[event.type](event);
  }

  input() {
    this.isRefused = this.field.ariaInvalid = false;
  }

  focusout() {
    this.show(false);
  }

  mousedown(event) {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    event.preventDefault(); // the field keeps the focus
    this.accept(option);
  }

  keydown(event) {
    const options = [...this.list.children];
    // While a syllable is composed its keys belong to the input method.
    if (event.isComposing || !options.length) return;
    if (this.list.hidden && event.key === "ArrowDown") this.show(true);
    if (this.list.hidden) return;
    const at = options.indexOf(this.chosen);
    if (event.key === "ArrowDown") this.choose(options[(at + 1) % options.length]);
    else if (event.key === "ArrowUp") this.choose(options.at(Math.max(at, 0) - 1));
    else if (event.key === "Escape") {
      this.isRefused = true;
      this.show(false);
    } else if (this.chosen && ["Enter", "Tab"].includes(event.key)) this.accept(this.chosen);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  "htmx:config:request"({ target, detail }) {
    if (target === this.field) detail.ctx.request.body.set("at", this.field.selectionStart);
  }

  "htmx:after:swap"({ target, detail }) {
    if (target !== this.field) history.replaceState(history.state, "", detail.ctx.request.action);
    else this.show(target.matches(":focus") && !this.isRefused && this.list.children.length > 0);
  }

  show(isOpen) {
    this.list.hidden = !isOpen;
    this.field.ariaExpanded = isOpen;
    this.choose(null);
  }

  choose(option) {
    if (this.chosen) this.chosen.ariaSelected = false;
    if (option) option.ariaSelected = true;
    this.chosen = option;
    this.field.setAttribute("aria-activedescendant", option?.id ?? "");
  }

  accept({ dataset: { text, start, rest } }) {
    // Counted from the end, so that what was typed since the question is replaced as well.
    this.field.setRangeText(text, Number(start), this.field.value.length - rest, "end");
    this.show(false);
    this.field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
}

customElements.define("search-field", SearchField);
