// <code-blocks>: gives every code block below it a copy button and a wrap toggle.
// The code itself is never touched: what is copied is its text, byte for byte.
class CodeBlocks extends HTMLElement {
  connectedCallback() {
    for (const pre of this.querySelectorAll("pre")) this.frame(pre);
    // Whatever scrolls sideways must be reachable by keyboard, and nothing else.
    this.observer = new ResizeObserver((seen) => seen.forEach(({ target }) => reachable(target)));
    const wide = this.querySelectorAll("pre, table, .table-scroll, .math");
    for (const element of wide) this.observer.observe(element);
  }

  disconnectedCallback() {
    this.observer.disconnect();
  }

  frame(pre) {
    if (pre.parentElement.classList.contains("code-frame")) return;
    const frame = document.createElement("div");
    frame.className = "code-frame";
    const tools = document.createElement("div");
    tools.className = "code-tools";
    const wrap = button("wrap", this.dataset.wrap, this.dataset.icons, () => {
      const wrapped = pre.classList.toggle("wrapped");
      wrap.setAttribute("aria-pressed", String(wrapped));
    });
    wrap.setAttribute("aria-pressed", "false");
    const copy = button("copy", this.dataset.copy, this.dataset.icons, () => this.copy(pre, copy));
    tools.append(wrap, copy);
    pre.before(frame);
    frame.append(pre, tools);
    pre.setAttribute("role", "group");
    pre.setAttribute("aria-label", pre.querySelector("code")?.dataset.lang || this.dataset.name);
  }

  async copy(pre, control) {
    const text = (pre.querySelector("code") ?? pre).textContent;
    const done = (await toClipboard(text)) || selectText(pre);
    if (!done) return;
    control.classList.add("done");
    control.setAttribute("aria-label", this.dataset.copied);
    control.querySelector("use").setAttribute("href", `${this.dataset.icons}#check`);
    setTimeout(() => {
      control.classList.remove("done");
      control.setAttribute("aria-label", this.dataset.copy);
      control.querySelector("use").setAttribute("href", `${this.dataset.icons}#copy`);
    }, 1800);
  }
}

function button(name, label, icons, onClick) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `act code-${name}`;
  made.setAttribute("aria-label", label);
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${icons}#${name}`);
  svg.append(use);
  made.append(svg);
  made.addEventListener("click", onClick);
  return made;
}

function reachable(element) {
  if (element.scrollWidth > element.clientWidth) element.tabIndex = 0;
  else element.removeAttribute("tabindex");
}

// Without TLS there is no clipboard interface; then the text is at least selected.
async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function selectText(pre) {
  getSelection().selectAllChildren(pre.querySelector("code") ?? pre);
  return document.execCommand("copy");
}

customElements.define("code-blocks", CodeBlocks);
