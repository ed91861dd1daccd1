// Archives by year, month and day: what such a listing is called, and what is above and below it.
import { periodTitle } from "../format.js";
import type { ListingRef } from "../types/pages.js";
import { fillPattern } from "../urls.js";
import type { Site } from "./site.js";

export type PeriodRef = Extract<ListingRef, { kind: "year" | "month" | "day" }>;

export function archiveUrl(site: Pick<Site, "config">, key: string): string {
  const { permalinks } = site.config;
  const [year = "", month = "", day = ""] = key.split("-");
  const pattern = day ? permalinks.day : month ? permalinks.month : permalinks.year;
  return fillPattern(pattern, { year, month, day });
}

/** Title and `period` of an archive page. Only the head knows the periods inside: their counts change. */
export function archiveFacts(site: Site, ref: PeriodRef, isHead: boolean) {
  const { lang } = site.config;
  const [year = "", month = null, day = null] = ref.key.split("-");
  const above = [year, ...(month ? [`${year}-${month}`] : [])].filter((key) => key !== ref.key);
  const parents = above.map((key) => ({ key, title: periodTitle(key, lang), url: archiveUrl(site, key) }));
  const inside = ref.kind === "year" ? "month" : "day";
  const children = isHead && ref.kind !== "day" ? site.queries.periods(inside, ref.key) : [];
  const period = { kind: ref.kind, key: ref.key, year, month, day, parents, children };
  return { title: periodTitle(ref.key, lang), facts: { period } };
}
