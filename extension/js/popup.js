// The window of the toolbar button: saves the page at hand, or shows how it is saved.
import { api, isPage, say } from "./platform.js";
import { add, change, lookUp, one, remove, restore } from "./saves.js";
import { settings } from "./settings.js";
import { selectedIn } from "./tabs.js";
import { at, changed, run, show, showBeside, shown, values } from "./view.js";

// Pages of the web cannot open this one, so whoever names a tab here is the person at the browser.
async function tabAtHand() {
  const named = new URLSearchParams(location.search).get("tab");
  if (/^\d+$/.test(named ?? "")) return api.tabs.get(Number(named));
  return (await api.tabs.query({ active: true, currentWindow: true }))[0];
}

async function begin() {
  const tab = (shown.tab = await tabAtHand());
  at("title").textContent = tab.title || tab.url;
  at("site").textContent = isPage(tab.url) ? new URL(tab.url).host : "";
  const { server } = await settings();
  at("setup").hidden = Boolean(server);
  at("form").hidden = at("acts").hidden = !server || !isPage(tab.url);
  if (!server) return at("connect").focus();
  if (!isPage(tab.url)) throw new Error(say("noPage"));
  const [found, words] = await Promise.all([lookUp(tab.url), selectedIn(tab.id)]);
  at("quote").textContent = words?.quote ?? "";
  at("quote").hidden = at("highlight").hidden = !words?.quote;
  if (found) await showBeside(await one(found.id));
}

async function keep() {
  const { tab, save } = shown;
  const { tags, note } = values();
  const added = save ?? (await add({ url: tab.url, title: tab.title, tags }));
  if (save) await show(await change(save.id, { tags, note }));
  else await show(note ? await change(added.id, { note }) : added);
  at("open").focus();
}

// Done in the background, so that it goes on when this window is closed.
async function inBackground(act) {
  const isNew = !shown.save;
  const given = { act, tabId: shown.tab.id, frameId: 0, tags: isNew ? values().tags : undefined };
  const { save, refused, sentence } = await api.runtime.sendMessage(given);
  if (refused) throw new Error(refused);
  await showBeside(await one(save.id), sentence, isNew);
}

const turn = (name) => change(shown.save.id, { [name]: !shown.save[name] }).then((save) => showBeside(save));

async function away() {
  await remove(shown.save.id);
  shown.gone = shown.save.id;
  await show(null, say("deleted"));
  at("undo").focus();
}

async function back() {
  const save = await restore(shown.gone);
  shown.gone = null;
  await show(save);
}

async function open() {
  const { server } = await settings();
  await api.tabs.create({ url: `${server}/saves/${shown.save.id}` });
  close();
}

const PRESSED = {
  favorite: () => turn("is_favorite"),
  archive: () => turn("is_archived"),
  delete: away,
  undo: back,
  open,
  send: () => inBackground("send"),
  highlight: () => inBackground("highlight"),
};
for (const [id, work] of Object.entries(PRESSED)) at(id).onclick = () => run(work);
for (const id of ["options", "connect"]) at(id).onclick = () => (api.runtime.openOptionsPage(), close());
at("form").onsubmit = (event) => (event.preventDefault(), run(keep));
at("form").addEventListener("change", changed);
at("note").oninput = changed;
run(begin);
