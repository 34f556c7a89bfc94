// <photo-strip>: buttons and dots for pictures that scroll sideways, and each of them in full. Without it they
// scroll by hand, and a picture is a link to its largest file.
const make = (tag, given) => Object.assign(document.createElement(tag), given);

customElements.define("photo-strip", class extends HTMLElement {
  connectedCallback() {
    const [strip, nav] = this.children;
    this.onclick = (event) => this.press(event, event.target.closest("[data-step], a"));
    if (!nav) return;
    const slides = [...strip.children];
    const [back, dots, on] = nav.children;
    const tell = () => {
      const at = (this.at = Math.round(Math.abs(strip.scrollLeft) / strip.clientWidth));
      [...dots.children].forEach((dot, number) => dot.toggleAttribute("data-on", number === at));
      back.disabled = !at;
      on.disabled = at > slides.length - 2;
    };
    dots.replaceChildren(...slides.map(() => make("i")));
    nav.hidden = false;
    this.go = (step) => slides[this.at + step].scrollIntoView({ block: "nearest", inline: "start" });
    strip.onscroll = tell;
    tell();
  }

  press(event, pressed) {
    if (!pressed || event.ctrlKey) return;
    event.preventDefault();
    if (!pressed.href) return this.go(+pressed.dataset.step);
    const { alt } = pressed.querySelector("[srcset]");
    const dialog = make("dialog", { className: "photo-full", ariaLabel: alt });
    dialog.append(make("img", { src: pressed.href, alt }), make("button", { className: "btn", textContent: this.dataset.close }));
    dialog.onclick = () => dialog.close();
    dialog.onclose = () => pressed.focus(dialog.remove());
    this.append(dialog);
    dialog.showModal();
  }
});
