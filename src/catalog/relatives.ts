// Posts that show each other: the languages of one story, and the parts of a series.
import { remembered } from "../memo.js";
import { PARTS_AROUND, PARTS_SHOWN } from "../taxonomies.js";
import type { Position } from "../types/pages.js";
import type { Catalog } from "./catalog.js";
import type { TouchCollector } from "./touched.js";
import { translationsOf } from "./translations.js";

/** Touches the posts that show one that came, went or changed. */
export function touchRelatives(catalog: Catalog, { touched, translations, parts }: TouchCollector): void {
  if (touched.everything) return;
  for (const key of translations)
    for (const { path } of translationsOf(catalog, key)) touched.posts.add(path);
  const bySeries = new Map<string, Position[]>();
  for (const { series, at } of parts) remembered(bySeries, series, () => [] as Position[]).push(at);
  for (const [series, places] of bySeries)
    for (const path of partsThatShow(catalog, series, places)) touched.posts.add(path);
}

/** A series that is short, or was before these changes, is listed whole by each part; of a long one, the parts around. */
function partsThatShow(catalog: Catalog, series: string, places: readonly Position[]): string[] {
  const term = catalog.sql("SELECT id, count FROM terms WHERE taxonomy = 'series' AND key = ?").get(series);
  if (!term) return [];
  const [id, total] = [term.id as number, term.count as number];
  const isShort = total - places.length <= PARTS_SHOWN;
  if (isShort)
    return catalog
      .sql("SELECT path FROM post_terms WHERE term = ?")
      .all(id)
      .map((row) => row.path as string);
  const before = catalog.sql(
    "SELECT path FROM post_terms WHERE term = ? AND (date, path) < (?, ?) ORDER BY date DESC, path DESC LIMIT ?",
  );
  const after = catalog.sql(
    "SELECT path FROM post_terms WHERE term = ? AND (date, path) > (?, ?) ORDER BY date, path LIMIT ?",
  );
  return places.flatMap(({ date, path }) =>
    [before, after].flatMap((near) =>
      near.all(id, date, path, PARTS_AROUND).map((row) => row.path as string),
    ),
  );
}
