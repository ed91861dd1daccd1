// The pictures of a body, for sitemaps.
import { decodeAttribute } from "./html-text.js";

/** More than these say nothing new of a post. */
const MOST = 20;

/** Addresses of `<img>` in rendered HTML as written there, in order, each once. Data in the page is no address. */
export function imagesIn(html: string): string[] {
  if (!html.includes("<img")) return [];
  const found = new Set<string>();
  for (const [, address = ""] of html.matchAll(/<img\b(?:"[^"]*"|'[^']*'|[^"'<>])*?\ssrc="([^"]+)"/g)) {
    const url = decodeAttribute(address) ?? address;
    if (!/^data:/i.test(url)) found.add(url);
    if (found.size === MOST) break;
  }
  return [...found];
}
