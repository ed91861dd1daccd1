// Which page is at an address: a few look-ups, no walk over the site's pages. What it finds is what `planGroups`
// plans there, for it asks the same planners.
import type { ListingRef, PagePlan } from "../types/pages.js";
import { pathKey } from "../urls.js";
import { categoryFeed, SITE_FEEDS, siteFeeds } from "./feed-pages.js";
import { listingPageAt, spellingRedirects } from "./listings.js";
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
  const rules = patternRules(config.permalinks);
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
  for (const [match, plans] of rules) {
    const found = match.exec(output);
    if (found) yield plans(site, found.groups ?? {});
  }
  for (const known of site.staticPages)
    if (known.output === output || known.redirectFrom.length > 0) yield staticPageGroup(site, known).pages;
}

function patternRules(permalinks: Site["config"]["permalinks"]): Rule[] {
  const rule = (pattern: string, plans: Rule[1]): Rule => [outputPattern(pattern), plans];
  const listing = (pattern: string, refOf: (site: Site, values: Values) => ListingRef | null): Rule =>
    rule(pattern, (site, values) => {
      const ref = refOf(site, values);
      return ref === null ? [] : [listingPageAt(site, ref, Number(values.n ?? 0))];
    });
  const term = (kind: "category" | "tag") => (site: Site, values: Values) => {
    const key = site.queries.termWithSlug(kind, values.slug ?? "");
    return key === null ? null : ({ kind, key } as const);
  };
  const period =
    (kind: "year" | "month" | "day") =>
    (_: Site, { year, month, day }: Values) => {
      const parts = { year: [year], month: [year, month], day: [year, month, day] }[kind];
      return { kind, key: parts.join("-") } as const;
    };
  const monthly: Rule[1] = (site, { year, month }) => monthSitemaps(site, `${year}-${month}`).pages;
  const { archivePage, categories, tags, search } = permalinks;
  const once = [categories, tags, "/404.html", "/robots.txt", "/sitemap.xml", "/sitemap/:slug.xml"];
  return [
    ...["/", permalinks.homePage].map((pattern) => listing(pattern, () => ({ kind: "home" }))),
    ...[permalinks.category, permalinks.categoryPage].map((pattern) => listing(pattern, term("category"))),
    ...[permalinks.tag, permalinks.tagPage].map((pattern) => listing(pattern, term("tag"))),
    ...PERIODS.map((kind) => listing(permalinks[kind], period(kind))),
    ...PERIODS.map((kind) => listing(permalinks[kind] + archivePage, period(kind))),
    rule(permalinks.categoryFeed, (site, values) => {
      const ref = term("category")(site, values);
      return ref === null ? [] : [categoryFeed(site, ref.key)];
    }),
    ...TAXONOMIES.map((kind) => rule(permalinks[kind], otherSpelling(kind))),
    ...["/sitemap/:year-:month.xml", "/sitemap/:year-:month-:n.xml"].map((pattern) => rule(pattern, monthly)),
    ...SITE_FEEDS.map(({ url }) => rule(url, siteFeeds)),
    ...[...SEARCH_FILES, search].map((pattern) =>
      rule(pattern, (site, { slug = "" }) => searchPagesAt(site, pattern, slug)),
    ),
    ...once.map((pattern) => rule(pattern, (site) => siteGroup(site).pages)),
  ];
}

const PERIODS = ["year", "month", "day"] as const;
const TAXONOMIES = ["category", "tag"] as const;

const otherSpelling = (kind: "category" | "tag") => (site: Site, values: Values) => {
  const key = site.queries.slugOwner(kind, pathKey(values.slug ?? ""));
  return key === null ? [] : spellingRedirects(site, { kind, key });
};
