// Which feeds the site has, and what is in them. How they read is in atom.ts, rss.ts and json-feed.ts.
import type { Config } from "../types/config.js";
import type { Taxonomy } from "../types/content.js";
import type { FeedLink, ListingRef, PagePlan, PostCard, TermLink } from "../types/pages.js";
import { withBase } from "../urls.js";
import { absoluteLinks } from "./absolute-links.js";
import { FEED_TYPES, type FeedPlace, SITE_FEEDS, termFeeds } from "./feed-urls.js";
import { entryId, type FeedFacts, type FeedPost } from "./feeds.js";
import { absolute, page, type Site } from "./site.js";

/** A feed as planned: its posts are cards still, which every page about them shares. */
export interface PlannedFeed extends Omit<FeedFacts, "posts"> {
  posts: PostCard[];
  /** The source of each post whose whole text is in the feed; empty: excerpts. */
  bodies: BodySource[];
  site: Pick<Config, "origin" | "basePath">;
}

export interface BodySource {
  path: string;
  fingerprint: string;
}

export function siteFeeds(site: Site): PagePlan[] {
  const { title, description } = site.config;
  const posts = newest(site, { kind: "home" });
  return SITE_FEEDS.map((place) =>
    feedPage(site, { kind: "site", title, description, posts }, "/", "feeds:", place),
  );
}

/** The feeds of a term, which come and go with its pages. */
export function feedsOfTerm(site: Site, kind: Taxonomy, term: TermLink): PagePlan[] {
  const places = termFeeds(site.config, kind, term.slug);
  if (places.length === 0) return [];
  const { title, description } = term;
  const posts = newest(site, { kind, key: term.key });
  const facts = { kind, title: `${title} - ${site.config.title}`, description, posts };
  return places.map((place) => feedPage(site, facts, term.url, `${kind}:${term.key}`, place));
}

/** What a term's pages say of its feeds. */
export function feedLinks(site: Site, kind: Taxonomy, { slug, title }: TermLink): FeedLink[] {
  return termFeeds(site.config, kind, slug).map(({ format, url }) => ({
    type: FEED_TYPES[format],
    title,
    url,
  }));
}

/** What the renderers of feeds want to know. `bodyOf` gives the HTML of a post by its source. */
export function feedFacts(
  { posts, bodies, site, ...feed }: PlannedFeed,
  bodyOf: (source: BodySource) => string,
): FeedFacts {
  const sources = new Map(bodies.map((source) => [source.path, source]));
  return {
    ...feed,
    posts: posts.map((post) => {
      const source = sources.get(post.path);
      return feedPost(site, post, source && bodyOf(source));
    }),
  };
}

function newest(site: Site, ref: ListingRef): PostCard[] {
  const { limit } = site.config.feed;
  const total = site.queries.count(ref);
  return site.queries.slice(ref, Math.max(0, total - limit), limit).reverse();
}

function feedPage(
  { config, queries }: Site,
  feed: Pick<PlannedFeed, "kind" | "title" | "description" | "posts">,
  home: string,
  subject: string,
  { url, format }: FeedPlace,
): PagePlan {
  const { lang, author, timezone: zone, origin, basePath } = config;
  const isFull = config.feed.content === "full";
  const bodies = isFull ? feed.posts.map((post) => sourceOf(queries, post)) : [];
  const [homeUrl, selfUrl] = [absolute(config, home), absolute(config, url)];
  const { hubs } = config.feed;
  const planned = { ...feed, bodies, hubs, lang, author, zone, homeUrl, selfUrl, site: { origin, basePath } };
  return page("feed", url, subject, `built-in/${format}`, { feed: planned satisfies PlannedFeed });
}

const sourceOf = (queries: Site["queries"], post: PostCard): BodySource => ({
  path: post.path,
  fingerprint: queries.fingerprintOf(post),
});

function feedPost(
  { origin, basePath }: PlannedFeed["site"],
  post: PostCard,
  body: string | undefined,
): FeedPost {
  const { title, date, updated, author, authors, lang, image } = post;
  const locate = (url: string) => origin + withBase(basePath, url);
  const url = locate(post.url);
  return {
    id: entryId(origin, post.path, date),
    ...{ url, title, date, updated, lang },
    summary: post.excerpt,
    html: body && absoluteLinks(body, { page: url, root: origin + basePath }),
    authors: authors.length > 0 ? authors.map((term) => term.title) : author === null ? [] : [author],
    image: image && (image.startsWith("/") && !image.startsWith("//") ? locate(image) : image),
    categories: [...post.categories, ...post.tags].map((term) => term.title),
  };
}
