// <video-player>: puts the player in the place of the poster, and only once somebody presses it.
customElements.define("video-player", class extends HTMLElement {
  connectedCallback() {
    if (this.dataset.player) this.onclick = (event) => this.play(event);
  }

  play(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const frame = document.createElement("iframe");
    frame.title = this.dataset.title;
    frame.allow = "autoplay; fullscreen; picture-in-picture; encrypted-media";
    frame.allowFullscreen = true;
    // The player refuses to play for a page that does not say where it is; the path stays ours.
    frame.referrerPolicy = "strict-origin";
    const address = new URL(this.dataset.player);
    address.searchParams.set("autoplay", "1");
    frame.src = address.href;
    this.replaceChildren(frame);
    frame.focus();
    this.onclick = null;
  }
});
