// <save-shelf>: when the row in focus leaves, the keyboard goes on to its neighbour instead of
// getting lost at the top of the page. What is shown below the first page is added to the address,
// so that "back" and "reload" show as much again.
customElements.define("save-shelf", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("focusin", ({ target }) => (this.row = target.closest("[data-save-id]")));
    const observer = new MutationObserver((changes) => changes.forEach((change) => this.mend(change)));
    for (const seen of [this, this.querySelector("#shelf")]) observer.observe(seen, { childList: true });
  }

  mend({ target, removedNodes, nextSibling, previousSibling }) {
    if (target === this) return history.replaceState(null, "", this.querySelector("#more")?.dataset.here ?? "");
    if (document.activeElement !== document.body || ![...removedNodes].includes(this.row)) return;
    const fresh = document.getElementById(this.row.id);
    const neighbour = fresh ?? element(nextSibling, "next") ?? element(previousSibling, "previous");
    neighbour?.querySelector("h2 a").focus({ preventScroll: true });
  }
});

// The nodes around a removed row are mostly white space.
function element(node, way) {
  return node?.nodeType === 3 ? node[`${way}ElementSibling`] : node;
}
