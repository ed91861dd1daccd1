// RSS 2.0 by the RSS Advisory Board's specification and its Best Practices Profile, with Dublin Core for authors
// (RSS wants their e-mail address), the content module for bodies, and Media RSS for images (an enclosure must
// say its length, which is not known here).
import { isoWithOffset, offsetAt } from "../time.js";
import type { Instant } from "../types/content.js";
import { asciiUrl, element, escapeXml, oneLine } from "../xml.js";
import type { FeedFacts, FeedPost } from "./feeds.js";
import { cleanName, cleanNames, feedUpdated, foreignLang } from "./feeds.js";

const OPEN =
  `<?xml version="1.0" encoding="UTF-8"?>\n` +
  `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"` +
  ` xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">\n` +
  `<channel>\n`;

export function renderRss(facts: FeedFacts): string {
  const updated = feedUpdated(facts);
  return (
    OPEN +
    plain("title", facts.title) +
    element("link", asciiUrl(facts.homeUrl)) +
    html("description", asHtml(oneLine(facts.description) || facts.title)) +
    element("language", facts.lang) +
    (updated === null ? "" : element("lastBuildDate", rfc822(updated, facts.zone))) +
    element("generator", "Broadsheet") +
    element("docs", "https://www.rssboard.org/rss-specification") +
    atomLink("self", facts.selfUrl, "application/rss+xml") +
    (facts.hubs ?? []).map((hub) => atomLink("hub", hub)).join("") +
    facts.posts.map((post) => item(post, facts)).join("") +
    "</channel>\n</rss>\n"
  );
}

function item(post: FeedPost, facts: FeedFacts): string {
  const named = cleanNames(post.authors);
  const authors = named.length > 0 ? named : [cleanName(facts.author) ?? ""].filter(Boolean);
  const lang = foreignLang(post, facts);
  return (
    "<item>\n" +
    plain("title", post.title) +
    element("link", asciiUrl(post.url)) +
    element("guid", asciiUrl(post.id), ` isPermaLink="${post.id === post.url}"`) +
    element("pubDate", rfc822(post.date, facts.zone)) +
    authors.map((name) => plain("dc:creator", name)).join("") +
    (lang ? element("dc:language", lang) : "") +
    cleanNames(post.categories)
      .map((name) => plain("category", name))
      .join("") +
    html("description", asHtml(post.summary)) +
    (post.html ? html("content:encoded", post.html) : "") +
    (post.image ? `<media:content medium="image" url="${escapeXml(asciiUrl(post.image))}"/>\n` : "") +
    "</item>\n"
  );
}

/** The Profile's way of writing `&` and `<` in plain text: readers that take a title for HTML still show it right. */
function plain(name: string, text: string): string {
  const escaped = escapeXml(oneLine(text)).replaceAll("&amp;", "&#x26;").replaceAll("&lt;", "&#x3C;");
  return `<${name}>${escaped}</${name}>\n`;
}

/** HTML in XML: a plain text must have become HTML before (`asHtml`), a body is HTML already. */
const html = (name: string, markup: string): string => (markup ? element(name, markup) : "");

const asHtml = (text: string): string =>
  oneLine(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function atomLink(rel: string, url: string, type?: string): string {
  return `<atom:link rel="${rel}"${type ? ` type="${type}"` : ""} href="${escapeXml(asciiUrl(url))}"/>\n`;
}

/** RFC 822 with the Profile's four-digit year and an offset: `Wed, 23 Mar 2022 20:37:10 +0800`. */
function rfc822(instant: Instant, zone: string): string {
  const offset = isoWithOffset(instant, zone).slice(-6).replace(":", "");
  // ECMAScript fixes the form and the English names of toUTCString.
  return new Date(instant + offsetAt(zone, instant) * 60_000).toUTCString().replace("GMT", offset);
}
