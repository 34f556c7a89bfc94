// <file-bound>: says of a file that is too large that it is, before any of it is sent.
customElements.define("file-bound", class extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("input");
    field.onchange = () => {
      const isTooLarge = [...field.files].some((file) => file.size > Number(this.dataset.most));
      field.setCustomValidity(isTooLarge ? this.dataset.sentence : "");
      field.reportValidity();
    };
  }
});
