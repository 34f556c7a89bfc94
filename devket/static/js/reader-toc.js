// <reader-toc>: marks the section one is in, and remembers whether the table is folded.
customElements.define("reader-toc", class extends HTMLElement {
  connectedCallback() {
    const fold = this.querySelector("details");
    if (!fold) return;
    fold.open = localStorage.devketToc !== "folded";
    fold.ontoggle = () => (localStorage.devketToc = fold.open ? "open" : "folded");
    this.onclick = ({ target }) => target.closest("a") && this.popover && this.hidePopover();
    addEventListener("scroll", this, { passive: true });
    this.handleEvent();
  }

  handleEvent() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      const here = [...this.querySelectorAll("a")].findLast(
        ({ hash }) => document.getElementById(decodeURIComponent(hash.slice(1)))?.getBoundingClientRect().top < 120,
      );
      const was = this.querySelector("[aria-current]");
      if (here === was) return;
      if (was) was.ariaCurrent = null;
      if (here) here.ariaCurrent = "location";
      here?.scrollIntoView({ block: "nearest" });
    });
  }
});
