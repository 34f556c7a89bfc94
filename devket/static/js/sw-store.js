// What the worker remembers. /sw.js is made of the sw-* files, in one scope.
const stored = (store, act, ...given) =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open("devket", 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore("queue", { keyPath: "id", autoIncrement: true });
      opening.result.createObjectStore("notes");
    };
    opening.onerror = reject;
    opening.onsuccess = () => {
      const work = opening.result.transaction(store, "readwrite");
      const request = work.objectStore(store)[act](...given);
      work.oncomplete = () => resolve(request.result);
      work.onabort = reject;
      opening.result.close(); // once the work is done
    };
  });
const note = (name) => stored("notes", "get", name);
const keepNote = (name, value) => stored("notes", "put", value, name);
const queued = (person) =>
  stored("queue", "getAll").then((all) => all.filter((one) => one.person === person));

const cacheOf = (person) => caches.open(`kept-${person}`);

let away = false;

// Returns null when Devket is out of reach.
async function reach(request, options) {
  try {
    const answer = await fetch(request, options);
    away = false;
    return answer;
  } catch {
    away = true;
    return null;
  }
}

async function inPlaceOf({ url }) {
  const own = await cacheOf(await note("person"));
  const kept = (await own.match(new URL(url).pathname)) ?? (await own.match("/offline"));
  return kept ?? (await caches.match("/offline")) ?? Response.error();
}

async function ask(path, options) {
  const headers = { Accept: "application/json" };
  const answer = await reach(path, { redirect: "manual", cache: "no-store", headers, ...options });
  return answer ?? { status: 0 };
}

async function tell(news) {
  const person = await note("person");
  const queue = person ? await queued(person) : [];
  const state = { away, queue, sent: await note("sent"), stamps: await note("stamps"), ...news };
  state.keeps = await note(`keeps-${person}`);
  for (const page of await clients.matchAll({ includeUncontrolled: true })) page.postMessage(state);
}
