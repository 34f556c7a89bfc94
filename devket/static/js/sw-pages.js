// What is kept: the files of this release, and a person's pages while that person is here.
const SHELL = `shell-${RELEASE.version}`;

async function install() {
  const shell = await caches.open(SHELL);
  for (const path of RELEASE.shell) {
    await shell.add(new Request(path, { credentials: "omit" })).catch(() => {});
  }
  await skipWaiting(); // the files of older pages stay until those pages are renewed
}

async function drop(kind) {
  for (const name of await caches.keys()) if (name.startsWith(kind) && name !== SHELL) await caches.delete(name);
}

async function meet(person) {
  if ((await note("person")) === person) return;
  await keepNote("person", person);
  await keepNote("stamps", {});
  await keepNote("looked", 0);
  await drop("kept-");
}

async function keep(person, articles) {
  const answer = await ask(`/offline/plan${articles ? "?kept=1" : ""}`);
  const plan = answer.ok && (await answer.json());
  if (plan?.person !== person) return;
  const [own, had] = [await cacheOf(person), (await note("stamps")) ?? {}];
  const [stamps, pictures] = [{}, {}];
  let room = 4e7; // bytes of pictures
  for (const { href, stamp, images } of plan.pages) {
    const [path] = href.split("?");
    if (had[path] !== stamp || !(await own.match(path))) {
      const fresh = await reach(href, { redirect: "manual" });
      if (!fresh?.ok) return;
      await own.put(path, fresh);
    }
    for (const image of images) if (room > 0) room -= pictures[image] = await picture(own, image);
    had[path] = stamps[path] = stamp;
    await keepNote("stamps", had);
  }
  for (const { url } of await own.keys()) {
    const { pathname } = new URL(url);
    if (!stamps[pathname] && !pictures[pathname]) await own.delete(url);
  }
  await drop("shell-");
  await keepNote("stamps", stamps);
}

async function picture(own, path) {
  const kept = await own.match(path);
  const answer = kept ?? (await fetch(path).catch(() => null)); // a bucket may not let scripts in
  const size = +answer?.headers.get("Content-Length") || 1e6;
  if (!answer?.ok || size > 4e6) return 0;
  if (!kept) await own.put(path, answer);
  return size;
}

async function hear({ person, isBack, isSaving, isInstalled, keeps, gone, seen }) {
  await meet(person);
  if (gone) await stored("queue", "delete", gone);
  if (seen) await keepNote("sent", 0);
  if (keeps !== undefined) await keepNote(`keeps-${person}`, keeps);
  await tell();
  if (!person) return;
  if (isBack || away || (await queued(person)).some((one) => !one.refused)) await flush();
  const isNews = keeps !== undefined || Date.now() - ((await note("looked")) ?? 0) > 3e5; // five minutes
  if (away || !isNews || (isSaving && !keeps)) return;
  await keepNote("looked", Date.now());
  await keep(person, (await note(`keeps-${person}`)) ?? isInstalled);
  await tell();
}

const HEARD = { install, activate: () => clients.claim(), message: ({ data }) => hear(data), sync: () => flush() };
for (const name in HEARD) addEventListener(name, (event) => event.waitUntil(HEARD[name](event)));
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const isOurs = origin === location.origin;
  let answer;
  if (request.method === "POST" && isOurs) answer = pathname === "/logout" ? leave(request) : post(request);
  else if (request.mode === "navigate") answer = reach(request).then((found) => found ?? inPlaceOf(request));
  else if (request.destination) {
    answer = caches.match(request.url, { ignoreVary: true }).then((found) => found ?? fetch(request));
  }
  if (answer) event.respondWith(answer);
});
