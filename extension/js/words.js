// Puts sentences into the places of a page that name them: data-say, data-label, data-hint.
import { language, say } from "./platform.js";

document.documentElement.lang = language;
for (const place of document.querySelectorAll("[data-say]")) place.textContent = say(place.dataset.say);
for (const place of document.querySelectorAll("[data-label]")) {
  place.setAttribute("aria-label", say(place.dataset.label));
}
for (const place of document.querySelectorAll("[data-hint]")) place.placeholder = say(place.dataset.hint);
