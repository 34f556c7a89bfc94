// <reader-marks>: paints the highlights that the server names, and opens a card on each.
// Places count Unicode characters of the article's text, as devket/capture/marks.py does.
customElements.define("reader-marks", class extends HTMLElement {
  connectedCallback() {
    this.prose = this.parentElement.querySelector(".prose:not(.install-line)");
    this.card = this.querySelector(".mark-card");
    const { places, word, opens } = this.dataset;
    const { painted, last } = this.prose.dataset; // what is shown, and whose card was open
    if ((painted ?? places) !== places) this.paint(JSON.parse(places));
    Object.assign(this.prose.dataset, { painted: places, last: "" });
    for (const mark of this.prose.querySelectorAll(".hl[id]:not(a *)")) {
      mark.tabIndex = 0;
      mark.role = "button";
      mark.ariaRoleDescription = word;
    }
    this.prose.onclick = this.prose.onkeydown = (event) => this.asked(event);
    this.card.onchange = ({ target }) => target.type === "radio" && target.form.requestSubmit();
    const mark = document.getElementById(`h${opens ?? last}`);
    if (opens) this.open(mark, "textarea");
    else mark?.focus({ preventScroll: true });
  }

  asked(event) {
    const mark = event.target.closest(".hl");
    if (!mark || mark.closest("a, summary") || !getSelection().isCollapsed) return;
    if (![undefined, "Enter", " "].includes(event.key)) return;
    event.preventDefault();
    this.open(mark, "input:checked");
  }

  open(mark, wanted) {
    const { card, prose } = this;
    prose.dataset.last = mark.dataset.highlightId;
    const form = this.querySelector(`#edit-${prose.dataset.last}`).cloneNode(true);
    form.removeAttribute("id");
    card.replaceChildren(form);
    htmx.process(card);
    const { bottom, left } = mark.getBoundingClientRect();
    card.style = `--y: ${bottom + scrollY}px; --x: ${Math.max(0, Math.min(left, innerWidth - 340))}px`;
    card.showPopover();
    form.querySelector(wanted).focus({ preventScroll: true });
  }

  // The runs of text, as arrays of characters. A formula is one run: its TeX.
  pieces() {
    const walker = document.createTreeWalker(this.prose, 5, (node) => {
      if (node.nodeType === 3 || node.matches(".math")) return 1; // accepted
      return node.matches("button, [data-added]") ? 2 : 3; // left out with all below, or alone
    });
    const found = [];
    for (let node, formula, at = 0; (node = walker.nextNode()); ) {
      if (formula?.contains(node)) continue;
      formula = node.nodeType === 3 ? null : node;
      const tex = formula?.querySelector("math")?.getAttribute("alttext");
      const chars = [...(tex ?? node.textContent)];
      found.push({ node, formula, chars, at, end: (at += chars.length) });
    }
    return found;
  }

  paint(places) {
    for (const mark of this.prose.querySelectorAll(".hl")) mark.replaceWith(...mark.childNodes);
    this.prose.normalize();
    places.sort((a, b) => a[2] - a[1] - (b[2] - b[1]) || b[0] - a[0]); // long ones outside
    for (const { node, formula, chars, at, end } of this.pieces()) {
      const over = places.filter(([, from, to]) => from < end && to > at);
      if (!over.length || (!formula && isGap(node))) continue;
      const edges = formula ? [] : over.flatMap(([, from, to]) => [from, to]);
      const inside = edges.filter((edge) => edge > at && edge < end);
      let [from, rest] = [at, node]; // split and moved, not written anew: what is selected stays so
      for (const to of [...new Set([...inside, end])].sort((a, b) => a - b)) {
        let part = formula ? [...node.childNodes] : [rest];
        if (to < end) rest = rest.splitText(chars.slice(from - at, to - at).join("").length);
        for (const one of over) if (one[1] < to && one[2] > from) part = [marked(one, part)];
        from = to;
      }
    }
    for (const [id] of places) this.prose.querySelector(`[data-highlight-id="${id}"]`).id = `h${id}`;
  }
});

function marked([highlightId, , , color, hasNote], content) {
  const mark = document.createElement("mark");
  mark.className = "hl";
  Object.assign(mark.dataset, { highlightId, color }, hasNote && { note: "" });
  content[0].before(mark);
  mark.append(...content);
  return mark;
}

// White space between blocks: a mark would be out of place there.
function isGap({ data, previousSibling, nextSibling, parentNode }) {
  const beside = [previousSibling ?? parentNode, nextSibling ?? parentNode];
  return !data.trim() && beside.some((one) => one.tagName && getComputedStyle(one).display !== "inline");
}
