const box = document.querySelector<HTMLInputElement>("#q")!;
let running = new AbortController();

box.addEventListener("input", async () => {
  running.abort(new DOMException("newer input", "AbortError"));
  running = new AbortController();

  const signal = AbortSignal.any([running.signal, AbortSignal.timeout(4_000)]);
  try {
    render(await search(box.value, signal));
  } catch (error) {
    if (!signal.aborted) throw error;
  }
});
