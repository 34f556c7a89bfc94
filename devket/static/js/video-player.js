// <video-player>: puts the player in the place of the poster, and only once somebody presses it.
customElements.define("video-player", class extends HTMLElement {
  connectedCallback() {
    if (this.dataset.player) this.onclick = (event) => this.play(event);
  }

  play(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.replaceChildren(this.querySelector("template").content);
    this.firstChild.focus();
    this.onclick = null;
  }
});
