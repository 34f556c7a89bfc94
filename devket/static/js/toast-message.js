// <toast-message>: goes away by itself, waits while somebody points at it or is inside it.
customElements.define("toast-message", class extends HTMLElement {
  connectedCallback() {
    this.onclick = ({ target }) => target.closest("[data-close]") && this.leave();
    this.wait();
  }

  wait() {
    const done = () => (this.matches(":hover, :focus-within") ? this.wait() : this.leave());
    setTimeout(done, this.querySelector("form") ? 12e3 : 6e3);
  }

  leave() {
    this.classList.add("leaving");
    setTimeout(() => this.remove(), 200);
  }
});

// What other scripts have to say; without words, that a request died on the way.
document.addEventListener("devket:tell", ({ detail }) => {
  const list = document.getElementById("toasts");
  const toast = document.createElement("toast-message");
  toast.className = detail ? "toast" : "toast error";
  toast.append(document.createElement("span"));
  toast.firstChild.textContent = detail ?? list.dataset.failed;
  list.replaceChildren(toast);
});

const tellOfFailure = () => document.dispatchEvent(new CustomEvent("devket:tell"));
document.addEventListener("htmx:error", tellOfFailure);
// An answer may bring words of its own.
document.addEventListener("htmx:response:error", ({ detail }) => {
  if (!detail.ctx.text?.includes("hx-swap-oob")) tellOfFailure();
});
