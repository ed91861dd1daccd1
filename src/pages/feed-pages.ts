// Which feeds the site has, and what is in them. How they read is in atom.ts, rss.ts and json-feed.ts.
import type { Config } from "../types/config.js";
import type { ListingRef, PagePlan, PostCard } from "../types/pages.js";
import { fillPattern, withBase } from "../urls.js";
import { entryId, type FeedFacts, type FeedPost } from "./feeds.js";
import { absolute, page, type Site } from "./site.js";

export const SITE_FEEDS = [
  { url: "/feed.xml", template: "built-in/atom" },
  { url: "/rss.xml", template: "built-in/rss" },
  { url: "/feed.json", template: "built-in/json-feed" },
] as const;

/** A feed as planned: its posts are cards still, which every page about them shares. */
export interface PlannedFeed extends Omit<FeedFacts, "posts"> {
  posts: PostCard[];
  site: Pick<Config, "origin" | "basePath">;
}

export function siteFeeds(site: Site): PagePlan[] {
  const { title, description } = site.config;
  const posts = newest(site, { kind: "home" });
  return SITE_FEEDS.map(({ url, template }) => {
    const feed = plannedFeed(site, { kind: "site", title, description, posts }, "/", url);
    return page("feed", url, "feeds:", template, { feed });
  });
}

export function categoryFeed(site: Site, key: string): PagePlan {
  const term = site.queries.term("category", key)!;
  const url = fillPattern(site.config.permalinks.categoryFeed, { slug: term.slug });
  const title = `${term.title} - ${site.config.title}`;
  const posts = newest(site, { kind: "category", key });
  const feed = plannedFeed(
    site,
    { kind: "category", title, description: term.description, posts },
    term.url,
    url,
  );
  return page("feed", url, `category:${key}`, "built-in/atom", { feed });
}

/** What the renderers of feeds want to know. */
export function feedFacts({ posts, site, ...feed }: PlannedFeed): FeedFacts {
  return { ...feed, posts: posts.map((post) => feedPost(site, post)) };
}

function newest(site: Site, ref: ListingRef): PostCard[] {
  const { limit } = site.config.feed;
  const total = site.queries.count(ref);
  return site.queries.slice(ref, Math.max(0, total - limit), limit).reverse();
}

function plannedFeed(
  { config }: Site,
  feed: Pick<PlannedFeed, "kind" | "title" | "description" | "posts">,
  home: string,
  self: string,
): PlannedFeed {
  const { lang, author, timezone: zone, origin, basePath } = config;
  const [homeUrl, selfUrl] = [absolute(config, home), absolute(config, self)];
  return { ...feed, lang, author, zone, homeUrl, selfUrl, site: { origin, basePath } };
}

function feedPost({ origin, basePath }: PlannedFeed["site"], post: PostCard): FeedPost {
  const { title, date, updated, author, lang, image } = post;
  const locate = (url: string) => origin + withBase(basePath, url);
  return {
    id: entryId(origin, post.path, date),
    url: locate(post.url),
    ...{ title, date, updated, author, lang },
    summary: post.excerpt,
    image: image && (image.startsWith("/") && !image.startsWith("//") ? locate(image) : image),
    categories: [...post.categories, ...post.tags].map((term) => term.title),
  };
}
