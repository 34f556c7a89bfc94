// <post-editor>: counts what may still be typed; puts pictures in order by drag and by their buttons,
// without asking the server, which learns the order with the form. Without scripts the same buttons
// send the form.
customElements.define("post-editor", class extends HTMLElement {
  connectedCallback() {
    this.oninput = ({ target }) => target.name === "text" && this.count(target);
    this.onclick = (event) => this.move(event, event.target.closest("[data-move]"));
    this.onpointerdown = (event) => this.drag(event, event.target.closest("[data-drag]"));
    this.querySelector("form").addEventListener("formdata", ({ formData }) => this.tell(formData));
  }

  // Words of pictures go by the ids that the pictures got meanwhile; those that were told once and
  // are not any more were taken out.
  tell(formData) {
    for (const row of this.querySelectorAll(".upload")) {
      const id = row.querySelector("[name=picture]")?.value;
      const words = row.querySelector("[data-alt]");
      if (id && words) formData.set(`alt-${id}`, words.value);
    }
    for (const id of this.told ?? []) formData.append("shown", id);
    this.told = formData.getAll("picture").concat(formData.getAll("shown"));
  }

  count({ value }) {
    const { most, left, beyond } = this.dataset;
    const room = most - [...value.trim()].length; // as the server counts: by letters
    const told = this.querySelector("#post-left");
    told.textContent = (room < 0 ? beyond : left).replace("{n}", Math.abs(room).toLocaleString());
    told.classList.toggle("over", room < 0);
  }

  move(event, button) {
    if (!button) return;
    event.preventDefault();
    const row = button.closest("li");
    const by = +button.dataset.move;
    const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    by < 0 ? other.before(row) : other.after(row);
    this.settle(row);
    button.focus();
  }

  drag(event, handle) {
    if (!handle) return;
    event.preventDefault();
    const row = handle.closest("li");
    this.setPointerCapture(event.pointerId); // not the handle's: it is lost where a row is put elsewhere
    row.classList.add("held");
    this.onpointermove = ({ clientX, clientY }) => {
      const other = document.elementFromPoint(clientX, clientY)?.closest(".upload");
      if (!other || other === row || other.parentNode !== row.parentNode) return;
      const { top, height } = other.getBoundingClientRect();
      clientY < top + height / 2 ? other.before(row) : other.after(row);
    };
    this.onlostpointercapture = () => {
      this.onpointermove = null;
      row.classList.remove("held");
      this.settle(row);
    };
  }

  // Whoever keeps drafts hears of the change.
  settle(row) {
    row.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
});
