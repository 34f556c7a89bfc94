// <bulk-bar>: counts what is ticked in the form around it, ticks a range with Shift, all or none.
// That the bar is there only while something is ticked, the style sheet sees to.
customElements.define("bulk-bar", class extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.form.onclick = ({ target, shiftKey }) => this.press(target, shiftKey);
    this.form.onchange = () => this.count();
    new MutationObserver(() => this.count()).observe(this.form.querySelector("#shelf"), { childList: true });
    this.count();
  }

  get boxes() {
    return [...this.form.querySelectorAll("[name=ids]")];
  }

  press(target, withShift) {
    const many = target.closest("[data-all], [data-none]");
    if (many) this.tick(this.boxes, "all" in many.dataset);
    else if (target.name === "ids") this.range(target, withShift);
  }

  // From the box that was pressed last to this one, all become what this one became.
  range(box, withShift) {
    const boxes = this.boxes;
    const [from, to] = [boxes.indexOf(this.last), boxes.indexOf(box)].sort((a, b) => a - b);
    if (withShift && from >= 0) this.tick(boxes.slice(from, to + 1), box.checked);
    this.last = box;
  }

  tick(boxes, to) {
    for (const box of boxes) box.checked = to;
    this.count();
  }

  count() {
    const many = this.boxes.filter(({ checked }) => checked).length;
    const output = this.querySelector("output");
    output.value = many ? output.dataset.words.replace("{}", many) : "";
  }
});
