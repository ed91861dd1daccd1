// The pictures of a body.
import { decodeAttribute } from "../html-text.js";

/** A text with more is no article. */
const MOST = 500;

/** Addresses of those that have no text for readers who do not see them. */
export function imagesWithoutAlt(html: string): string[] {
  if (!html.includes("<img")) return [];
  const silent = [...html.matchAll(/<img\b(?:"[^"]*"|'[^']*'|[^"'<>])*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => !/\salt=(?:"[^"]*\S[^"]*"|'[^']*\S[^']*')/.test(tag));
  return silent.flatMap((tag) => imagesIn(tag));
}

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
