// Runs inside a page, so it may use nothing from outside of itself: a line at the lower edge that
// says how an act from the menu went. Its shadow is closed, so the page's styles do not reach it.
export function notice(sentence, isBad) {
  const id = "devket-notice";
  document.getElementById(id)?.remove();
  const host = Object.assign(document.createElement("div"), { id });
  const line = document.createElement("p");
  line.textContent = sentence;
  line.setAttribute("role", isBad ? "alert" : "status");
  Object.assign(host.style, { all: "initial", position: "fixed", inset: "auto 0 24px", zIndex: 2147483647 });
  Object.assign(line.style, {
    font: "500 15px/1.5 system-ui, sans-serif",
    colorScheme: "light dark",
    background: "CanvasText",
    color: "Canvas",
    boxShadow: "0 8px 30px rgb(0 0 0 / 25%)",
    borderInlineStart: `4px solid ${isBad ? "#e0523f" : "#e8815a"}`,
    borderRadius: "10px",
    width: "fit-content",
    maxWidth: "min(34em, calc(100vw - 32px))",
    margin: "0 auto",
    padding: "10px 18px",
  });
  host.attachShadow({ mode: "closed" }).append(line);
  document.documentElement.append(host);
  setTimeout(() => host.remove(), isBad ? 9000 : 4000);
}
