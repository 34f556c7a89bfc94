async function inSlices(items, work, budget = 40) {
  let start = performance.now();

  for (const item of items) {
    work(item);
    if (performance.now() - start > budget) {
      await nextFrame();
      start = performance.now();
    }
  }
}
