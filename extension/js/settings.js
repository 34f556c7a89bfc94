// What is kept in this browser: which server, with which token, as whom, and whether pages are marked.
import { api } from "./platform.js";

const NOTHING = { server: "", token: "", handle: "", isMarking: false };

export const settings = () => api.storage.local.get(NOTHING);
export const keep = (values) => api.storage.local.set(values);
export const forget = () => api.storage.local.clear();

// What a person types or pastes: with or without a scheme, with what stands behind the host or not.
export function serverAt(text) {
  const typed = text.trim();
  const isNear = /^(localhost|127\.|\[::1\])/.test(typed);
  const whole = /^https?:\/\//i.test(typed) ? typed : `${isNear ? "http" : "https"}://${typed}`;
  if (!typed || !URL.canParse(whole)) return null;
  const { origin, pathname } = new URL(whole);
  return origin + pathname.replace(/\/(api(\/.*)?|settings(\/.*)?)?$/, "").replace(/\/+$/, "");
}

// Patterns of addresses cannot name a port in every browser; without one they mean any.
export function patternOf(server) {
  const { protocol, hostname } = new URL(server);
  return `${protocol}//${hostname}/*`;
}
