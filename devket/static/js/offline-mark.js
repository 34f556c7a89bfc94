// <offline-mark>: starts the worker, says when Devket is out of reach and what waits to be sent.
const policy = window.trustedTypes?.createPolicy("devket-worker", {
  createScriptURL: (address) => (address === "/sw.js" ? address : ""),
});
const worker = navigator.serviceWorker; // there is none without TLS

customElements.define("offline-mark", class extends HTMLElement {
  async connectedCallback() {
    if (!worker) return;
    this.words = JSON.parse(this.dataset.words);
    worker.addEventListener("message", ({ data }) => this.show(data));
    this.onclick = ({ target }) => target.matches("button") && this.drop(target);
    document.addEventListener("submit", (event) => this.leave(event), true);
    for (const name of ["online", "offline"]) addEventListener(name, () => this.say({ isBack: true }));
    if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done));
    if (this.dataset.person) {
      await worker.register(policy?.createScriptURL("/sw.js") ?? "/sw.js", { updateViaCache: "none" });
    }
    this.say({});
  }

  async say(news) {
    const { person } = this.dataset;
    const { active } = (await (person ? worker.ready : worker.getRegistration())) ?? {};
    const isSaving = navigator.connection?.saveData;
    const isInstalled = matchMedia("(display-mode: standalone)").matches;
    active?.postMessage({ person, isSaving, isInstalled, ...news });
  }

  leave(event) {
    const isLeaving = event.target.action.endsWith?.("/logout") && this.queue?.length;
    if (isLeaving && !confirm(this.words.leave)) event.preventDefault();
  }

  drop({ parentNode, dataset }) {
    const one = this.queue[[...this.list.children].indexOf(parentNode) - 1];
    if ("edit" in dataset) document.getElementById("save-url").value = one.fields.url;
    this.say({ gone: one.id });
  }

  show({ away, queue, sent, kept }) {
    const isBack = this.away && !away;
    [this.away, this.queue] = [away, queue];
    this.hidden = !away && !queue.length;
    this.querySelector("span").textContent = this.words[away ? "away" : "waiting"];
    for (const row of document.querySelectorAll("[data-waits]")) delete row.dataset.waits;
    const [model] = this.list.children;
    this.list.replaceChildren(model, ...queue.map((one) => this.item(model.cloneNode(true), one)));
    clearTimeout(this.timer);
    if (away) this.timer = setTimeout(() => this.say({ isBack: true }), 3e4);
    if (kept) this.tell(this.words.kept);
    const box = document.getElementById("save-url");
    if (kept && kept.url === box?.value) box.value = "";
    if (isBack && document.getElementById("shelf")) location.reload();
    else if (sent) {
      this.tell(this.words.sent.replace("{}", sent));
      this.say({ seen: true });
    }
  }

  get list() {
    return this.querySelector("ul");
  }

  item(item, { fields: { act, save, url, title }, refused }) {
    item.hidden = false;
    const [words, reason, edit] = item.querySelectorAll("span, small, [data-edit]");
    const row = document.getElementById(`save-${save}`);
    const known = `devket-save-${save}`; // this tab has seen its title
    if (row) sessionStorage[known] = row.querySelector("h2").textContent;
    const name = title || url || sessionStorage[known];
    words.textContent = this.words[act] + (name ? `: ${name}` : "");
    reason.textContent = refused ?? "";
    reason.hidden = !refused;
    edit.hidden = !refused || !url;
    if (row) row.querySelector(".body").dataset.waits = this.words[act];
    return item;
  }

  tell(detail) {
    document.dispatchEvent(new CustomEvent("devket:tell", { detail }));
  }
});
