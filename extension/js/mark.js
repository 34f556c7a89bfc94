// The mark "already saved" on the toolbar button. Without the person's word nobody is asked about
// pages that are visited: it appears where the window of the button was opened or something saved.
import { api, isPage, say } from "./platform.js";
import { lookUp } from "./saves.js";
import { settings } from "./settings.js";

const GROUND = "#b03a14"; // Devket's accent

export async function mark(tabId, isSaved) {
  const title = isSaved ? say("toolbarSaved") : say("toolbar");
  await Promise.all([
    api.action.setBadgeText({ tabId, text: isSaved ? "✓" : "" }),
    api.action.setTitle({ tabId, title }),
    isSaved && api.action.setBadgeBackgroundColor({ tabId, color: GROUND }),
    isSaved && api.action.setBadgeTextColor({ tabId, color: "#ffffff" }),
  ]).catch(() => {}); // the tab was closed meanwhile
}

// Private windows are never asked about.
export async function look(tabId, { url, incognito }) {
  const { isMarking, token } = await settings();
  if (!isMarking || !token || incognito || !isPage(url)) return;
  const save = await lookUp(url).catch(() => null);
  const now = await api.tabs.get(tabId).catch(() => null);
  if (save && now?.url === url) await mark(tabId, true);
}
