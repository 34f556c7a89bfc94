// Highlights what is selected in a page: all of it or nothing. A page that is not saved yet is sent
// as it is seen, so that the words are in its text, and taken back when they are not all the same.
import { say } from "./platform.js";
import { add, lookUp, one, remove } from "./saves.js";
import { Refused, ask } from "./server.js";
import { seenIn, selectedIn } from "./tabs.js";

const PATIENCE = 25_000; // milliseconds; a browser ends what works in the background for longer

export async function highlight({ tabId, frameId, text = "", tags }) {
  const found = await selectedIn(tabId, frameId);
  const words = found?.quote.trim() ? found : { quote: text, prefix: "", suffix: "" };
  if (!words.quote.trim()) throw new Refused(say("selectFirst"));
  const seen = await seenIn(tabId);
  const kept = await lookUp(seen.url);
  const save = kept ?? (await add({ ...seen, tags }));
  try {
    await whenRead(save);
    await mark(save.id, words, kept ? say("notInText") : say("notInSent"));
  } catch (error) {
    if (!kept) await remove(save.id).catch(() => {});
    throw error;
  }
  return { save, sentence: kept ? say("highlighted") : say("savedAndHighlighted") };
}

async function whenRead(save) {
  const end = Date.now() + PATIENCE;
  for (let now = save; now.capture.is_pending; now = await one(save.id)) {
    if (Date.now() > end) throw new Refused(say("stillReading"));
    await new Promise((done) => setTimeout(done, 700));
  }
}

async function mark(id, words, notThere) {
  const at = `/saves/${id}/highlights`;
  const isAway = ({ status }) => status === 409;
  // What stands around the words may be left out of the text; then they are found where they stand once.
  for (const given of [words, { quote: words.quote }]) {
    try {
      return await ask("POST", at, given);
    } catch (error) {
      if (!isAway(error)) throw error;
    }
  }
  throw new Refused(notThere);
}
