// <story-form>: shows a story as it will be: its letters by how many there are, and its picture.
customElements.define("story-form", class extends HTMLElement {
  connectedCallback() {
    const card = this.querySelector(".story-card");
    const image = card.querySelector("img");
    const text = card.querySelector("textarea");
    const fit = () => (card.dataset.size = text.value.length <= 90 ? "big" : text.value.length <= 240 ? "mid" : "small");
    text.addEventListener("input", fit);
    fit();
    this.addEventListener("change", ({ target }) => {
      if (target.type !== "file") return;
      image.hidden = true;
      const reader = new FileReader();
      reader.onload = () => (image.src = reader.result);
      image.onload = () => (image.hidden = false); // what the browser cannot show, Devket may
      if (target.files[0]) reader.readAsDataURL(target.files[0]);
    });
  }
});
