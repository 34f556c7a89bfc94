// Runs inside a page, so it may use nothing from outside of itself: what is selected, as the text
// has it, and what stands right before and after. White space does not count where it is looked for.
export function selected() {
  const AROUND = 64;
  const selection = getSelection();
  if (!selection?.rangeCount || selection.isCollapsed) return { quote: "", prefix: "", suffix: "" };
  const range = selection.getRangeAt(0);
  const isShown = ({ parentElement: place }) =>
    place?.checkVisibility() &&
    !place.closest("script, style, noscript, template, textarea") &&
    getComputedStyle(place).userSelect !== "none";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, {
    acceptNode: (node) => (isShown(node) ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP),
  });
  const told = { quote: "", prefix: "", suffix: "" };
  const go = (step, name, enough) => {
    for (let node = walker[step](); node && told[name].length < enough; node = walker[step]()) {
      const isBack = step === "previousNode";
      told[name] = isBack ? `${node.data} ${told[name]}` : `${told[name]} ${node.data}`;
    }
  };
  const inside = [];
  walker.currentNode = document.body;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (range.intersectsNode(node)) inside.push(node);
    else if (inside.length) break;
  }
  if (!inside.length) return { ...told, quote: selection.toString() };
  const [first, last] = [inside[0], inside.at(-1)];
  const start = first === range.startContainer ? range.startOffset : 0;
  const end = last === range.endContainer ? range.endOffset : last.data.length;
  const texts = inside.map((node) => node.data);
  texts[texts.length - 1] = last.data.slice(0, end);
  texts[0] = texts[0].slice(start);
  told.quote = texts.join(" ").trim();
  walker.currentNode = first;
  go("previousNode", "prefix", AROUND);
  walker.currentNode = last;
  go("nextNode", "suffix", AROUND);
  told.prefix = (told.prefix + first.data.slice(0, start)).slice(-AROUND);
  told.suffix = (last.data.slice(end) + told.suffix).slice(0, AROUND);
  return told;
}
