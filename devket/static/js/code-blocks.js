// <code-blocks>: gives every code block below it a copy button and a wrap toggle.
// The code itself is never touched: what is copied is its text, byte for byte.
customElements.define("code-blocks", class extends HTMLElement {
  connectedCallback() {
    for (const pre of this.querySelectorAll("pre")) this.frame(pre);
    // Whatever scrolls sideways must be reachable by keyboard, and nothing else.
    const observer = new ResizeObserver((seen) => seen.forEach(({ target }) => reachable(target)));
    for (const wide of this.querySelectorAll("pre, table, .table-scroll, .math")) observer.observe(wide);
  }

  frame(pre) {
    if (pre.parentElement.classList.contains("code-frame")) return;
    const frame = document.createElement("div");
    frame.className = "code-frame";
    const tools = document.getElementById("code-tools").cloneNode(true);
    tools.id = "";
    tools.hidden = false;
    const [wrap, copy] = tools.children;
    const setWrap = (to) => (wrap.ariaPressed = pre.classList.toggle("wrapped", to));
    setWrap(localStorage.devketWrap === "yes");
    wrap.onclick = () => (localStorage.devketWrap = setWrap() ? "yes" : "no"); // for the next article
    copy.onclick = () => this.copy(pre, copy);
    pre.before(frame);
    frame.append(pre, tools);
    pre.role = "group";
    pre.ariaLabel = pre.querySelector("code")?.dataset.lang || this.dataset.name;
  }

  async copy(pre, control) {
    const code = pre.querySelector("code") ?? pre;
    // Without TLS there is no clipboard interface; then the text is at least selected.
    const isDone = await navigator.clipboard?.writeText(code.textContent).then(() => true, () => false);
    if (!isDone) getSelection().selectAllChildren(code);
    if (!isDone && !document.execCommand("copy")) return;
    const label = control.ariaLabel;
    control.classList.add("done");
    control.ariaLabel = control.dataset.copied;
    setTimeout(() => {
      control.classList.remove("done");
      control.ariaLabel = label;
    }, 1800);
  }
});

function reachable(element) {
  if (element.scrollWidth > element.clientWidth) element.tabIndex = 0;
  else element.removeAttribute("tabindex");
}
