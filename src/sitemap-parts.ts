// How sitemaps are split: the catalog counts the files of a month, and the planner fills them, by one rule.

/** Of the limits that search engines state, the strictest. */
export const MAX_URLS_PER_SITEMAP = 10_000;
export const MAX_BYTES_PER_SITEMAP = 9_000_000;

/** For what is in a file besides its entries. */
const FRAME = 500;

/** How many of the entries with these sizes in bytes go into each file, in their order. */
export function sitemapParts(sizes: Iterable<number>): number[] {
  const parts: number[] = [];
  let [count, bytes] = [0, FRAME];
  for (const size of sizes) {
    if (count === MAX_URLS_PER_SITEMAP || (count > 0 && bytes + size > MAX_BYTES_PER_SITEMAP)) {
      parts.push(count);
      [count, bytes] = [0, FRAME];
    }
    count++;
    bytes += size;
  }
  return count > 0 ? [...parts, count] : parts;
}

/** Whether so many entries of so many bytes together are surely one file. */
export const isOneSitemap = (count: number, bytes: number): boolean =>
  count <= MAX_URLS_PER_SITEMAP && bytes + FRAME <= MAX_BYTES_PER_SITEMAP;
