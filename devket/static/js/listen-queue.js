// <listen-queue>: what is read aloud after this article. The queue is this browser's own; after it
// comes the list that one is in.
customElements.define("listen-queue", class extends HTMLElement {
  connectedCallback() {
    this.onclick = () => this.show(true);
    this.show();
  }

  show(isPressed = false) {
    const here = location.pathname;
    const queue = JSON.parse(localStorage.devketQueue ?? "[]");
    const rest = queue.filter(([href]) => href !== here);
    const wasIn = rest.length < queue.length && location.hash !== "#listen"; // it has its turn now
    const isIn = wasIn !== isPressed;
    const mine = isIn ? [[here, document.querySelector("#reader h1").textContent]] : [];
    localStorage.devketQueue = JSON.stringify([...rest, ...mine]);
    this.firstElementChild.ariaPressed = isIn;
    const link = document.querySelector("read-aloud a");
    if (rest[0]) [link.href, link.textContent] = rest[0];
    if (link.href) link.hash = "listen";
  }
});
