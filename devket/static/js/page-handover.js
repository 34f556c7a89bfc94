// <page-handover>: asks the page that opened this window for itself, and shows what is to be saved.
// Any site can open this window, so nothing is sent before the person presses Save, and a page is
// believed only about addresses of its own origin.
customElements.define("page-handover", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    // Sites may keep their windows apart: then the address came along, but nothing else can.
    if (!opener) return this.form.elements.url.value && this.ask("none");
    this.form.hidden = true;
    this.querySelector(".waiting").hidden = false;
    addEventListener("message", this);
    opener.postMessage("devket", "*"); // says only that the window is there
    this.timer = setTimeout(() => this.ask("none"), 4000);
  }

  handleEvent({ source, origin, data }) {
    if (source !== opener || typeof data?.html !== "string") return;
    if (!URL.canParse(data.url) || new URL(data.url).origin !== origin) return;
    clearTimeout(this.timer);
    if (new Blob([data.html]).size > this.dataset.largest) this.ask("large");
    else this.offer(data);
  }

  offer({ url, title, html }) {
    const { elements } = this.form;
    elements.url.value = url;
    elements.title.value = title ?? "";
    elements.html.value = html;
    for (const field of this.form.querySelectorAll(".field")) field.hidden = true;
    const handed = this.form.querySelector(".handed");
    handed.hidden = false;
    handed.firstElementChild.textContent = elements.title.value || url;
    handed.lastElementChild.textContent = new URL(url).host;
    this.show();
    this.form.querySelector("[type=submit]").focus();
  }

  ask(why) {
    this.querySelector(`[data-told=${why}]`).hidden = false;
    this.show();
  }

  show() {
    this.querySelector(".waiting").hidden = true;
    this.form.hidden = false;
  }
});
