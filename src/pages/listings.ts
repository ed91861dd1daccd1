// Listings with frozen pages. Numbers count from the oldest post: page 1 holds the oldest, a full page never
// changes when a post is added, and the head shows the newest `perPage` to `2 × perPage − 1`.
import { isTaxonomy, TAXONOMY } from "../taxonomies.js";
import type { Taxonomy } from "../types/content.js";
import type { ListingPage, ListingRef, PagePlan, PostCard, TouchedListing } from "../types/pages.js";
import { fillPattern, pathKey, slugify } from "../urls.js";
import { archiveFacts, archiveUrl } from "./archives.js";
import { feedLinks, feedsOfTerm } from "./feed-pages.js";
import { homePage } from "./home.js";
import { redirects } from "./post-pages.js";
import { type Group, outputOf, page, pageFact, type Site } from "./site.js";

/** How many frozen pages a listing of `total` posts has. */
export function frozenPages(total: number, perPage: number): number {
  return Math.max(0, Math.floor(total / perPage) - 1);
}

const pageSize = ({ config }: Site, { kind }: ListingRef): number =>
  kind === "year" || kind === "month" || kind === "day" ? config.archivePerPage : config.perPage;

/** `home:`, `category:news`, `month:2022-03`: the subject of a listing's pages. */
export const listingId = (ref: ListingRef): string => `${ref.kind}:${"key" in ref ? ref.key : ""}`;

export function parseListingId(id: string): ListingRef {
  const colon = id.indexOf(":");
  const kind = id.slice(0, colon) as ListingRef["kind"];
  return kind === "home" ? { kind } : { kind, key: id.slice(colon + 1) };
}

/**
 * The pages of a listing. With `touched`, only those that can differ: the head, the frozen pages from the first
 * that shifted, and those that hold a post that looks different.
 */
export function listingGroup(site: Site, ref: ListingRef, touched: TouchedListing | null): Group {
  const subject = listingId(ref);
  const isHidden = isTermRef(ref) && site.queries.term(ref.kind, ref.key) === null;
  const total = isHidden ? 0 : site.queries.count(ref);
  if (total === 0)
    return { subject, from: 1, pages: ref.kind === "home" ? [homePage(site, headOf(site, ref, 0))] : [] };
  const perPage = pageSize(site, ref);
  const frozen = frozenPages(total, perPage);
  const from = firstShifted(site, ref, touched, frozen);
  const changed = (touched?.changed ?? []).map((at) => Math.floor(site.queries.rank(ref, at) / perPage) + 1);
  const single = [...new Set(changed)].filter((number) => number < from && number <= frozen);
  return { subject, from, pages: listingPages(site, ref, total, single, from) };
}

/**
 * The first frozen page that a shift can reach: the one that holds the place, and the one before, which was the
 * last one perhaps and led to the head.
 */
function firstShifted(site: Site, ref: ListingRef, touched: TouchedListing | null, frozen: number): number {
  if (touched === null) return 1;
  if (touched.shiftedFrom === null) return frozen + 1;
  return Math.max(1, Math.floor(site.queries.rank(ref, touched.shiftedFrom) / pageSize(site, ref)) - 1);
}

/** One page of a listing: a frozen one, or the head (`number` 0). `null`: there is no such page. */
export function listingPageAt(site: Site, ref: ListingRef, number: number): PagePlan | null {
  const total = site.queries.count(ref);
  if (total === 0 && ref.kind !== "home") return null;
  const perPage = pageSize(site, ref);
  const last = frozenPages(total, perPage);
  if (number > last) return null;
  if (number > 0) {
    const posts = site.queries.slice(ref, (number - 1) * perPage, perPage).reverse();
    return listingPage(site, ref, frozenPage(site, ref, number, last, posts));
  }
  const head = headOf(site, ref, total);
  return ref.kind === "home" ? homePage(site, head) : listingPage(site, ref, head);
}

function* listingPages(
  site: Site,
  ref: ListingRef,
  total: number,
  single: readonly number[],
  from: number,
): Iterable<PagePlan> {
  const perPage = pageSize(site, ref);
  const last = frozenPages(total, perPage);
  for (const number of single) yield listingPageAt(site, ref, number)!;
  if (from <= last) {
    const walk = site.queries.walk(ref, (from - 1) * perPage)[Symbol.iterator]();
    for (let number = from; number <= last; number++)
      yield listingPage(site, ref, frozenPage(site, ref, number, last, take(walk, perPage).reverse()));
  }
  yield listingPageAt(site, ref, 0)!;
  if (isTermRef(ref)) {
    yield* feedsOfTerm(site, ref.kind, site.queries.term(ref.kind, ref.key)!);
    yield* spellingRedirects(site, ref);
  }
}

function take<T>(iterator: Iterator<T>, count: number): T[] {
  const taken: T[] = [];
  while (taken.length < count) {
    const next = iterator.next();
    if (next.done) break;
    taken.push(next.value);
  }
  return taken;
}

function headOf(site: Site, ref: ListingRef, total: number): ListingPage {
  const perPage = pageSize(site, ref);
  const frozen = frozenPages(total, perPage);
  const posts = site.queries.slice(ref, frozen * perPage, 2 * perPage).reverse();
  const older = frozen > 0 ? pageUrl(site, ref, frozen) : null;
  return { ...identity(ref), number: null, posts, older, newer: null, total, url: headUrl(site, ref) };
}

function frozenPage(
  site: Site,
  ref: ListingRef,
  number: number,
  last: number,
  posts: PostCard[],
): ListingPage {
  const older = number > 1 ? pageUrl(site, ref, number - 1) : null;
  const newer = number < last ? pageUrl(site, ref, number + 1) : headUrl(site, ref);
  return { ...identity(ref), number, posts, older, newer, total: null, url: headUrl(site, ref) };
}

const identity = (ref: ListingRef) => ({ kind: ref.kind, key: "key" in ref ? ref.key : "" });

function listingPage(site: Site, ref: ListingRef, listing: ListingPage): PagePlan {
  const url = listing.number === null ? listing.url : pageUrl(site, ref, listing.number);
  const { template, facts, title, description } = describe(site, ref, listing.number === null);
  const fact = pageFact(site.config, url, { kind: ref.kind, title, description });
  const number = listing.number ?? 0;
  return page("listing", url, listingId(ref), template, { page: fact, listing, ...facts }, { number });
}

type TermRef = Extract<ListingRef, { kind: Taxonomy }>;
const isTermRef = (ref: ListingRef): ref is TermRef => isTaxonomy(ref.kind);

interface Description {
  template: string;
  title: string;
  description: string;
  facts: Record<string, unknown>;
}

function describe(site: Site, ref: ListingRef, isHead: boolean): Description {
  const { config, queries } = site;
  if (ref.kind === "home")
    return { template: "listing", title: config.title, description: config.description, facts: {} };
  if (isTermRef(ref)) {
    const term = queries.term(ref.kind, ref.key)!;
    const { title, description } = term;
    const feeds = feedLinks(site, ref.kind, term);
    const feed = feeds[0]?.url ?? null;
    const profile = ref.kind === "author" ? { profile: queries.profile(ref.key) } : {};
    const directory = config.permalinks[TAXONOMY[ref.kind].patterns.directory];
    return { template: ref.kind, title, description, facts: { term, feed, feeds, directory, ...profile } };
  }
  return { template: "archive", description: "", ...archiveFacts(site, ref, isHead) };
}

function headUrl(site: Site, ref: ListingRef): string {
  if (ref.kind === "home") return "/";
  if (isTermRef(ref)) return site.queries.term(ref.kind, ref.key)!.url;
  return archiveUrl(site, ref.key);
}

function pageUrl(site: Site, ref: ListingRef, n: number): string {
  const { permalinks } = site.config;
  if (ref.kind === "home") return fillPattern(permalinks.homePage, { n });
  if (isTermRef(ref))
    return fillPattern(permalinks[TAXONOMY[ref.kind].patterns.page], { slug: slugOf(site, ref), n });
  return archiveUrl(site, ref.key) + fillPattern(permalinks.archivePage, { n }).replace(/^\//, "");
}

const slugOf = (site: Site, ref: TermRef): string => site.queries.term(ref.kind, ref.key)!.slug;

/** A spelling whose URL would differ by more than case leads to the term. */
export function spellingRedirects(site: Site, ref: TermRef): PagePlan[] {
  const term = site.queries.term(ref.kind, ref.key)!;
  const own = pathKey(outputOf(term.url));
  const pattern = site.config.permalinks[ref.kind];
  const urls = new Map<string, string>();
  for (const name of site.queries.otherSpellings(ref.kind, ref.key)) {
    const url = fillPattern(pattern, { slug: slugify(name) });
    const key = pathKey(outputOf(url));
    if (key !== own && site.queries.slugOwner(ref.kind, pathKey(slugify(name))) === ref.key)
      urls.set(key, url);
  }
  return redirects(site, listingId(ref), term.url, [...urls.values()]);
}
