// The one place that knows how the browsers name what they offer.
export const api = globalThis.browser ?? globalThis.chrome;
export const isFirefox = "browser_specific_settings" in api.runtime.getManifest();

// A sentence in the language of the browser; $1, $2 … in it are filled in.
export const say = (name, ...parts) => api.i18n.getMessage(name, parts.map(String));

// The language in which those sentences are: not always the browser's own.
export const language = say("language");

export const isPage = (url) => /^https?:\/\//.test(url ?? "");
