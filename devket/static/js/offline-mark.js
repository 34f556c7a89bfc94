// <offline-mark>: starts the worker, says when Devket is out of reach and what waits to be sent.
const policy = globalThis.trustedTypes?.createPolicy("devket-worker", {
  createScriptURL: (address) => (address === "/sw.js" ? address : ""),
});
const worker = navigator.serviceWorker; // there is none without TLS

customElements.define("offline-mark", class extends HTMLElement {
  async connectedCallback() {
    if (!worker) return;
    this.words = JSON.parse(this.dataset.words);
    worker.addEventListener("message", this);
    this.addEventListener("click", this);
    document.addEventListener("submit", this, true);
    for (const name of ["online", "offline"]) addEventListener(name, () => this.say({ isBack: true }));
    if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done));
    if (this.dataset.person) {
      await worker.register(policy?.createScriptURL("/sw.js") ?? "/sw.js", { updateViaCache: "none" });
    }
    this.say({});
  }

  async say(news) {
    const { person } = this.dataset;
    const { active } = (person ? await worker.ready : await worker.getRegistration()) ?? {};
    const isSaving = navigator.connection?.saveData ?? false;
    const isInstalled = matchMedia("(display-mode: standalone)").matches;
    active?.postMessage({ person, isSaving, isInstalled, ...news });
  }

  handleEvent(event) {
    const { type, target, data } = event;
    if (type === "message") this.show(data);
    else if (type === "submit") {
      const isLeaving = target.action.endsWith?.("/logout") && this.queue?.length;
      if (isLeaving && !confirm(this.words.leave)) event.preventDefault();
    } else if (target.closest("button")) {
      const one = this.queue[[...this.list.children].indexOf(target.closest("li")) - 1];
      if ("edit" in target.dataset) document.getElementById("save-url").value = one.fields.url;
      this.say({ drop: one.id });
    }
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
    const row = document.querySelector(`#save-${kept?.save} h2`);
    if (row) this.say({ named: [queue.at(-1), row.textContent] });
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
    const name = title || url || row?.querySelector("h2").textContent;
    words.textContent = name ? `${this.words[act]}: ${name}` : this.words[act];
    reason.textContent = refused ?? "";
    reason.hidden = !refused;
    edit.hidden = !refused || !url;
    if (row) row.querySelector(".body").dataset.waits = this.words[act];
    return item;
  }

  tell(words) {
    const toast = document.createElement("toast-message");
    toast.className = "toast";
    toast.append(document.createElement("span"));
    toast.firstChild.textContent = words;
    document.getElementById("toasts").replaceChildren(toast);
  }
});
