// The person's saves: looking one up by the address of its page, adding, changing, deleting.
import { say } from "./platform.js";
import { Refused, ask } from "./server.js";

const LARGEST = 10 * 1024 * 1024; // letters of a page, as the interface takes them

export async function lookUp(url) {
  const { items } = await ask("GET", `/saves?url=${encodeURIComponent(url)}`);
  return items[0] ?? null;
}

// With its note, which lists leave out.
export const one = (id) => ask("GET", `/saves/${id}`);

export async function add({ url, title, tags, html }) {
  if (html?.length > LARGEST) throw new Refused(say("tooLarge"));
  return ask("POST", "/saves", { url, ...(title && { title }), ...(tags && { tags }), ...(html && { html }) });
}

export const change = (id, values) => ask("PATCH", `/saves/${id}`, values);
export const remove = (id) => ask("DELETE", `/saves/${id}`);
export const restore = (id) => ask("POST", `/saves/${id}/restore`);

export async function tagsLike(word) {
  const { items } = await ask("GET", `/tags?q=${encodeURIComponent(word)}`);
  return items;
}
