const nextFrame = () =>
  new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));

button.addEventListener("click", async () => {
  spinner.hidden = false;
  await nextFrame();                  // painted by now
  table.replaceChildren(...parseHugeFile(text));
  spinner.hidden = true;
});
