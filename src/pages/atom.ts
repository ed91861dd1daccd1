// Atom 1.0 (RFC 4287), with Media RSS for images and WebSub hubs.
import { isoWithOffset } from "../time.js";
import { asciiUrl, element, escapeXml, oneLine } from "../xml.js";
import type { FeedFacts, FeedPost } from "./feeds.js";
import { cleanName, cleanNames, feedUpdated, foreignLang, postUpdated } from "./feeds.js";

/** A feed must say when it was updated (section 4.2.15); one without posts says this. */
const NEVER = "1970-01-01T00:00:00Z";

export function renderAtom(facts: FeedFacts): string {
  const updated = feedUpdated(facts);
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n` +
    `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"${lang(facts.lang)}>\n` +
    element("generator", "Broadsheet") +
    link("self", facts.selfUrl, "application/atom+xml") +
    link("alternate", facts.homeUrl, "text/html") +
    (facts.hubs ?? []).map((hub) => link("hub", hub)).join("") +
    element("updated", updated === null ? NEVER : isoWithOffset(updated, facts.zone)) +
    // The feed's own address, as Jekyll's feed plugin has it: no two feeds of a site share it.
    element("id", asciiUrl(facts.selfUrl)) +
    element("title", oneLine(facts.title)) +
    optional("subtitle", oneLine(facts.description)) +
    person(feedAuthor(facts)) +
    facts.posts.map((post) => entry(post, facts)).join("") +
    "</feed>\n"
  );
}

function entry(post: FeedPost, facts: FeedFacts): string {
  const image = post.image && escapeXml(asciiUrl(post.image));
  return (
    `<entry${lang(foreignLang(post, facts))}>\n` +
    element("title", oneLine(post.title)) +
    link("alternate", post.url, "text/html") +
    element("published", isoWithOffset(post.date, facts.zone)) +
    element("updated", isoWithOffset(postUpdated(post), facts.zone)) +
    element("id", asciiUrl(post.id)) +
    cleanNames(post.authors).map(person).join("") +
    cleanNames(post.categories)
      .map((name) => `<category term="${escapeXml(name)}"/>\n`)
      .join("") +
    optional("summary", oneLine(post.summary)) +
    (post.html
      ? element("content", post.html, ` type="html" xml:base="${escapeXml(asciiUrl(post.url))}"`)
      : "") +
    (image ? `<media:thumbnail url="${image}"/>\n<media:content medium="image" url="${image}"/>\n` : "") +
    "</entry>\n"
  );
}

/** Entries without an author have the feed's, so that must be there unless each brings its own (section 4.1.1). */
function feedAuthor(facts: FeedFacts): string | null {
  const author = cleanName(facts.author);
  const needed =
    facts.posts.length === 0 || facts.posts.some((post) => cleanNames(post.authors).length === 0);
  return author ?? (needed ? oneLine(facts.title) || new URL(facts.homeUrl).hostname : null);
}

const lang = (tag: string | null): string => (tag ? ` xml:lang="${escapeXml(tag)}"` : "");

const person = (name: string | null): string => (name ? `<author>\n${element("name", name)}</author>\n` : "");

const optional = (name: string, text: string): string => (text ? element(name, text) : "");

function link(rel: string, url: string, type?: string): string {
  return `<link rel="${rel}"${type ? ` type="${type}"` : ""} href="${escapeXml(asciiUrl(url))}"/>\n`;
}
