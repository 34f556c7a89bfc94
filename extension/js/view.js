// What the window of the button shows of the page at hand: whether and how it is saved.
import { mark } from "./mark.js";
import { say } from "./platform.js";
import { standing } from "./standing.js";

export const at = (id) => document.getElementById(id);
const main = document.querySelector("main");
const tags = document.querySelector("tag-field");

export const shown = { tab: null, save: null, gone: null }; // gone: the id of what can be taken back

// One act after the other; what goes wrong is said, and nothing else changes.
let last = Promise.resolve();
export const run = (work) => (last = last.then(() => tried(work)));

async function tried(work) {
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

export const values = () => ({ tags: tags.value, note: at("note").value.trim() });

function isChanged({ tags: names, note }) {
  return JSON.stringify(values()) !== JSON.stringify({ tags: names, note: note ?? "" });
}

export function changed() {
  const { save } = shown;
  at("save").textContent = say(save ? "saveChanges" : "saveToDevket");
  at("save").hidden = Boolean(save) && !isChanged(save);
}

export function show(save, words = save ? standing(save) : "") {
  shown.save = save;
  at("standing").textContent = words;
  main.classList.toggle("is-saved", Boolean(save));
  at("kept").hidden = !save;
  at("undo").hidden = !shown.gone || Boolean(save);
  if (save) {
    tags.value = save.tags;
    at("note").value = save.note ?? "";
    at("favorite").ariaPressed = String(save.is_favorite);
    at("archive").ariaLabel = say(save.is_archived ? "unarchive" : "archive");
    at("archive").querySelector("use").setAttribute("href", `img/icons.svg#${save.is_archived ? "un" : ""}archive`);
  }
  changed();
  return mark(shown.tab.id, Boolean(save));
}

// As before, but what was typed and is not saved yet stays: while the page was looked up, or beside
// another act. Tags that were sent along with a new save are in it.
export async function showBeside(save, words, isSent = false) {
  const { names } = tags;
  const [half, note, before] = [tags.input.value, at("note").value, shown.save];
  await show(save, words);
  if (note !== (before?.note ?? "")) at("note").value = note;
  if (!isSent) tags.value = before ? names : [...new Set([...save.tags, ...names])];
  if (!isSent) tags.input.value = half;
  changed();
}
