// What a page says to machines about itself: schema.org as JSON-LD, by Google's rules for articles, breadcrumbs, lists
// and profiles, and the dates that Baidu asks for. A page holds it as data, which no browser runs.
import nunjucks from "nunjucks";
import type { Graph, ItemList, NewsArticle, Thing, WebSite } from "schema-dts";
import { isTaxonomy } from "../taxonomies.js";
import { isoWithOffset } from "../time.js";
import type { Config } from "../types/config.js";
import type { ListingPage, PageFact, PostCard, SeriesBox, TermLink } from "../types/pages.js";
import { withBase } from "../urls.js";
import { breadcrumbsOf } from "./breadcrumbs.js";
import { type Context, given, type PageFacts } from "./page-facts.js";
import { authorNode, byline, publisherNode } from "./people.js";

/** Of the shared inputs, those that it is made from beyond what every page reads. */
export const STRUCTURED_DATA_READS = [
  "site.author",
  "site.description",
  "site.publisher",
  "site.title",
  "urls:",
] as const;

/** `<script>` elements of data; empty for a page that is not to be found. */
export function structuredData(
  facts: PageFacts,
  config: Config,
  words: Readonly<Record<string, string>>,
): nunjucks.runtime.SafeString {
  const absolute = (url: string) =>
    /^\/(?!\/)/.test(url) ? config.origin + withBase(config.basePath, url) : url;
  const context = { config, words, absolute };
  const nodes = nodesOf(facts, context);
  const graph = { "@context": "https://schema.org", "@graph": nodes } satisfies Graph;
  const elements = nodes.length > 0 ? [dataElement(graph)] : [];
  if (facts.post && isChinese(facts.page.lang))
    elements.push(dataElement(baiduDates(facts.page, facts.post)));
  return new nunjucks.runtime.SafeString(elements.join("\n"));
}

export const isChinese = (lang: string): boolean => /^zh(?:-|$)/i.test(lang);

/** In JSON, no text can end the element or begin another: `<` is written as its number. */
function dataElement(data: object): string {
  const json = JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `<script type="application/ld+json">${json}</script>`;
}

function nodesOf(facts: PageFacts, context: Context): Thing[] {
  const { page, post, listing, term } = facts;
  if (page.kind === "not-found" || page.kind === "redirect") return [];
  const breadcrumbs = breadcrumbsOf(facts, context);
  const trail = breadcrumbs === null ? [] : [breadcrumbs];
  if (post) return [article(facts, post, context), ...trail];
  if (page.url === "/") return [webSite(context), ...(listing ? [list(page, listing, context)] : [])];
  const about = {
    "@id": page.canonical,
    url: page.canonical,
    name: page.title,
    inLanguage: page.lang,
  } as const;
  const isPartOf = { "@id": siteId(context) };
  if (page.kind === "author" && term) {
    const mainEntity = authorNode({ term, profile: facts.profile ?? null }, context);
    return [{ "@type": "ProfilePage", ...about, isPartOf, mainEntity }, ...trail];
  }
  const description = given({ description: page.description || undefined });
  if (page.kind === "page") return [{ "@type": "WebPage", ...about, ...description, isPartOf }, ...trail];
  // Archives are headlines by the hundred: the links say as much.
  const isListed = listing && (isTaxonomy(page.kind) || page.kind === "home");
  const mainEntity = given({ mainEntity: isListed ? list(page, listing, context) : undefined });
  return [{ "@type": "CollectionPage", ...about, ...description, isPartOf, ...mainEntity }, ...trail];
}

const siteId = ({ absolute }: Context) => `${absolute("/")}#website`;

function webSite(context: Context): WebSite {
  const { title, description, lang } = context.config;
  return {
    "@type": "WebSite",
    "@id": siteId(context),
    url: context.absolute("/"),
    name: title,
    ...given({ description: description || undefined }),
    inLanguage: lang,
    publisher: publisherNode(context),
  };
}

/** Google's "summary page": an address for each item, which says the rest itself. */
function list(page: PageFact, listing: ListingPage, { absolute }: Context): ItemList {
  return {
    "@type": "ItemList",
    "@id": `${page.canonical}#list`,
    itemListOrder: "https://schema.org/ItemListOrderDescending",
    numberOfItems: listing.posts.length,
    itemListElement: listing.posts.map((post, index) => ({
      "@type": "ListItem",
      position: index + 1,
      url: absolute(post.url),
    })),
  };
}

function article(facts: PageFacts, post: PostCard, context: Context): NewsArticle {
  const { page, authors = [], series } = facts;
  const { timezone } = context.config;
  const images = [post.image, page.shareCard].filter((url) => url !== null).map(context.absolute);
  const named = (terms: readonly TermLink[]) =>
    terms.length > 0 ? terms.map((term) => term.title) : undefined;
  return {
    "@type": "NewsArticle",
    mainEntityOfPage: page.canonical,
    url: page.canonical,
    headline: post.title,
    ...given({
      description: page.description || undefined,
      image: images.length > 0 ? images : undefined,
      articleSection: named(post.categories),
      keywords: named(post.tags),
    }),
    datePublished: isoWithOffset(post.date, timezone),
    dateModified: isoWithOffset(lastChanged(post), timezone),
    author: byline(post, authors, context),
    publisher: publisherNode(context),
    inLanguage: page.lang,
    wordCount: post.words,
    isPartOf: [{ "@id": siteId(context) }, ...(series ? [seriesNode(series, context)] : [])],
  };
}

const seriesNode = ({ term }: SeriesBox, { absolute }: Context) =>
  ({ "@type": "CreativeWorkSeries", name: term.title, url: absolute(term.url) }) as const;

/** An update that is older than its post is a slip. */
const lastChanged = ({ date, updated }: PostCard): number => Math.max(date, updated ?? date);

/**
 * Baidu's "landing page time factor": JSON-LD in a context of its own, with times of Beijing that name no zone. Written
 * by Baidu's webmaster rules, https://ziyuan.baidu.com/wiki/1000.
 */
function baiduDates(page: PageFact, post: PostCard): object {
  const inBeijing = (instant: number) =>
    isoWithOffset(instant, "Asia/Shanghai").slice(0, "2022-03-23T20:37:10".length);
  return {
    "@context": "https://ziyuan.baidu.com/contexts/cambrian.jsonld",
    "@id": page.canonical,
    title: page.title,
    description: page.description || undefined,
    pubDate: inBeijing(post.date),
    upDate: inBeijing(lastChanged(post)),
  };
}
