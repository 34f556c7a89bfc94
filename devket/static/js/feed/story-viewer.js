// <story-viewer>: goes through stories by itself, by keys, taps and swipes. Its links do without it;
// the bar that fills is a movement of CSS, and where people want none, nothing goes on by itself.
const FIELDS = "input, textarea, select";
const PRESSED = `${FIELDS}, a, button, summary`;

customElements.define("story-viewer", class extends HTMLElement {
  holds = new Set(); // why it waits

  connectedCallback() {
    for (const kind of ["animationiteration", "click", "focusin", "focusout", "toggle", "mousedown", "mouseup",
      "touchstart", "touchend", "touchcancel", "contextmenu", "load", "error", "htmx:response:error"]) {
      this.addEventListener(kind, this, { capture: true, passive: kind.startsWith("touch") });
    }
    for (const kind of ["keydown", "visibilitychange"]) document.addEventListener(kind, this);
    new MutationObserver(() => this.story !== this.shown && this.begin()).observe(this, { childList: true });
    this.begin();
  }

  disconnectedCallback() {
    for (const kind of ["keydown", "visibilitychange"]) document.removeEventListener(kind, this);
  }

  get story() { return this.querySelector("#story"); }
  press(id) { this.querySelector(`#story-${id}`)?.click(); }

  begin() {
    const { story } = this;
    if (!story) return;
    if (this.shown) {
      history.replaceState(null, "", story.dataset.href);
      document.title = `${story.querySelector("h1").textContent} · Devket`;
      this.querySelector("[role=status]").textContent = story.ariaLabel;
      if (!this.contains(document.activeElement)) (this.querySelector(`#${this.focused || "story"}`) ?? story).focus();
    }
    this.shown = story;
    for (const why of ["text", "press"]) this.holds.delete(why);
    const image = story.querySelector(".story-card img");
    this.hold("image", image && !image.complete);
    const next = this.querySelector("[data-preload]");
    if (next) new Image().src = next.dataset.preload;
  }

  hold(why, isHeld) {
    this.holds[isHeld ? "add" : "delete"](why);
    this.dataset.runs = this.holds.size ? "no" : "yes";
    this.querySelector("#story-pause").ariaPressed = this.holds.has("button");
  }

  handleEvent(event) {
    const { type, target } = event;
    if (type === "animationiteration") event.animationName === "story-run" && this.press("next");
    else if (type === "visibilitychange") this.hold("hidden", document.hidden);
    else if (type === "keydown") this.key(event);
    else if (type === "load" || type === "error") this.hold("image", false);
    else if (type === "htmx:response:error") target.matches(".story-step") && location.replace(target.href); // it is gone
    else if (type === "focusin" || type === "focusout" || type === "toggle") {
      this.focused = target.id;
      this.hold("text", this.querySelector("details[open]") ?? (type === "focusin" && target.matches("textarea")));
    }
    else if (type === "click") this.click(event, target);
    else if (type === "contextmenu") target.closest(".story-stage") && this.since && event.preventDefault();
    else if (target.closest?.(".story-stage") || this.since) this.touch(event);
  }

  click(event, target) {
    if (target.closest("#story-pause")) this.hold("button", !this.holds.has("button"));
    // What was held or swiped was not tapped.
    if (this.was && target.closest(".story-step")) event.preventDefault(event.stopPropagation());
    this.was = false;
  }

  touch(event) {
    const { clientY } = event.changedTouches?.[0] ?? event;
    // The right button opens its menu; after a finger browsers tell of a mouse as well.
    if (event.button || (event.type.startsWith("mouse") && event.timeStamp - this.lifted < 1e3)) return;
    if (event.type === "touchstart" || event.type === "mousedown") {
      Object.assign(this, { since: event.timeStamp, from: clientY, was: false });
      this.hold("press", true);
    } else if (this.since) {
      const down = clientY - this.from;
      this.was = event.timeStamp - this.since > 350 || Math.abs(down) > 30;
      this.since = 0;
      this.hold("press", false);
      if (event.type.startsWith("mouse")) return;
      this.lifted = event.timeStamp;
      if (event.type === "touchend" && down > 90 && !scrollY) this.press("close");
    }
  }

  key(event) {
    const { key, target } = event;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.querySelector(":popover-open")) return;
    if (target.matches?.(FIELDS)) return key === "Escape" && target.blur();
    const does = { ArrowLeft: "previous", ArrowRight: "next", Escape: "close" }[key];
    if (does) this.press(does, event.preventDefault());
    else if (key === " " && !target.closest?.(PRESSED)) this.press("pause", event.preventDefault());
  }
});
