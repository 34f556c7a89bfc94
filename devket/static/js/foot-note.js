// <foot-note>: shows a footnote beside its mark, outside of the text, as a copy of the note.
customElements.define("foot-note", class extends HTMLElement {
  connectedCallback() {
    this.lastElementChild.onclick = () => this.hidePopover();
    document.addEventListener("click", this);
  }

  handleEvent(event) {
    const link = event.target.closest(".prose .footnote-ref");
    const note = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!note || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const copy = (note.closest("li, dd, p, div") ?? note).cloneNode(true);
    copy.querySelectorAll(".footnote-back").forEach((way) => way.remove());
    copy.querySelectorAll("[id]").forEach((named) => named.removeAttribute("id"));
    this.firstElementChild.replaceChildren(...copy.childNodes);
    this.lastElementChild.hash = link.hash;
    this.showPopover({ source: link }); // which is also what its place is reckoned from
    this.focus();
  }
});
