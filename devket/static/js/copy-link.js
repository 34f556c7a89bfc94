// <copy-link>: copies the text that its link leads to, instead of opening it.
customElements.define("copy-link", class extends HTMLElement {
  connectedCallback() {
    const link = this.querySelector("a");
    link.onclick = async (event) => {
      if (!navigator.clipboard) return;
      event.preventDefault();
      try {
        await navigator.clipboard.writeText(await (await fetch(link.href)).text());
        link.querySelector("span").textContent = this.dataset.done;
      } catch {
        location.assign(link.href);
      }
    };
  }
});
