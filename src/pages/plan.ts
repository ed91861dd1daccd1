// Which pages the site has: all of them, or those that a change can have reached.
import { TAXONOMIES } from "../taxonomies.js";
import type { Touched } from "../types/pages.js";
import { siteFeeds } from "./feed-pages.js";
import { hostFiles } from "./host-files.js";
import { listingGroup, parseListingId } from "./listings.js";
import { pictureGroups } from "./picture-pages.js";
import { allPostGroups, postGroup } from "./post-pages.js";
import { searchGroups } from "./search-pages.js";
import type { Group, Site } from "./site.js";
import { monthSitemaps } from "./sitemap-pages.js";
import { siteGroup, staticPageGroup } from "./static-pages.js";

/** Pure: reads queries, touches no disk. Facts are worked out as the groups are drawn. */
export function* planGroups(site: Site, touched: Touched): Iterable<Group> {
  if (touched.everything) {
    yield* allPostGroups(site);
    yield* allListingGroups(site);
    for (const { key } of site.queries.months()) yield monthSitemaps(site, key);
  } else {
    for (const path of touched.posts) yield postGroup(site, path);
    for (const [id, listing] of touched.listings) {
      const ref = parseListingId(id);
      yield listingGroup(site, ref, listing);
      if (ref.kind === "month") yield monthSitemaps(site, ref.key);
    }
  }
  yield* pictureGroups(site, touched);
  yield* searchGroups(site, touched);
  yield { subject: "feeds:", from: 1, pages: siteFeeds(site) };
  for (const known of site.staticPages) yield staticPageGroup(site, known);
  yield* site.plugged.groups;
  yield* withdrawnPages(site, touched);
  yield siteGroup(site, hostFiles(site));
}

function* allListingGroups(site: Site): Iterable<Group> {
  yield listingGroup(site, { kind: "home" }, null);
  for (const kind of TAXONOMIES)
    for (const { key } of site.queries.terms(kind)) yield listingGroup(site, { kind, key }, null);
  for (const kind of ["year", "month", "day"] as const)
    for (const { key } of site.queries.periods(kind)) yield listingGroup(site, { kind, key }, null);
}

/** Static pages that are gone, or not published any more: their subjects have no pages. */
function* withdrawnPages(site: Site, touched: Touched): Iterable<Group> {
  const shown = new Set(site.staticPages.map((known) => known.path));
  for (const path of touched.pages ?? [])
    if (!shown.has(path)) yield { subject: `page:${path}`, from: 1, pages: [] };
}
