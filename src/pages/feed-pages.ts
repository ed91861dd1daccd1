// Which feeds the site has, and what is in them. How they read is in atom.ts, rss.ts and json-feed.ts.
import type { ListingRef, PagePlan, PostCard } from "../types.js";
import { fillPattern } from "../urls.js";
import { entryId, type FeedFacts, type FeedPost } from "./feeds.js";
import { absolute, page, type Site } from "./site.js";

export const SITE_FEEDS = [
  { url: "/feed.xml", template: "built-in/atom" },
  { url: "/rss.xml", template: "built-in/rss" },
  { url: "/feed.json", template: "built-in/json-feed" },
] as const;

export function siteFeeds(site: Site): PagePlan[] {
  const { title, description } = site.config;
  const posts = newest(site, { kind: "home" });
  return SITE_FEEDS.map(({ url, template }) => {
    const feed = facts(site, { kind: "site", title, description, home: "/", self: url, posts });
    return page("feed", url, "feeds:", template, { feed });
  });
}

export function categoryFeed(site: Site, key: string): PagePlan {
  const term = site.queries.term("category", key)!;
  const url = fillPattern(site.config.permalinks.categoryFeed, { slug: term.slug });
  const title = `${term.title} - ${site.config.title}`;
  const posts = newest(site, { kind: "category", key });
  const feed = facts(site, { kind: "category", title, description: term.description, home: term.url, self: url, posts });
  return page("feed", url, `category:${key}`, "built-in/atom", { feed });
}

function newest(site: Site, ref: ListingRef): FeedPost[] {
  const { limit } = site.config.feed;
  const total = site.queries.count(ref);
  const posts = site.queries.slice(ref, Math.max(0, total - limit), limit).reverse();
  return posts.map((post) => feedPost(site, post));
}

function feedPost(site: Site, post: PostCard): FeedPost {
  const { config } = site;
  const { title, date, updated, author, lang } = post;
  return {
    id: entryId(config.origin, post.path, date),
    url: absolute(config, post.url),
    ...{ title, date, updated, author, lang },
    summary: post.excerpt,
    image: post.image && (post.image.startsWith("/") ? absolute(config, post.image) : post.image),
    categories: [...post.categories, ...post.tags].map((term) => term.title),
  };
}

function facts(
  site: Site,
  feed: Pick<FeedFacts, "kind" | "title" | "description" | "posts"> & { home: string; self: string },
): FeedFacts {
  const { home, self, ...rest } = feed;
  const { lang, author, timezone } = site.config;
  return {
    ...rest,
    ...{ lang, author, zone: timezone },
    homeUrl: absolute(site.config, home),
    selfUrl: absolute(site.config, self),
  };
}
