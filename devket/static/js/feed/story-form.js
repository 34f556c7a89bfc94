// <story-form>: shows a story as it will be: its ground, its letters by how many there are, its picture.
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
    const show = () => {
      const chosen = this.querySelector(".upload img");
      image.hidden = !chosen;
      if (chosen && image.src !== chosen.src) image.src = chosen.src;
      fit();
    };
    text.addEventListener("input", fit);
    this.addEventListener("change", ({ target }) => target.name === "ground" && (card.dataset.ground = target.value));
    new MutationObserver(show).observe(this.querySelector("picture-drop"), { childList: true, subtree: true });
    show();
  }
});
