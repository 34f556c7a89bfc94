// What is done without a connection waits here, in order, under the name of who did it.
const ACT = /^\/saves\/(\d+)\/(archive|unarchive|favorite|unfavorite)$/;

async function post(request) {
  const copy = request.clone();
  const answer = await reach(request);
  if (answer) return answer;
  const person = await note("person");
  const fields = person && (await waitable(copy));
  if (!fields) return request.mode === "navigate" ? inPlaceOf(request) : Response.error();
  await stored("queue", "add", { person, fields });
  registration.sync?.register("queue").catch(() => {});
  await tell({ kept: fields });
  if (request.headers.has("HX-Request")) return new Response(null, { status: 204 });
  return Response.redirect("/offline", 303);
}

async function waitable(request) {
  const { pathname } = new URL(request.url);
  const [, save, act] = ACT.exec(pathname) ?? [];
  if (act) return { act, save };
  if (pathname !== "/save") return null;
  const form = await request.formData();
  return { act: "save", url: form.get("url") ?? "", title: form.get("title") ?? "" };
}

// One at a time, also while the worker of an older release is at it.
const flush = () => navigator.locks.request("devket-queue", sendAll);

async function sendAll() {
  const account = await ask("/offline/account"); // a redirect, which is not ok, leads to the log-in
  if (account.ok) {
    const { person, token } = await account.json();
    for (const one of await queued(person)) {
      if (one.refused) continue;
      const body = new URLSearchParams({ ...one.fields, person, csrf_token: token });
      if (!(await send(one, await ask("/offline/send", { method: "POST", body })))) break;
    }
  }
  await tell();
}

async function send(one, answer) {
  if (answer.ok) {
    await stored("queue", "delete", one.id);
    await keepNote("sent", ((await note("sent")) ?? 0) + 1);
    return true;
  }
  if (answer.status >= 500) one.tries = (one.tries ?? 0) + 1;
  const isRefused = [404, 413, 422].includes(answer.status) || one.tries > 4; // then it holds up the others no longer
  if (isRefused) one.refused = (await answer.json().catch(() => 0))?.error?.message ?? "?";
  await stored("queue", "put", one);
  return isRefused;
}

async function leave(request) {
  const answer = await post(request);
  if (answer.type !== "opaqueredirect") return answer;
  for (const { id } of await queued(await note("person"))) await stored("queue", "delete", id);
  await meet("");
  return answer;
}
