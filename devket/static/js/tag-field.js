// <tag-field>: completes the tag at the caret from the person's own. Commas part tags; with
// `data-hash` a tag is a word after #, with `data-one` the whole field is one.
class TagField extends HTMLElement {
  connectedCallback() {
    const field = (this.field = this.querySelector("input"));
    const list = (this.list = make("ul", { className: "tag-list", role: "listbox", id: `${field.id}-list` }));
    list.ariaLabel = field.labels[0].textContent;
    field.role = "combobox";
    field.ariaAutoComplete = "list";
    field.setAttribute("aria-controls", list.id);
    field.after(list);
    this.show([]);
    field.oninput = () => this.ask();
    field.onkeydown = (event) => this.press(event);
    field.onblur = () => this.show([]);
    list.onmousedown = (event) => event.preventDefault(); // the field keeps the focus
    this.onclick = (event) => this.take(event);
  }

  word() {
    const before = this.field.value.slice(0, this.field.selectionStart);
    if ("hash" in this.dataset) return /[ \t]#([^ \t#]*)$/.exec(before)?.[1] ?? "";
    return ("one" in this.dataset ? before : before.split(",").pop()).trimStart();
  }

  ask() {
    const typed = this.word();
    this.show([]);
    if (typed.trim()) this.timer = setTimeout(() => this.fill(typed), 120);
  }

  async fill(typed) {
    try {
      const answer = await fetch(`${this.dataset.from}?q=${encodeURIComponent(typed)}`);
      if (this.word() === typed && document.activeElement === this.field) this.show(await answer.json());
    } catch {} // without an answer it is a plain field
  }

  show(tags) {
    clearTimeout(this.timer);
    this.at = -1;
    this.list.replaceChildren(
      ...tags.map(({ name, count }, at) => {
        const one = make("li", { id: `${this.list.id}-${at}`, role: "option", dir: "auto" });
        one.dataset.name = name;
        one.append(name, make("span", { className: "count", textContent: count }));
        return one;
      }),
    );
    this.list.hidden = !tags.length;
    this.field.ariaExpanded = `${!!tags.length}`;
    this.field.removeAttribute("aria-activedescendant");
  }

  press(event) {
    const all = this.list.children;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && all.length) {
      if (all[this.at]) all[this.at].ariaSelected = null;
      this.at = (Math.max(this.at, step < 0 ? 0 : -1) + step + all.length) % all.length;
      all[this.at].ariaSelected = "true";
      this.field.setAttribute("aria-activedescendant", all[this.at].id);
    } else if (event.isComposing) return; // a syllable is not finished yet
    else if (all[this.at] && ["Enter", "Tab", ","].includes(event.key)) this.put(all[this.at].dataset.name);
    else if (event.key === "Escape" && all.length) this.show([]);
    else if (event.key === "Enter" && this.querySelector("[formaction]")) this.querySelector("[formaction]").click();
    else return;
    event.preventDefault();
  }

  take(event) {
    const add = event.target.closest("[name=add]");
    const name = event.target.closest("[role=option]")?.dataset.name;
    if (name) this.put(name);
    if (!add) return;
    event.preventDefault();
    const value = this.field.value.replace(/[\s,]+$/, "");
    this.field.value = `${value && `${value}, `}${add.value}, `;
    add.remove();
    this.field.focus();
  }

  put(name) {
    const { selectionStart: end } = this.field;
    const [said, tail] = "hash" in this.dataset ? [name.replaceAll(" ", "\u00a0"), " "] : [name, "one" in this.dataset ? "" : ", "];
    this.field.setRangeText(said + tail, end - this.word().length, end, "end");
    this.show([]);
  }
}

const make = (tag, given) => Object.assign(document.createElement(tag), given);

customElements.define("tag-field", TagField);
