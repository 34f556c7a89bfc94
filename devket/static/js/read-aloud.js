// <read-aloud>: reads the article with the browser's voices and marks the sentence that is read.
// A sentence at a time, because Chromium falls silent in the middle of longer utterances.
const BLOCK = "h1,h2,h3,h4,h5,h6,p,li,dt,dd,blockquote,figcaption,summary";
const SKIPPED = "pre,table,.math,.footnotes,.footnote-ref,.image-missing";
const PART = /.{1,220}(?:[\s,;:、，]|$)|.{1,220}/gu;
const synth = window.speechSynthesis;
const wait = (done) => synth.addEventListener("voiceschanged", done, setTimeout(done, 2000));

customElements.define("read-aloud", class extends HTMLElement {
  connectedCallback() {
    document.addEventListener("click", ({ target }) => this.do(target.closest("[data-do]")?.dataset.do));
    addEventListener("pagehide", () => this.stop());
    [this.button, this.speed, this.voice] = this.querySelectorAll("[data-do=play], select");
    this.onchange = ({ target }) => this.said && this.say((localStorage[`devket-${target.name}`] = target.value));
    if (location.hash === "#listen") this.open();
  }

  do(act) {
    if (act === "listen") this.open();
    else if (act === "close") this.stop((this.hidden = true));
    else if (act === "play" && this.said) this.stop();
    else if (act) this.say((this.at = Math.max(0, this.at + (+act || 0))));
  }

  async open() {
    this.hidden = false;
    history.replaceState(null, "", location.pathname + location.search);
    const reader = document.getElementById("reader");
    const { lang } = reader.closest("[lang]");
    if (synth && !synth.getVoices().length) await new Promise(wait);
    this.voices = (synth?.getVoices() ?? []).filter((one) => one.lang.slice(0, 2) === lang.slice(0, 2));
    this.voice.replaceChildren(...this.voices.map(({ name }) => new Option(name)));
    for (const field of [this.speed, this.voice]) {
      const kept = localStorage[`devket-${field.name}`];
      for (const option of field) option.selected ||= option.value === kept;
    }
    this.parts = [...sentences(reader, lang)];
    this.at = this.parts.findIndex(([range]) => range.getBoundingClientRect().bottom > 80);
    if (this.voices.length) this.say();
    else this.stop("none");
  }

  say() {
    const [range, words] = this.parts[this.at] ?? [];
    this.stop(range ? "" : "end");
    if (!range) return this.querySelector("a[href]")?.click();
    const said = (this.said = new SpeechSynthesisUtterance(words));
    said.voice = this.voices[this.voice.selectedIndex];
    said.lang = said.voice.lang;
    said.rate = this.speed.value;
    said.onend = () => this.said === said && this.say(this.at++);
    said.onerror = () => this.said === said && this.stop("refused");
    synth.speak(said);
    this.button.ariaPressed = true;
    CSS.highlights?.set("spoken", new Highlight(range));
    const { top, bottom } = range.getBoundingClientRect();
    if (top < 80 || bottom > innerHeight - 160) scrollBy(0, top - innerHeight / 3);
  }

  stop(why) {
    this.said = null;
    synth?.cancel();
    CSS.highlights?.delete("spoken");
    this.button.ariaPressed = false;
    this.querySelector("p").textContent = this.dataset[why] ?? "";
  }
});

function* sentences(root, lang) {
  const isRead = ({ parentElement: up }) => (up.closest("h1, .prose") && !up.closest(SKIPPED) ? 1 : 2);
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, isRead);
  const all = [];
  while (walk.nextNode()) all.push(walk.currentNode);
  const cutter = new Intl.Segmenter(lang, { granularity: "sentence" });
  for (const nodes of Map.groupBy(all, (node) => node.parentElement.closest(BLOCK)).values()) {
    const text = nodes.map(({ data }) => data).join("").replace(/\s/g, " ");
    for (const { segment, index } of cutter.segment(text))
      for (const { 0: words, index: inner } of segment.matchAll(PART))
        if (/[\p{L}\p{N}]/u.test(words)) yield [rangeOf(nodes, index + inner, words.length), words];
  }
}

function rangeOf(nodes, from, length) {
  const range = new Range();
  let at = -from;
  for (const node of nodes) {
    if (at <= 0 && at + node.length > 0) range.setStart(node, -at);
    if (at < length && at + node.length >= length) range.setEnd(node, length - at);
    at += node.length;
  }
  return range;
}
