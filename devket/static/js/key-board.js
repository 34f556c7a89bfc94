// <key-board>: the help sheet of keys, and what presses them. A key presses the element that says so:
// data-key="a" in the bar of what is ticked, else in the row at hand, else anywhere outside of rows;
// data-go="l" after "g". j and k move between rows (.save, [data-row]), n and p follow rel=next and prev.
const FIELDS = "input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]";
const ROWS = ".save, [data-row]";
const SAME = { "#": "d" };
const WAIT_MS = 1500; // for the second letter
const OFF = "devket-keys";

class KeyBoard extends HTMLElement {
  connectedCallback() {
    document.addEventListener("keydown", this);
    this.switch = this.querySelector("[name=keys]");
    this.switch.checked = localStorage.getItem(OFF) === null;
    this.switch.addEventListener("change", () => {
      if (this.switch.checked) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, "off");
    });
  }

  handleEvent(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (!this.switch.checked || event.target.closest?.(FIELDS)) return;
    if (document.querySelector("dialog:modal, [popover]:popover-open:not(key-board)")) return;
    if (this.press(letter(event))) event.preventDefault();
  }

  press(key) {
    if (this.waits) return this.go(key);
    if (key === "?") {
      this.togglePopover();
      return true;
    }
    if (this.matches(":popover-open")) return false;
    if (key === "j" || key === "k") return this.move(key === "j" ? 1 : -1);
    if (key === "g") return this.wait();
    if (key === "Enter") return document.activeElement === document.body && this.open();
    const pressed = this.find(SAME[key] ?? key);
    if (key === "/" && pressed?.matches("input")) pressed.select();
    else pressed?.click();
    return Boolean(pressed);
  }

  // Enter presses what is in focus by itself; with nothing in focus it opens the row at hand.
  open() {
    this.row?.querySelector("[data-key=o]")?.click();
    return Boolean(this.row);
  }

  find(key) {
    const own = `[data-key="${CSS.escape(key)}"]`;
    for (const place of [document.querySelector(".bulk"), this.row]) {
      const found = [...(place?.querySelectorAll(own) ?? [])].find(seen);
      if (found) return found;
    }
    const follow = { n: "a[rel=next]", p: "a[rel=prev]", "/": "[data-go=s]" }[key];
    const apart = [...document.querySelectorAll(own)].filter((one) => !one.closest(`${ROWS}, .bulk`));
    return apart.find(seen) ?? (follow ? document.querySelector(follow) : undefined);
  }

  get row() {
    return document.activeElement?.closest(ROWS) ?? document.querySelector(":is(.save, [data-row])[data-current]");
  }

  move(step) {
    const rows = [...document.querySelectorAll(ROWS)].filter(seen);
    const at = this.row ? rows.indexOf(this.row) + step : Math.max(0, Math.min(this.at ?? 0, rows.length - 1));
    const next = rows[at];
    if (!next) return rows.length > 0;
    for (const row of rows) row.toggleAttribute("data-current", row === next);
    this.at = at;
    (next.querySelector("h2 a, [data-key=o]") ?? next).focus();
    next.scrollIntoView({ block: "nearest" });
    return true;
  }

  wait() {
    this.waits = setTimeout(() => (this.waits = 0), WAIT_MS);
    return true;
  }

  go(key) {
    clearTimeout(this.waits);
    this.waits = 0;
    const link = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
    link?.click();
    return Boolean(link);
  }
}

// A Korean (or Greek, or Russian) layout has other letters on the same keys.
function letter({ key, code }) {
  return key.length === 1 && key > "\x7e" && code.startsWith("Key") ? code.slice(3).toLowerCase() : key;
}

const seen = (element) => element.checkVisibility({ visibilityProperty: true });

customElements.define("key-board", KeyBoard);
