// <tag-field>: completes the tag at the caret from one's own. Commas part tags; with data-kind
// "hash" a tag is a word after #, with "one" it is the whole field.
class TagField extends HTMLElement {
  connectedCallback() {
    const field = (this.field = this.querySelector("input"));
    const id = `${field.id}-list`;
    const list = (this.list = make("ul", { id, className: "tag-list", role: "listbox" }));
    list.ariaLabel = field.labels[0].textContent;
    list.onmousedown = (event) => event.preventDefault(); // the field keeps the focus
    field.setAttribute("aria-controls", id);
    Object.assign(field, {
      role: "combobox",
      ariaAutoComplete: "list",
      oninput: () => this.ask(),
      onkeydown: (event) => {
        if (this.press(event)) event.preventDefault();
      },
      onblur: () => this.show([]),
    });
    field.after(list);
    this.onclick = (event) => this.take(event);
    this.show([]);
  }

  word() {
    const before = this.field.value.slice(0, this.field.selectionStart);
    if (this.dataset.kind === "hash") return /[ \t]#([^ \t#]*)$/.exec(before)?.[1] ?? "";
    return (this.dataset.kind ? before : before.split(",").pop()).trimStart();
  }

  ask() {
    const typed = this.word();
    this.show([]);
    if (typed) this.timer = setTimeout(() => this.fill(typed), 120);
  }

  async fill(typed) {
    const answer = await fetch(`/tags/complete?q=${encodeURIComponent(typed)}`).catch(() => {});
    const tags = answer?.ok ? await answer.json() : [];
    if (this.word() === typed && document.activeElement === this.field) this.show(tags);
  }

  show(tags) {
    const { field, list } = this;
    clearTimeout(this.timer);
    this.at = -1;
    list.replaceChildren(
      ...tags.map(({ name, count }, at) => {
        const one = make("li", { id: list.id + at, role: "option", dir: "auto" });
        one.append(make("span", { textContent: name }), make("small", { textContent: count }));
        return one;
      }),
    );
    list.hidden = !tags.length;
    field.ariaExpanded = `${!list.hidden}`;
    field.removeAttribute("aria-activedescendant");
  }

  // Tells whether the key was ours.
  press({ key, isComposing }) {
    const all = this.list.children;
    const chosen = all[this.at];
    const step = { ArrowDown: 1, ArrowUp: chosen ? -1 : 0 }[key];
    if (step !== undefined && all.length) {
      if (chosen) chosen.ariaSelected = "false";
      this.at = (this.at + step + all.length) % all.length;
      all[this.at].ariaSelected = "true";
      this.field.setAttribute("aria-activedescendant", all[this.at].id);
      return true;
    }
    if (isComposing) return; // a syllable is not finished yet
    if (chosen && ["Enter", "Tab", ","].includes(key)) return this.put(chosen);
    if (key === "Escape" && all.length) return this.show([]) ?? true;
    const act = key === "Enter" && this.querySelector("[formaction]");
    return act && (act.click() ?? true);
  }

  take(event) {
    const { field } = this;
    const pressed = event.target.closest("[role=option], [name=add]");
    if (!pressed?.name) return pressed && this.put(pressed);
    event.preventDefault();
    field.value += `${/[^\s,]\s*$/.test(field.value) ? ", " : ""}${pressed.value}, `;
    pressed.remove();
    field.focus();
  }

  put(entry) {
    const end = this.field.selectionStart;
    const name = entry.firstChild.textContent;
    const said = { hash: `${name.replaceAll(" ", "\u00a0")} `, one: name }[this.dataset.kind];
    this.field.setRangeText(said ?? `${name}, `, end - this.word().length, end, "end");
    this.show([]);
    return true;
  }
}

const make = (tag, given) => Object.assign(document.createElement(tag), given);

customElements.define("tag-field", TagField);
