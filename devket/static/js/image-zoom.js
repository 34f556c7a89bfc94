// <image-zoom>: opens a picture of the article in full. Pictures that are links stay links.
customElements.define("image-zoom", class extends HTMLElement {
  connectedCallback() {
    const dialog = this.querySelector("dialog");
    dialog.onclick = ({ target }) => {
      if (target.matches("img")) target.classList.toggle("in-full");
      else dialog.close();
    };
    for (const image of document.querySelectorAll(".prose img:not(a img)")) {
      if (image.matches("[width]") && image.getAttribute("width") < 120) continue; // a sign in a line
      image.tabIndex = 0;
      image.role = "button";
      image.ariaLabel = `${this.dataset.name} ${image.alt}`;
      image.onclick = () => this.open(dialog, image);
      image.onkeydown = (event) => {
        if (["Enter", " "].includes(event.key)) image.click(event.preventDefault());
      };
    }
  }

  open(dialog, { src, alt, parentElement }) {
    const image = Object.assign(new Image(), { src, alt });
    const [shown, caption] = dialog.querySelector("figure").children;
    shown.replaceChildren(image);
    caption.textContent = parentElement.closest("figure")?.querySelector("figcaption")?.textContent || alt;
    dialog.showModal();
  }
});
