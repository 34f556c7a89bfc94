// What is done in the background, where it goes on when the window of the button is closed.
import { say } from "./platform.js";
import { highlight } from "./highlight.js";
import { mark } from "./mark.js";
import { add } from "./saves.js";
import { seenIn } from "./tabs.js";

async function send({ tabId, tags }) {
  const save = await add({ ...(await seenIn(tabId)), tags });
  return { save, sentence: say("sent") };
}

async function savePage({ url, title }) {
  return { save: await add({ url, title }), sentence: say("savedPage") };
}

async function saveLink({ link }) {
  return { save: await add({ url: link }), sentence: say("savedLink") };
}

const ACTS = { highlight, send, savePage, saveLink };

export const isAct = (name) => Object.hasOwn(ACTS, name);

export async function act(name, given) {
  const done = await ACTS[name](given);
  if (name !== "saveLink") await mark(given.tabId, true);
  return done;
}
