// <tag-field>: tags as chips, completed from the person's own while one is typed. A comma or Enter
// ends a tag, Backspace in the empty field takes the last away, Enter in the empty field saves.
import { say } from "./platform.js";
import { tagsLike } from "./saves.js";

const MOST = 5;
const make = (name, given) => Object.assign(document.createElement(name), given);

customElements.define("tag-field", class extends HTMLElement {
  connectedCallback() {
    this.chips = this.querySelector(".chips");
    this.input = this.querySelector("input");
    this.list = this.querySelector("[role=listbox]");
    this.input.role = "combobox";
    this.input.ariaAutoComplete = "list";
    this.input.setAttribute("aria-controls", this.list.id);
    this.input.oninput = () => this.typed();
    this.input.onkeydown = (event) => void (!event.isComposing && this.press(event) && event.preventDefault());
    this.input.onblur = () => this.fill([]);
    this.list.onmousedown = (event) => event.preventDefault(); // the field keeps the focus
    this.list.onclick = ({ target }) => this.put(target.closest("li")?.dataset.name);
    this.fill([]);
  }

  get names() {
    return [...this.chips.children].map(({ dataset }) => dataset.name);
  }

  get value() {
    const typed = this.input.value.trim();
    return typed ? [...this.names, typed] : this.names;
  }

  set value(names) {
    this.input.value = "";
    this.chips.replaceChildren(...names.map((name) => this.chip(name)));
  }

  chip(name) {
    const item = make("li", { className: "chip", dir: "auto" });
    const away = make("button", { type: "button", textContent: "×", ariaLabel: say("removeTag", name) });
    item.dataset.name = name;
    away.onclick = () => (item.remove(), this.input.focus(), this.changed());
    item.append(make("span", { textContent: name }), away);
    return item;
  }

  typed() {
    const [name, ...rest] = this.input.value.split(/[,，、]/);
    if (rest.length) this.put(name, rest.join(" ").trim());
    else this.suggest(name.trim());
    this.changed();
  }

  async suggest(word) {
    await new Promise((done) => setTimeout(done, 120)); // another letter may be on its way
    if (this.input.value.trim() !== word) return;
    const found = word ? await tagsLike(word).catch(() => []) : [];
    if (this.input.value.trim() === word) this.fill(found.filter(({ name }) => !this.names.includes(name)));
  }

  fill(found) {
    const items = found.slice(0, MOST).map(({ name, save_count: count }, at) => {
      const item = make("li", { id: `tag-${at}`, role: "option", dir: "auto", ariaSelected: "false" });
      item.dataset.name = name;
      item.append(make("span", { textContent: name }), make("small", { textContent: count }));
      return item;
    });
    this.list.replaceChildren(...items);
    this.list.hidden = !items.length;
    this.input.ariaExpanded = String(!this.list.hidden);
    this.choose(-1);
  }

  choose(at) {
    this.at = at;
    [...this.list.children].forEach((item, number) => (item.ariaSelected = String(number === at)));
    this.input.setAttribute("aria-activedescendant", this.list.children[at]?.id ?? "");
  }

  press({ key }) {
    const { length } = this.list.children;
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (step && length) return this.choose((this.at + step + length + (this.at < 0 && step < 0)) % length), true;
    if (key === "Escape" && length) return this.fill([]), true;
    if (key === "Backspace" && !this.input.value) return this.chips.lastChild?.remove(), this.changed(), true;
    if (key !== "Enter" || !this.input.value.trim()) return false;
    return this.put(this.list.children[this.at]?.dataset.name ?? this.input.value.trim()), true;
  }

  put(name, rest = "") {
    this.input.value = rest;
    if (name?.trim() && !this.names.includes(name.trim())) this.chips.append(this.chip(name.trim()));
    this.fill([]);
    this.changed();
  }

  changed = () => this.dispatchEvent(new Event("change", { bubbles: true }));
});
