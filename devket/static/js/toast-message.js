// <toast-message>: goes away by itself, waits while somebody points at it or is inside it.
const SHOWN_MS = 6000;
const SHOWN_WITH_ACTION_MS = 12000;

customElements.define("toast-message", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
    for (const name of ["pointerenter", "focusin"]) this.addEventListener(name, () => this.stay());
    for (const name of ["pointerleave", "focusout"]) this.addEventListener(name, () => this.wait());
    this.wait();
  }

  disconnectedCallback() {
    this.stay();
  }

  handleEvent(event) {
    if (event.target.closest("[data-close]")) this.leave();
  }

  stay() {
    clearTimeout(this.timer);
  }

  wait() {
    this.stay();
    const shown = this.querySelector("form") ? SHOWN_WITH_ACTION_MS : SHOWN_MS;
    this.timer = setTimeout(() => this.leave(), shown);
  }

  leave() {
    this.stay();
    this.classList.add("leaving");
    setTimeout(() => this.remove(), 200);
  }
});

// A request that died on the way, or an answer that brought no words of its own, is told of here.
function tellOfFailure() {
  const list = document.getElementById("toasts");
  const toast = document.createElement("toast-message");
  toast.className = "toast error";
  const words = document.createElement("span");
  words.textContent = list.dataset.failed;
  toast.append(words);
  list.replaceChildren(toast);
}

document.addEventListener("htmx:error", tellOfFailure);
document.addEventListener("htmx:response:error", ({ detail }) => {
  if (!detail.ctx.text?.includes("hx-swap-oob")) tellOfFailure();
});
