// Asking a tab's page for something. That is allowed after the person pressed something of ours
// (activeTab), until the page is left; pages of the browser and its shops never allow it.
import { api, isPage, say } from "./platform.js";
import { notice } from "./page/notice.js";
import { selected } from "./page/selected.js";
import { snapshot } from "./page/snapshot.js";
import { Refused } from "./server.js";

async function inPage(tabId, func, args = [], frameId = 0) {
  const target = { tabId, frameIds: [frameId] };
  const answers = await api.scripting.executeScript({ target, func, args }).catch(() => []);
  return answers[0]?.result ?? null;
}

export const selectedIn = (tabId, frameId) => inPage(tabId, selected, [], frameId);

export async function seenIn(tabId) {
  const seen = await inPage(tabId, snapshot);
  if (!seen || !isPage(seen.url)) throw new Refused(say("cannotBeRead"));
  return seen;
}

export const tell = (tabId, sentence, isBad = false) => inPage(tabId, notice, [sentence, isBad]);
