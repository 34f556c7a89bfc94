// <reading-place>: keeps where one is, shows how much is left, and offers the place of elsewhere.
// What counts is the block at the top of the view, once it has rested there for a while.
const TOP = 80; // pixels, a little below the bar
const word = () => Math.random().toString(36).slice(2);
const browser = (localStorage.devketDevice ??= word());
const tab = `${browser}.${word()}`;

customElements.define("reading-place", class extends HTMLElement {
  connectedCallback() {
    this.box = this.querySelector("div");
    this.box.onclick = () => (this.box.hidden = true);
    addEventListener("scroll", () => this.move(), { passive: true });
    addEventListener("pagehide", () => this.keep());
    this.show();
    const { percent, device, block } = this.dataset;
    if (!+percent || location.hash) return;
    if (!device.startsWith(`${browser}.`)) return this.offer(this.dataset);
    this.isOurs = true; // going there is no reading
    this.blocks[block]?.scrollIntoView();
  }

  move() {
    this.frame ??= requestAnimationFrame(() => this.show());
    if (!this.isOurs) {
      this.movedAt = Date.now();
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.keep(), 2000);
    }
    this.isOurs = false;
  }

  get blocks() {
    return [...(this.text?.querySelectorAll(this.dataset.blocks) ?? [])];
  }

  show() {
    this.frame = null;
    this.text = document.querySelector("#reader .prose:not(.install-line)");
    if (!this.text) return;
    const { top, height } = this.text.getBoundingClientRect();
    const way = height - innerHeight + TOP;
    this.percent = way > 0 ? Math.round(Math.max(0, Math.min(100, ((TOP - top) / way) * 100))) : 100;
    this.querySelector("progress").value = this.percent;
    const left = Math.ceil((this.dataset.minutes * (100 - this.percent)) / 100);
    document.getElementById("time-left").textContent = left ? this.dataset.left.replace("{n}", left) : "";
  }

  offer({ block, words, percent, known }) {
    this.dataset.known = known;
    this.rests = 0;
    const [told, link] = this.box.children;
    told.textContent = told.dataset.told.replace("{percent}", percent).replace("{words}", () => words);
    link.hash = this.blocks[block]?.id ?? "";
    this.box.hidden = false;
  }

  async keep() {
    const { movedAt, blocks, dataset } = this;
    // What is offered is not lost by a look around; who reads on has chosen.
    if (!movedAt || !blocks[0] || (!this.box.hidden && ++this.rests < 3)) return;
    this.movedAt = 0;
    const block = Math.max(0, blocks.findLastIndex((one) => one.getBoundingClientRect().top < TOP + 8));
    const body = new URLSearchParams({
      block,
      words: blocks[block].textContent.replace(/\s+/g, " ").trim().slice(0, 80),
      progress: this.percent,
      version: dataset.version,
      device: tab,
      known: dataset.known,
      age: Date.now() - movedAt,
      csrf_token: document.querySelector("[name=csrf_token]").value,
    });
    const answer = await fetch(dataset.href, { method: "POST", body, keepalive: true }).catch(() => 0);
    if (!answer) this.movedAt ||= movedAt; // told with the next move
    else if (answer.status === 409) this.offer(await answer.json());
  }
});
