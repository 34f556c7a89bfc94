// Runs inside a page, so it may use nothing from outside of itself: the page as it is seen, with
// what stands in open shadow roots. What was typed into fields is not in it.
export function snapshot() {
  const root = document.documentElement;
  const roots = [];
  const gather = (place) => {
    for (const { shadowRoot } of place.querySelectorAll("*")) {
      if (shadowRoot) roots.push(shadowRoot), gather(shadowRoot);
    }
  };
  gather(document);
  let html = root.outerHTML;
  if (roots.length && root.getHTML) {
    const [opening] = root.cloneNode(false).outerHTML.split(/(?=<\/html>$)/i);
    html = `${opening}${root.getHTML({ shadowRoots: roots })}</html>`;
  }
  return { url: location.href, title: document.title, html: `<!doctype html>${html}` };
}
