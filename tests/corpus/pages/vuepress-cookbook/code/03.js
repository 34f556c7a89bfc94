document.addEventListener("submit", async (event) => {
  event.preventDefault();
  const answer = await fetch(event.target.action, {
    method: event.target.method,
    body: new FormData(event.target),
  });
  event.target.replaceWith(await answer.text());
});
