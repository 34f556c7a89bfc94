// <mark-bar>: over a selection in the article it offers to mark it; for fingers it stays below.
customElements.define("mark-bar", class extends HTMLElement {
  connectedCallback() {
    this.marks = this.parentElement;
    const hear = (event) => this.hear(event); // the newest bar alone
    document.onselectionchange = document.onpointerdown = document.onpointerup = document.onkeydown = hear;
    this.onsubmit = () => setTimeout(() => this.done());
    this.onpointerdown = (event) => event.preventDefault(); // the selection stays
    this.querySelector("[data-copy]").onclick = () => document.execCommand("copy") && this.done();
    this.hear({}); // something may have been selected while an answer came
  }

  hear(event) {
    if (event.key) return this.pressed(event);
    if (event.pointerType === "mouse") this.isPressing = event.type === "pointerdown";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.offer(), 120);
  }

  offer() {
    const selection = getSelection();
    if (!this.isConnected || this.isPressing || this.contains(document.activeElement)) return;
    const range = !selection.isCollapsed && selection.getRangeAt(0);
    if (!range || !range.intersectsNode(this.marks.prose) || !this.fill(range)) return this.hidePopover();
    const { top, bottom, left, width } = range.getBoundingClientRect();
    const y = top > 120 ? top - 56 : Math.min(bottom + 8, innerHeight - 64);
    const x = Math.max(140, Math.min(left + width / 2, innerWidth - 140));
    this.style = `--y: ${y + scrollY}px; --x: ${x}px`;
    this.showPopover();
  }

  fill(range) {
    const pieces = this.marks.pieces();
    const chars = pieces.flatMap((piece) => piece.chars);
    const start = offset(pieces, range.startContainer, range.startOffset, "at");
    const end = offset(pieces, range.endContainer, range.endOffset, "end");
    const part = (from, to) => chars.slice(Math.max(0, from), to).join("");
    const quote = part(start, end);
    const told = { start, end, quote, prefix: part(start - 64, start), suffix: part(end, end + 64) };
    for (const name in told) this.querySelector(`[name=${name}]`).value = told[name];
    return quote.trim();
  }

  pressed(event) {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    const isElsewhere = target.closest("input, textarea, select, .mark-card");
    if (event.defaultPrevented || ctrlKey || metaKey || altKey || isElsewhere) return;
    if (key === "Escape") this.hidePopover();
    if (key !== "h") return;
    event.preventDefault();
    this.offer();
    if (this.matches(":popover-open")) return this.querySelector("[data-key]").click();
    // Nothing is selected: take the first block in view, which Shift and the arrows change.
    const blocks = [...this.marks.prose.querySelectorAll("p, li, pre, h2, h3, td")];
    const seen = blocks.find((block) => block.getBoundingClientRect().top > 60);
    if (seen) getSelection().selectAllChildren(seen);
  }

  done() {
    getSelection().removeAllRanges();
    this.hidePopover();
  }
});

// How many characters of the article stand before this point of the document.
function offset(pieces, container, index, edge) {
  const point = new Range();
  point.setStart(container, index);
  for (const piece of pieces) {
    const { node, formula, at } = piece;
    if (node === container && !formula) return at + [...node.data.slice(0, index)].length;
    if (formula?.contains(container)) return piece[edge];
    if (point.comparePoint(node, 0) >= 0) return at;
  }
  return pieces.at(-1).end;
}
