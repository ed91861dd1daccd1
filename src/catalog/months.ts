// Which months hold posts for sitemaps, and when something in them last changed.
import { isOneSitemap, sitemapParts } from "../sitemap-parts.js";
import { periodRange } from "../time.js";
import type { Touched } from "../types/pages.js";
import type { Catalog } from "./catalog.js";
import { countEach } from "./days.js";
import { IS_ORIGINAL } from "./related-queries.js";

/** Brings the months that gained, lost or changed a post up to date; the days are by now. */
export function settleMonths(
  catalog: Catalog,
  touched: Touched,
  { zone, hidesCopies }: { zone: string; hidesCopies: boolean },
): void {
  const keys = touched.everything
    ? countEach(catalog, "month").map(({ key }) => key)
    : [...touched.listings.keys()]
        .filter((id) => id.startsWith("month:"))
        .map((id) => id.slice("month:".length));
  const where = `FROM posts INDEXED BY posts_live WHERE live = 1 AND listed > 0 AND date >= ? AND date < ?
    ${hidesCopies ? `AND ${IS_ORIGINAL}` : ""}`;
  const measure = catalog.sql(
    `SELECT COUNT(*) AS n, MAX(modified) AS modified, SUM(listed) AS bytes ${where}`,
  );
  const sizes = catalog.sql(`SELECT listed ${where} ORDER BY date, path`);
  if (touched.everything) catalog.sql("DELETE FROM months").run();
  for (const key of keys) {
    const { from, to } = periodRange(key, zone);
    const { n, modified, bytes } = measure.get(from, to) as Record<"n" | "modified" | "bytes", number>;
    if (n === 0) catalog.sql("DELETE FROM months WHERE key = ?").run(key);
    else {
      const files = isOneSitemap(n, bytes)
        ? 1
        : sitemapParts(sizes.all(from, to).map((row) => row.listed as number)).length;
      catalog
        .sql("INSERT OR REPLACE INTO months (key, modified, files) VALUES (?, ?, ?)")
        .run(key, modified, files);
    }
  }
}
