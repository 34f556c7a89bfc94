// Asks Devket's own interface (/api/v1), and says in people's words why something was refused.
import { language, say } from "./platform.js";
import { settings } from "./settings.js";

const PATIENCE = 60_000; // milliseconds; a page of ten megabytes takes its time

export class Refused extends Error {
  constructor(sentence, status = 0) {
    super(sentence);
    this.status = status;
  }
}

// The body of a good answer; null where it has none.
export async function ask(method, path, body, at) {
  const { server, token } = at ?? (await settings());
  if (!server) throw new Refused(say("notConnected"));
  const answer = await send(`${server}/api/v1${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${token}`,
      "Accept-Language": language,
      ...(body && { "Content-Type": "application/json" }),
    },
    body: body && JSON.stringify(body),
    credentials: "omit",
    cache: "no-store",
    redirect: "manual", // the token goes to the address that was typed, and nowhere else
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (answer.type === "opaqueredirect") throw new Refused(say("moved"));
  if (answer.status === 204) return null;
  const told = await answer.json().catch(() => null);
  if (answer.ok && told) return told;
  throw new Refused(why(answer, told), answer.status);
}

const send = (address, how) =>
  fetch(address, how).catch(() => {
    throw new Refused(say("unreachable", new URL(address).host));
  });

function why({ status, headers }, told) {
  if (status === 413) return say("tooLarge");
  if (status >= 500) return say("inTrouble", status);
  if (!told?.code) return say("noDevket");
  if (status === 401) return say("tokenRefused");
  if (status === 403) return say("tokenTooWeak");
  if (status === 404) return say("notThere");
  if (status === 429) return say("tooOften", headers.get("Retry-After") ?? 60);
  return told.errors?.[0]?.detail ?? told.detail;
}

const NEEDED = ["saves:read", "saves:write", "highlights:write", "profile:read"];

// Whose token this is; refused unless it is a Devket's and reaches far enough.
export async function check(at) {
  const me = await ask("GET", "/me", null, at);
  if (typeof me.handle !== "string" || !Array.isArray(me.scopes)) throw new Refused(say("noDevket"));
  if (!NEEDED.every((scope) => me.scopes.includes(scope))) throw new Refused(say("tokenTooWeak"));
  return me;
}
