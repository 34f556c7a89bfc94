// <post-list>: what is shown below the first posts is added to the address, so that "back" and "reload"
// show as much again; and who asked for new posts by keyboard goes on at the first of them.
customElements.define("post-list", class extends HTMLElement {
  connectedCallback() {
    const posts = this.querySelector("#posts");
    new MutationObserver(() => this.remember()).observe(this, { childList: true });
    new MutationObserver(([{ addedNodes, previousSibling }]) => {
      const isAbove = addedNodes.length && !previousSibling?.previousElementSibling && !previousSibling?.matches?.(".post");
      if (isAbove && document.activeElement === document.body) posts.querySelector("[data-key=o]")?.focus({ preventScroll: true });
    }).observe(posts, { childList: true });
  }

  remember() {
    const { here } = this.querySelector("#more")?.dataset ?? {};
    if (here) history.replaceState(null, "", here);
  }
});
