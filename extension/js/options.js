// The page of settings: connecting to a Devket, leaving it, and the mark of pages that are saved.
import { api, isFirefox, say } from "./platform.js";
import { check } from "./server.js";
import { forget, keep, patternOf, serverAt, settings } from "./settings.js";

const at = (id) => document.getElementById(id);
// Addresses of tabs; Firefox asks as well whether they may be told to anybody.
const SEEING = { permissions: ["tabs"], ...(isFirefox && { data_collection: ["browsingActivity"] }) };

function tell(sentence, kind = "") {
  at("told").textContent = sentence;
  at("told").className = `note ${kind}`;
  at("told").hidden = !sentence;
}

async function show() {
  const { server, handle, isMarking } = await settings();
  at("form").hidden = Boolean(server);
  at("connected").hidden = !server;
  at("mark").checked = isMarking;
  at("mark").disabled = !server;
  if (server) tell(say("connectedAs", handle, new URL(server).host), "ok");
}

// The address as it is typed; refused where it is none.
function typed() {
  const server = serverAt(at("server").value);
  at("server").ariaInvalid = String(!server);
  if (!server) tell(say("noAddress"), "error"), at("server").focus();
  return server;
}

// Browsers ask only while a press is being answered, so nothing may be awaited before.
async function connect(event) {
  event.preventDefault();
  const server = typed();
  if (!server) return;
  const asked = api.permissions.request({ origins: [patternOf(server)] });
  tell(say("connecting"));
  try {
    if (!(await asked)) throw new Error(say("notAllowed", new URL(server).host));
    const token = at("token").value.trim();
    const { handle } = await check({ server, token });
    await keep({ server, token, handle });
    at("token").value = "";
    await show();
  } catch ({ message }) {
    tell(message, "error");
  }
}

async function disconnect() {
  const { server } = await settings();
  await forget();
  await api.permissions.remove({ origins: [patternOf(server)], ...SEEING }).catch(() => {});
  at("server").value = server;
  await show();
  tell(say("disconnected"));
  at("server").focus();
}

async function setMark() {
  const isWanted = at("mark").checked;
  const isMarking = isWanted && (await api.permissions.request(SEEING));
  at("mark").checked = isMarking;
  await keep({ isMarking });
  if (!isWanted) await api.permissions.remove(SEEING).catch(() => {});
}

async function toDevket(path) {
  const server = (await settings()).server || typed();
  if (server) await api.tabs.create({ url: server + path });
}

async function tellKey() {
  const all = await api.commands.getAll();
  const { shortcut } = all.find(({ name }) => name === "_execute_action") ?? {};
  at("key").textContent = shortcut;
  at("key").hidden = !shortcut;
}

at("form").onsubmit = connect;
at("disconnect").onclick = disconnect;
at("mark").onchange = setMark;
at("get").onclick = () => toDevket("/settings/apps#way-extension");
at("open").onclick = () => toDevket("/saves");
show();
tellKey();
