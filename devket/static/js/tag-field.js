// <tag-field>: completes the tag at the caret from the person's own. Commas part tags; with
// data-kind "hash" a tag is a word after #, with "one" the whole field is one.
class TagField extends HTMLElement {
  connectedCallback() {
    const field = (this.field = this.querySelector("input"));
    const list = (this.list = make("ul", { className: "tag-list", role: "listbox", id: `${field.id}-list` }));
    list.ariaLabel = field.labels[0].textContent;
    field.after(list);
    Object.assign(field, { role: "combobox", ariaAutoComplete: "list" });
    field.setAttribute("aria-controls", list.id);
    this.show([]);
    field.oninput = () => this.ask();
    field.onkeydown = (event) => this.press(event);
    field.onblur = () => this.show([]);
    list.onmousedown = (event) => event.preventDefault(); // the field keeps the focus
    this.onclick = (event) => this.take(event);
  }

  word() {
    const before = this.field.value.slice(0, this.field.selectionStart);
    if (this.dataset.kind === "hash") return /[ \t]#([^ \t#]*)$/.exec(before)?.[1] ?? "";
    return (this.dataset.kind ? before : before.split(",").pop()).trimStart();
  }

  ask() {
    const typed = this.word();
    this.show([]);
    if (typed.trim()) this.timer = setTimeout(() => this.fill(typed), 120);
  }

  async fill(typed) {
    const answer = await fetch(`/tags/complete?q=${encodeURIComponent(typed)}`).catch(() => {});
    const tags = answer?.ok ? await answer.json() : [];
    if (this.word() === typed && document.activeElement === this.field) this.show(tags);
  }

  show(tags) {
    clearTimeout(this.timer);
    this.at = -1;
    const entries = tags.map(({ name, count }, at) => {
      const one = make("li", { id: `${this.list.id}-${at}`, role: "option", dir: "auto" });
      one.append(make("span", { textContent: name }), make("small", { textContent: count }));
      return one;
    });
    this.list.replaceChildren(...entries);
    this.list.hidden = !tags.length;
    this.field.ariaExpanded = `${!!tags.length}`;
    this.field.removeAttribute("aria-activedescendant");
  }

  press(event) {
    const all = this.list.children;
    const chosen = all[this.at];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const act = this.querySelector("[formaction]");
    if (step && all.length) {
      if (chosen) chosen.ariaSelected = "false";
      this.at = (this.at + step + all.length + (step < 0 && !chosen)) % all.length;
      all[this.at].ariaSelected = "true";
      this.field.setAttribute("aria-activedescendant", all[this.at].id);
    } else if (event.isComposing) return; // a syllable is not finished yet
    else if (chosen && ["Enter", "Tab", ","].includes(event.key)) this.put(chosen);
    else if (event.key === "Escape" && all.length) this.show([]);
    else if (event.key === "Enter" && act) act.click();
    else return;
    event.preventDefault();
  }

  take(event) {
    const pressed = event.target.closest("[role=option], [name=add]");
    if (pressed?.name) {
      event.preventDefault();
      const { value } = this.field;
      this.field.value = `${value}${/[^\s,]\s*$/.test(value) ? ", " : ""}${pressed.value}, `;
      pressed.remove();
      this.field.focus();
    } else if (pressed) this.put(pressed);
  }

  put(entry) {
    const end = this.field.selectionStart;
    const name = entry.firstChild.textContent;
    const { kind } = this.dataset;
    const said = { hash: `${name.replaceAll(" ", "\u00a0")} `, one: name }[kind] ?? `${name}, `;
    this.field.setRangeText(said, end - this.word().length, end, "end");
    this.show([]);
  }
}

const make = (tag, given) => Object.assign(document.createElement(tag), given);

customElements.define("tag-field", TagField);
