// Listens: to the menus, to the window of the button, to tabs. All listeners are set at once, as the
// browser ends this and starts it again whenever one of them is called.
import { act, isAct } from "./acts.js";
import { look, mark } from "./mark.js";
import { api, say } from "./platform.js";
import { settings } from "./settings.js";
import { tell } from "./tabs.js";

const PAGES = ["http://*/*", "https://*/*"];
const MENUS = [
  { id: "savePage", title: say("menuPage"), contexts: ["page"], documentUrlPatterns: PAGES },
  { id: "saveLink", title: say("menuLink"), contexts: ["link"], targetUrlPatterns: PAGES },
  { id: "highlight", title: say("menuHighlight"), contexts: ["selection"], documentUrlPatterns: PAGES },
];

api.runtime.onInstalled.addListener(async ({ reason }) => {
  await api.contextMenus.removeAll();
  for (const menu of MENUS) api.contextMenus.create(menu);
  // What scripts in pages can reach has no business with the token.
  await api.storage.local.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" });
  if (reason === "install") await api.runtime.openOptionsPage();
});

api.contextMenus.onClicked.addListener(async (info, tab) => {
  const tabId = tab.id;
  const { server } = await settings();
  if (!server) return api.runtime.openOptionsPage();
  if (info.menuItemId !== "saveLink") await tell(tabId, say("working"));
  try {
    const { sentence } = await act(info.menuItemId, {
      tabId,
      frameId: info.frameId,
      text: info.selectionText,
      link: info.linkUrl,
      url: info.pageUrl ?? tab.url,
      title: tab.title,
    });
    await tell(tabId, sentence);
  } catch (error) {
    await tell(tabId, error.message, true);
  }
});

api.runtime.onMessage.addListener((message, sender, answer) => {
  if (!sender.url?.startsWith(api.runtime.getURL("")) || !isAct(message.act)) return false;
  act(message.act, message).then(answer, ({ message: refused }) => answer({ refused }));
  return true; // the answer comes later
});

// A page that goes on without being left (its address changes) loses its mark, too.
api.tabs.onUpdated.addListener((tabId, changed, tab) => {
  if (changed.status === "loading") mark(tabId, false);
  if (changed.status === "complete") look(tabId, tab);
});
