// <key-board>: the help sheet of keys, and what presses them. A key presses the element that says so:
// data-key="a" in the bar of what is ticked, else in the row at hand, else anywhere outside of rows;
// data-go="l" after "g". j and k move between rows (.save, [data-row]), n and p follow rel=next and prev.
const FIELDS = "input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]";
const ROWS = ".save, [data-row]";
const SAME = { "#": "d", Enter: "o" };

customElements.define("key-board", class extends HTMLElement {
  connectedCallback() {
    document.addEventListener("keydown", this);
    this.switch = this.querySelector("[name=keys]");
    this.switch.checked = !localStorage.devketKeys;
    this.switch.onchange = () => (localStorage.devketKeys = this.switch.checked ? "" : "off");
  }

  handleEvent(event) {
    const { ctrlKey, metaKey, altKey, isComposing, defaultPrevented, target } = event;
    if (ctrlKey || metaKey || altKey || isComposing || defaultPrevented) return;
    if (!this.switch.checked || target.closest?.(FIELDS)) return;
    if (document.querySelector("dialog:modal, :popover-open:not(key-board)")) return;
    if (this.press(letter(event))) event.preventDefault();
  }

  press(key) {
    if (this.waits) return this.go(key);
    if (key === "?") return this.togglePopover() || true;
    if (this.matches(":popover-open")) return;
    if (key === "j" || key === "k") return this.move(key === "j" ? 1 : -1);
    if (key === "g") return (this.waits = setTimeout(() => (this.waits = 0), 1500)); // for the second letter
    // Enter presses what is in focus by itself; with nothing in focus it opens the row at hand.
    if (key === "Enter" && (document.activeElement !== document.body || !this.row)) return;
    const pressed = this.find(SAME[key] ?? key);
    if (key === "/" && pressed?.matches("input")) pressed.select();
    else pressed?.click();
    return pressed;
  }

  find(key) {
    const own = `[data-key="${CSS.escape(key)}"]`;
    const all = [...document.querySelectorAll(own)].filter(seen);
    const follow = { n: "a[rel=next]", p: "a[rel=prev]", "/": "[data-go=s]" }[key];
    for (const place of [document.querySelector(".bulk") ?? 0, this.row ?? 0, null]) {
      const found = all.find((one) => one.closest(`.bulk, ${ROWS}`) === place);
      if (found) return found;
    }
    return follow && document.querySelector(follow);
  }

  get row() {
    return document.activeElement?.closest(ROWS) ?? document.querySelector("[data-current]");
  }

  move(step) {
    const row = this.row ?? document.querySelector(".save:target"); // where one came back to
    const rows = [...document.querySelectorAll(ROWS)].filter(seen);
    const at = row ? rows.indexOf(row) + step : Math.min(this.at ?? 0, rows.length - 1);
    const next = rows[at];
    if (!next) return rows.length;
    for (const one of rows) one.toggleAttribute("data-current", one === next);
    this.at = at;
    (next.querySelector("h2 a, [data-key=o]") ?? next).focus();
    next.scrollIntoView({ block: "nearest" });
    return true;
  }

  go(key) {
    clearTimeout(this.waits);
    this.waits = 0;
    const link = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
    link?.click();
    return link;
  }
});

// A Korean (or Greek, or Russian) layout has other letters on the same keys.
function letter({ key, code }) {
  return key.length === 1 && key > "\x7e" && code.startsWith("Key") ? code.slice(3).toLowerCase() : key;
}

const seen = (element) => element.checkVisibility({ visibilityProperty: true });
