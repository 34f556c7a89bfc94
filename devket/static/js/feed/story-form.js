// <story-form>: shows a story as it will be: its letters by how many there are, and its picture.
customElements.define("story-form", class extends HTMLElement {
  connectedCallback() {
    const card = this.querySelector(".story-card");
    const image = card.querySelector("img");
    const text = card.querySelector("textarea");
    const fit = () => {
      const { length } = text.value;
      const isAlone = image.hidden && !card.querySelector("blockquote");
      card.dataset.size = length <= 90 && isAlone ? "big" : length <= 240 ? "mid" : "small";
    };
    text.addEventListener("input", fit);
    fit();
    this.addEventListener("change", ({ target }) => {
      if (target.name === "ground") card.dataset.ground = target.value;
      if (target.type !== "file") return;
      image.hidden = true;
      fit();
      const reader = new FileReader();
      reader.onload = () => (image.src = reader.result);
      image.onload = () => {
        image.hidden = false; // what the browser cannot show, Devket may
        fit();
      };
      if (target.files[0]) reader.readAsDataURL(target.files[0]);
    });
  }
});
