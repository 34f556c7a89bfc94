// <copy-text>: copies what stands in its field, which without it is marked and copied by hand.
customElements.define("copy-text", class extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("input");
    field.onfocus = () => field.select();
    this.querySelector("button").onclick = async () => {
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
        this.querySelector("button span").textContent = this.dataset.done;
      } catch { /* marked, at least */ }
    };
  }
});
