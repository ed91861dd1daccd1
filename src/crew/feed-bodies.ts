// The bodies that feeds carry, where they carry whole texts. The same newest posts are in the feeds of the site and of
// their terms, so a body is kept until others have pushed it out.
import type { BodySource } from "../pages/feed-pages.js";

/** Bytes, as JavaScript keeps text: two for a character. */
const BUDGET = 8 * 2 ** 20;

export interface FeedBodies {
  (source: BodySource): string;
  /** What is kept of it; `undefined`: nothing. */
  known(path: string): string | undefined;
}

export function createFeedBodies(bodyOf: (source: BodySource) => string): FeedBodies {
  const kept = new Map<string, string>();
  let size = 0;
  const find = (source: BodySource): string => {
    const known = kept.get(source.path);
    if (known !== undefined) return known;
    const html = bodyOf(source);
    kept.set(source.path, html);
    size += html.length * 2;
    for (const [path, oldest] of kept) {
      if (size <= BUDGET || path === source.path) break;
      kept.delete(path);
      size -= oldest.length * 2;
    }
    return html;
  };
  return Object.assign(find, { known: (path: string) => kept.get(path) });
}
