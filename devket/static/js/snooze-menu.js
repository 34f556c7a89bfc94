// <snooze-menu>: opens when a save's choices have come into it and tells them how the clock stands.
customElements.define("snooze-menu", class extends HTMLElement {
  connectedCallback() {
    new MutationObserver(() => this.fill()).observe(this, { childList: true });
    this.onsubmit = () => void (this.popover && this.hidePopover());
    this.fill();
  }

  fill() {
    const ahead = -new Date().getTimezoneOffset();
    for (const field of this.querySelectorAll("[name=offset]")) field.value = ahead;
    if (!this.popover || !this.querySelector("button") || this.matches(":popover-open")) return;
    this.showPopover();
    this.querySelector("button").focus();
  }
});
