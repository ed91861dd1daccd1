// Which page is at an address: a few look-ups, no walk over the site's pages. What it finds is what `planGroups`
// plans there, for it asks the same planners.
import { TAXONOMIES, TAXONOMY } from "../taxonomies.js";
import type { Taxonomy } from "../types/content.js";
import type { ListingRef, PagePlan } from "../types/pages.js";
import { pathKey } from "../urls.js";
import { feedsOfTerm, siteFeeds } from "./feed-pages.js";
import { feedPatterns, SITE_FEEDS } from "./feed-urls.js";
import { listingPageAt, spellingRedirects } from "./listings.js";
import { NEWS_SITEMAP } from "./news-sitemap.js";
import { picturePagesAt } from "./picture-pages.js";
import { postGroup } from "./post-pages.js";
import { outputPattern } from "./reserved.js";
import { SEARCH_FILES, searchPagesAt } from "./search-pages.js";
import type { Site } from "./site.js";
import { monthSitemaps } from "./sitemap-pages.js";
import { siteGroup, staticPageGroup } from "./static-pages.js";

/** Finds pages by their path below `dist/`; `null`: there is none. Assets are no pages. */
export type FindPage = (site: Site, output: string) => PagePlan | null;

type Values = Record<string, string>;
type Rule = readonly [match: RegExp, plans: (site: Site, values: Values) => Iterable<PagePlan | null>];

/** The patterns of addresses are read once; the site may be another one each time. */
export function createFinder({ config }: Pick<Site, "config">): FindPage {
  const rules = patternRules(config);
  return (site, output) => {
    for (const plans of candidates(site, output, rules))
      for (const plan of plans) if (plan?.path === output) return plan;
    return null;
  };
}

/** In the order in which `planGroups` gives an address away. */
function* candidates(
  site: Site,
  output: string,
  rules: readonly Rule[],
): Iterable<Iterable<PagePlan | null>> {
  const key = pathKey(output);
  const { queries } = site;
  for (const path of [queries.postAt(key), queries.aliasOwner(key)])
    if (path !== null) yield postGroup(site, path).pages;
  for (const { pages } of site.plugged.groups) yield pages;
  for (const [match, plans] of rules) {
    const found = match.exec(output);
    if (found) yield plans(site, found.groups ?? {});
  }
  for (const known of site.staticPages)
    if (known.output === output || known.redirectFrom.length > 0) yield staticPageGroup(site, known).pages;
}

function patternRules(config: Site["config"]): Rule[] {
  const { permalinks } = config;
  const rule = (pattern: string, plans: Rule[1]): Rule => [outputPattern(pattern), plans];
  const listing = (pattern: string, refOf: (site: Site, values: Values) => ListingRef | null): Rule =>
    rule(pattern, (site, values) => {
      const ref = refOf(site, values);
      return ref === null ? [] : [listingPageAt(site, ref, Number(values.n ?? 0))];
    });
  const term = (kind: Taxonomy) => (site: Site, values: Values) => {
    const key = site.queries.termWithSlug(kind, values.slug ?? "");
    return key === null || site.queries.term(kind, key) === null ? null : ({ kind, key } as const);
  };
  const period =
    (kind: "year" | "month" | "day") =>
    (_: Site, { year, month, day }: Values) => {
      const parts = { year: [year], month: [year, month], day: [year, month, day] }[kind];
      return { kind, key: parts.join("-") } as const;
    };
  const monthly: Rule[1] = (site, { year, month }) => monthSitemaps(site, `${year}-${month}`).pages;
  const { archivePage, search } = permalinks;
  const once = [
    ...TAXONOMIES.map((kind) => permalinks[TAXONOMY[kind].patterns.directory]),
    ...["/404.html", "/robots.txt", "/sitemap.xml", NEWS_SITEMAP, "/sitemap/:slug.xml"],
  ];
  return [
    ...["/", permalinks.homePage].map((pattern) => listing(pattern, () => ({ kind: "home" }))),
    ...TAXONOMIES.flatMap((kind) => {
      const { term: head, page } = TAXONOMY[kind].patterns;
      return [permalinks[head], permalinks[page]].map((pattern) => listing(pattern, term(kind)));
    }),
    ...PERIODS.map((kind) => listing(permalinks[kind], period(kind))),
    ...PERIODS.map((kind) => listing(permalinks[kind] + archivePage, period(kind))),
    ...TAXONOMIES.flatMap((kind) =>
      feedPatterns(config, kind).map(({ url }) =>
        rule(url, (site, values) => {
          const ref = term(kind)(site, values);
          return ref === null ? [] : feedsOfTerm(site, kind, site.queries.term(kind, ref.key)!);
        }),
      ),
    ),
    ...TAXONOMIES.map((kind) => rule(permalinks[kind], otherSpelling(kind))),
    ...["/sitemap/:year-:month.xml", "/sitemap/:year-:month-:n.xml"].map((pattern) => rule(pattern, monthly)),
    ...SITE_FEEDS.map(({ url }) => rule(url, siteFeeds)),
    ...[...SEARCH_FILES, search].map((pattern) =>
      rule(pattern, (site, { slug = "" }) => searchPagesAt(site, pattern, slug)),
    ),
    [COPY_OF_PICTURE, (site, { stem = "" }) => picturePagesAt(site, stem)],
    ...once.map((pattern) => rule(pattern, (site) => siteGroup(site).pages)),
  ];
}

const COPY_OF_PICTURE = /^pictures\/[0-9a-f]{2}\/(?<stem>[0-9a-f]{16})(?:-\d+)?\.[a-z]+$/;

const PERIODS = ["year", "month", "day"] as const;

const otherSpelling = (kind: Taxonomy) => (site: Site, values: Values) => {
  const key = site.queries.slugOwner(kind, pathKey(values.slug ?? ""));
  return key === null || site.queries.term(kind, key) === null ? [] : spellingRedirects(site, { kind, key });
};
