// <save-shelf>: when a row leaves, the keyboard goes on to its neighbour instead of getting lost.
class SaveShelf extends HTMLElement {
  connectedCallback() {
    this.addEventListener("htmx:before:swap", this);
    this.addEventListener("htmx:after:swap", this);
  }

  handleEvent(event) {
    if (event.type === "htmx:before:swap") {
      const row = document.activeElement?.closest("[data-save-id]");
      this.neighbour = row?.nextElementSibling ?? row?.previousElementSibling;
    } else if (this.neighbour && document.activeElement === document.body) {
      (this.neighbour.querySelector("h2 a") ?? this).focus({ preventScroll: true });
      this.neighbour = null;
    }
  }
}

customElements.define("save-shelf", SaveShelf);
