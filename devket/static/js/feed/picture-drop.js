// <picture-drop>: sends pictures one after the other as soon as they are chosen, dropped or pasted, each with
// its bar; one that did not arrive can be sent again. The form waits for all of them. Its <template> is one
// item, in which the place of .upload-state is taken by what Devket answers.
customElements.define("picture-drop", class extends HTMLElement {
  connectedCallback() {
    const input = (this.input = this.find("[type=file]"));
    this.form = input.form;
    this.list = this.find("ol");
    this.turn = Promise.resolve();
    input.onchange = () => {
      this.take([...input.files]);
      input.value = ""; // else a file would be sent twice
    };
    this.onclick = ({ target }) => this.press(target.closest("button"));
    for (const name of ["dragover", "dragleave", "drop", "paste"]) this.form.addEventListener(name, this);
    this.form.addEventListener("submit", (event) => this.hold(event), true); // before htmx
  }

  find = (what, within = this) => within.querySelector(what);

  handleEvent(event) {
    const { types, files } = event.dataTransfer ?? event.clipboardData;
    if (!types.includes("Files")) return;
    event.preventDefault();
    this.toggleAttribute("data-over", event.type === "dragover");
    this.take([...files]); // none while they hover
  }

  take(files) {
    const room = this.dataset.most - this.list.children.length;
    this.say(files.length > room ? "many" : "");
    for (const file of files.slice(0, room)) {
      const item = this.find("template").content.firstElementChild.cloneNode(true);
      this.list.append(item);
      this.find("[data-name]", item).textContent = file.name;
      item.file = file;
      this.queue(item);
    }
  }

  say(name) {
    this.find("[data-note]").textContent = this.dataset[name] ?? "";
  }

  queue(item) {
    item.dataset.open = "";
    this.find("[data-again]", item).hidden = true;
    this.turn = this.turn.then(() => item.isConnected && this.send(item)).then(() => this.goOn());
  }

  async send(item) {
    const body = new FormData();
    const request = (item.request = new XMLHttpRequest());
    body.set("csrf_token", this.form.elements.csrf_token.value);
    body.set("pictures", item.file);
    request.open("POST", this.dataset.href);
    request.setRequestHeader("HX-Request", "true");
    // Not for pages of errors of the server in front: they have styles, which our policy refuses.
    request.onreadystatechange = ({ target }) => {
      if (target.readyState === 2 && [201, 422, 429].includes(target.status)) target.responseType = "document";
    };
    request.upload.onprogress = ({ loaded, total }) => (this.find("progress", item).value = loaded / total);
    request.send(body);
    await new Promise((done) => (request.onloadend = done));
    const answer = request.responseType && request.response;
    const state = answer && this.find(".upload-state", answer);
    if (state) {
      delete item.dataset.open;
      this.find(".upload-state", item).replaceWith(document.adoptNode(state));
      htmx.process(item);
    } else {
      this.find("[data-again]", item).hidden = false;
      const told = answer && this.find(".toast span", answer);
      this.find(".error", item).textContent = told?.textContent ?? this.dataset.failed;
    }
  }

  press(button) {
    const item = button?.closest(".upload");
    if (!item) return;
    if (button.matches("[data-again]")) this.queue(item);
    if (!button.matches("[data-remove]")) return;
    item.remove();
    item.request?.abort();
    this.input.focus();
    this.goOn();
  }

  hold(event) {
    if (!this.find("[data-open]")) return;
    event.stopImmediatePropagation(event.preventDefault());
    this.waits = [event.submitter];
    this.say("waits");
    this.find("[data-again]:not([hidden])")?.focus();
  }

  goOn() {
    if (this.waits && !this.find("[data-open]")) this.form.requestSubmit(...this.waits.splice(0));
  }
});
