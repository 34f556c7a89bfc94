// The window of the toolbar button: saves the page at hand, or shows how it is saved.
import { mark } from "./mark.js";
import { api, isPage, say } from "./platform.js";
import { add, change, lookUp, one, remove, restore } from "./saves.js";
import { settings } from "./settings.js";
import { standing } from "./standing.js";
import { selectedIn } from "./tabs.js";

const at = (id) => document.getElementById(id);
const main = document.querySelector("main");
const tags = document.querySelector("tag-field");
let tab, save, gone;

// Pages of the web cannot open this one, so whoever names a tab here is the person at the browser.
async function tabAtHand() {
  const named = new URLSearchParams(location.search).get("tab");
  if (/^\d+$/.test(named ?? "")) return api.tabs.get(Number(named));
  return (await api.tabs.query({ active: true, currentWindow: true }))[0];
}

async function run(work) {
  if (main.ariaBusy === "true") return;
  main.ariaBusy = "true";
  at("told").hidden = true;
  try {
    await work();
  } catch (error) {
    at("told").textContent = error.message;
    at("told").hidden = false;
  }
  main.ariaBusy = "false";
}

function show(now, words = now ? standing(now) : "") {
  save = now;
  at("standing").textContent = words;
  main.classList.toggle("is-saved", Boolean(save));
  at("kept").hidden = !save;
  at("undo").hidden = !gone || Boolean(save);
  if (save) {
    tags.value = save.tags;
    at("note").value = save.note ?? "";
    at("favorite").ariaPressed = String(save.is_favorite);
    at("archive").ariaPressed = String(save.is_archived);
    at("archive").ariaLabel = say(save.is_archived ? "unarchive" : "archive");
  }
  changed();
  return mark(tab.id, Boolean(save));
}

const values = () => ({ tags: tags.value, note: at("note").value.trim() });
const isChanged = () => JSON.stringify(values()) !== JSON.stringify({ tags: save.tags, note: save.note ?? "" });

function changed() {
  at("save").textContent = say(save ? "saveChanges" : "saveToDevket");
  at("save").hidden = save && !isChanged();
}

async function keep() {
  const { tags: names, note } = values();
  const added = save ?? (await add({ url: tab.url, title: tab.title, tags: names }));
  const isMore = save || note;
  await show(isMore ? await change(added.id, save ? { tags: names, note } : { note }) : added);
  at("open").focus();
}

// Done in the background, so that it goes on when this window is closed.
async function inBackground(act) {
  const given = { act, tabId: tab.id, frameId: 0, tags: save ? undefined : tags.value };
  const { save: kept, refused, sentence } = await api.runtime.sendMessage(given);
  if (refused) throw new Error(refused);
  await show(await one(kept.id), sentence);
}

async function away() {
  await remove(save.id);
  gone = save.id;
  await show(null, say("deleted"));
  at("undo").focus();
}

async function back() {
  const found = await restore(gone);
  gone = null;
  await show(found);
}

async function open() {
  const { server } = await settings();
  await api.tabs.create({ url: `${server}/saves/${save.id}` });
  close();
}

const press = (id, work) => (at(id).onclick = () => run(work));
press("favorite", async () => show(await change(save.id, { is_favorite: !save.is_favorite })));
press("archive", async () => show(await change(save.id, { is_archived: !save.is_archived })));
press("delete", away);
press("undo", back);
press("open", open);
press("send", () => inBackground("send"));
press("highlight", () => inBackground("highlight"));
for (const id of ["options", "connect"]) at(id).onclick = () => (api.runtime.openOptionsPage(), close());
at("form").onsubmit = (event) => (event.preventDefault(), run(keep));
at("form").addEventListener("change", changed);
at("note").oninput = changed;

async function begin() {
  tab = await tabAtHand();
  at("title").textContent = tab.title || tab.url;
  at("site").textContent = isPage(tab.url) ? new URL(tab.url).host : "";
  const { server } = await settings();
  at("setup").hidden = Boolean(server);
  if (!server) return at("connect").focus();
  if (!isPage(tab.url)) throw new Error(say("noPage"));
  at("form").hidden = at("acts").hidden = false;
  show(null);
  at("tags").focus();
  const [found, words] = await Promise.all([lookUp(tab.url), selectedIn(tab.id)]);
  at("quote").textContent = words?.quote ?? "";
  at("quote").hidden = at("highlight").hidden = !words?.quote;
  if (found) await show(await one(found.id));
}

main.ariaBusy = "false";
run(begin);
