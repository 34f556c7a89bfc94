// <combo-box>: completes what is typed. On the page of search htmx fills the list, and the address keeps
// in step with the results. A .tag-list holds one's own tags that begin as the one at the caret: commas
// part them; with data-kind "hash" a tag is a word after #, with "one" it is all of the field.
// An option tells data-text to put in the place of what stands between data-start and data-rest.
const make = (tag, given) => Object.assign(document.createElement(tag), given);

customElements.define("combo-box", class extends HTMLElement {
  connectedCallback() {
    const field = (this.field = this.querySelector("input"));
    const list = (this.list = this.querySelector("[role=listbox]"));
    this.isLive = !list.matches(".tag-list");
    field.setAttribute("aria-controls", list.id);
    field.role = "combobox";
    field.ariaAutoComplete = "list";
    field.oninput = () => this.ask();
    field.onkeydown = (event) => void (this.press(event) && event.preventDefault()); // "return false" would prevent it too
    field.onblur = () => this.show(false);
    list.onmousedown = (event) => event.preventDefault(); // the field keeps the focus
    list.onclick = ({ target }) => target !== list && this.put(target.closest("li"));
    for (const name of ["config:request", "after:swap"]) if (this.isLive) this.addEventListener(`htmx:${name}`, this);
    this.show(false);
    if (field.matches(":focus")) field.setSelectionRange(9e5, 9e5);
  }

  handleEvent({ type, target, detail: { ctx } }) {
    const isFields = target === this.field;
    if (type === "htmx:config:request") isFields && ctx.request.body.set("at", target.selectionStart);
    else if (isFields) this.show(target.matches(":focus") && !this.isRefused);
    else history.replaceState(null, "", ctx.request.action);
  }

  word() {
    const before = this.field.value.slice(0, this.field.selectionStart);
    if (this.dataset.kind === "hash") return /[ \t]#([^ \t#]*)$/.exec(before)?.[1] ?? "";
    return (this.dataset.kind ? before : before.split(",").pop()).trimStart();
  }

  async ask() {
    this.isRefused = this.field.ariaInvalid = false;
    if (this.isLive) return;
    this.fill([]);
    const typed = this.word();
    await new Promise((done) => setTimeout(done, 120)); // another letter may be on its way
    if (!typed || this.word() !== typed) return;
    const answer = await fetch(`/tags/complete?q=${encodeURIComponent(typed)}`).catch(() => {});
    if (answer?.ok && this.word() === typed) this.fill(await answer.json(), typed.length);
  }

  fill(tags, length) {
    const { field, list, dataset } = this;
    const end = field.selectionStart;
    const options = tags.map(({ name, count }, at) => {
      const one = make("li", { id: list.id + at, role: "option", dir: "auto" });
      const text = { hash: `${name.replaceAll(" ", "\u00a0")} `, one: name }[dataset.kind] ?? `${name}, `;
      Object.assign(one.dataset, { text, start: end - length, rest: field.value.length - end });
      one.append(make("span", { textContent: name }), make("small", { textContent: count }));
      return one;
    });
    list.replaceChildren(...options);
    this.show(document.activeElement === field);
  }

  show(isWanted) {
    this.list.hidden = !isWanted || !this.list.children.length;
    this.field.ariaExpanded = !this.list.hidden;
    this.choose(null);
  }

  choose(option) {
    if (this.chosen) this.chosen.ariaSelected = false;
    if (option) option.ariaSelected = true;
    this.chosen = option;
    this.field.setAttribute("aria-activedescendant", option?.id ?? "");
  }

  // Tells whether the key was ours.
  press({ key, isComposing }) {
    const { list, chosen, isLive } = this;
    const all = [...list.children];
    const step = { ArrowDown: 1, ArrowUp: chosen ? -1 : 0 }[key];
    if (step !== undefined && all.length) {
      if (list.hidden) this.show(true);
      this.choose(all.at((all.indexOf(chosen) + step) % all.length));
      return true;
    }
    if (isComposing) return; // a syllable is not finished yet
    if (chosen && ["Enter", "Tab", !isLive && ","].includes(key)) return this.put(chosen);
    if (key === "Escape" && !list.hidden) return (this.isRefused = !this.show(false));
    const act = key === "Enter" && this.querySelector("[formaction]");
    return act && !act.click();
  }

  // The end is counted from that of the field: what was typed since is replaced as well.
  put({ dataset: { text, start, rest } }) {
    this.field.setRangeText(text, +start, this.field.value.length - rest, "end");
    if (this.isLive) this.field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    else this.fill([]);
    return !this.show(false);
  }
});
