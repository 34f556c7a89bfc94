self.addEventListener("fetch", (event) => {
  const { pathname } = new URL(event.request.url);
  if (pathname !== "/config.json") return;

  event.respondWith(
    fetch(event.request, { cache: "no-store" })
      .catch(() => caches.match(event.request)),
  );
});
