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
    const tools = document.getElementById("code-tools").cloneNode(true);
    tools.id = "";
    tools.hidden = false;
    const [wrap, copy] = tools.children;
    const setWrap = (isWrapped) => {
      pre.classList.toggle("wrapped", isWrapped);
      wrap.ariaPressed = isWrapped;
    };
    setWrap(localStorage.devketWrap === "yes");
    wrap.onclick = () => {
      setWrap(wrap.ariaPressed !== "true");
      localStorage.devketWrap = wrap.ariaPressed === "true" ? "yes" : "no"; // for the next article
    };
    copy.onclick = () => this.copy(pre, copy);
    pre.before(frame);
    frame.append(pre, tools);
    pre.setAttribute("role", "group");
    pre.setAttribute("aria-label", pre.querySelector("code")?.dataset.lang || this.dataset.name);
  }

  async copy(pre, control) {
    const text = (pre.querySelector("code") ?? pre).textContent;
    const done = (await toClipboard(text)) || selectText(pre);
    if (!done) return;
    const label = control.ariaLabel;
    control.classList.add("done");
    control.ariaLabel = control.dataset.copied;
    setTimeout(() => {
      control.classList.remove("done");
      control.ariaLabel = label;
    }, 1800);
  }
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
