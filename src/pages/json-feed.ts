// JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).
import { isoWithOffset } from "../time.js";
import { asciiUrl, cleanText, oneLine } from "../xml.js";
import type { FeedFacts, FeedPost } from "./feeds.js";
import { cleanNames, foreignLang } from "./feeds.js";

export function renderJsonFeed(facts: FeedFacts): string {
  const feed = {
    version: "https://jsonfeed.org/version/1.1",
    title: oneLine(facts.title),
    home_page_url: asciiUrl(facts.homeUrl),
    feed_url: asciiUrl(facts.selfUrl),
    description: oneLine(facts.description) || undefined,
    language: facts.lang,
    authors: authors([facts.author ?? ""]),
    hubs: facts.hubs?.length ? facts.hubs.map((hub) => ({ type: "WebSub", url: asciiUrl(hub) })) : undefined,
    items: facts.posts.map((post) => item(post, facts)),
  };
  return `${JSON.stringify(feed, null, 1)}\n`;
}

/** Keys with `undefined` are not written. */
function item(post: FeedPost, facts: FeedFacts) {
  const title = oneLine(post.title);
  const summary = oneLine(post.summary);
  const tags = cleanNames(post.categories);
  return {
    id: post.id,
    url: asciiUrl(post.url),
    title,
    ...body(post, title, summary),
    image: post.image ? asciiUrl(post.image) : undefined,
    date_published: isoWithOffset(post.date, facts.zone),
    date_modified:
      post.updated !== null && post.updated > post.date ? isoWithOffset(post.updated, facts.zone) : undefined,
    authors: authors(post.authors),
    tags: tags.length > 0 ? tags : undefined,
    language: foreignLang(post, facts) ?? undefined,
  };
}

/** An item must have HTML or text; where the summary is its text, saying it again as the summary helps no one. */
function body(post: FeedPost, title: string, summary: string) {
  if (post.html) return { content_html: cleanText(post.html), summary: summary || undefined };
  return { content_text: summary || title };
}

function authors(names: readonly string[]) {
  const clean = cleanNames(names);
  return clean.length > 0 ? clean.map((name) => ({ name })) : undefined;
}
