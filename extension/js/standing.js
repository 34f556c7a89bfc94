// How a save stands, in words: when it was saved, how much of it is kept, where it lies.
import { language, say } from "./platform.js";

const KEPT = {
  pending: "stateReading",
  "full-text": "stateFull",
  partial: "statePartial",
  blocked: "stateBlocked",
  "not-an-article": "stateLink",
  unreachable: "stateUnreachable",
};
const UNITS = [["year", 31_536_000], ["month", 2_592_000], ["day", 86_400], ["hour", 3_600], ["minute", 60]];

export function standing(save) {
  const { state, is_pending: isPending } = save.capture;
  const kept = isPending ? say("stateReading") : say(KEPT[state] ?? "stateLink");
  return [ago(save.saved_at), kept, save.is_archived && say("stateArchived")].filter(Boolean).join(" · ");
}

function ago(time) {
  const seconds = (Date.now() - new Date(time)) / 1000;
  const [unit, length] = UNITS.find(([, each]) => seconds >= each) ?? [];
  if (!unit) return say("savedNow");
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  return say("savedAgo", words.format(-Math.floor(seconds / length), unit));
}
