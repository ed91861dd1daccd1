// RSS 2.0 with the Best Practices Profile, as far as our feeds use them; closed, so that anything else is a problem.
import type { XmlNode } from "./xml.js";
import { childrenOf, contentProblems, failing, isHttpUrl, isUri, readXml, textOf } from "./xml.js";

const CHANNEL =
  "title link description language? lastBuildDate? generator? docs? dc:creator* atom:link+ item*";
const ITEM =
  "title? link? description? guid? pubDate? category* dc:creator* dc:language? content:encoded? media:content?";

export function rssProblems(xml: string): string[] {
  const rss = readXml(xml);
  const channel = childrenOf(rss, "channel")[0]!;
  const items = childrenOf(channel, "item");
  const guids = items.map((item) => textOf(item, "guid"));
  const self = childrenOf(channel, "atom:link").filter((link) => link.attributes.rel === "self");
  return [
    ...failing([rss.name, rss.attributes.version], (text) => text === "rss" || text === "2.0", "not RSS 2.0"),
    ...contentProblems(rss, "channel"),
    ...contentProblems(channel, CHANNEL),
    ...failing(["title", "link", "description"], (name) => Boolean(textOf(channel, name)), "empty"),
    ...failing(
      [channel],
      () => self.length === 1 && self[0]!.attributes.type === "application/rss+xml",
      "self",
    ),
    ...failing([textOf(channel, "link") ?? ""], isHttpUrl, "not a URL"),
    ...failing(datesOf(channel, "lastBuildDate"), isRfc822, "not a date"),
    ...failing([guids], () => new Set(guids).size === guids.length, "two items with one guid"),
    ...items.flatMap(itemProblems),
  ];
}

function itemProblems(item: XmlNode): string[] {
  const guid = childrenOf(item, "guid")[0];
  return [
    ...contentProblems(item, ITEM),
    ...failing(
      [item],
      () => Boolean(textOf(item, "title") || textOf(item, "description")),
      "an item with no text",
    ),
    ...failing([textOf(item, "link") ?? ""], isHttpUrl, "not a URL"),
    ...failing(
      [guid?.text ?? ""],
      guid?.attributes.isPermaLink === "false" ? isUri : isHttpUrl,
      "not a guid",
    ),
    ...failing(datesOf(item, "pubDate"), isRfc822, "not a date"),
    ...failing(
      childrenOf(item, "category").map((category) => category.text),
      (name) => name !== "",
      "a category without a name",
    ),
  ];
}

const datesOf = (node: XmlNode, name: string): string[] => childrenOf(node, name).map((date) => date.text);

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** RFC 822 with the Profile's four-digit year and a numeric offset; the day of the week has to be that day's. */
export function isRfc822(text: string): boolean {
  const match =
    /^([A-Z][a-z]{2}), (\d{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d [+-]\d{4}$/.exec(
      text,
    );
  return match !== null && DAYS[new Date(`${match[2]} UTC`).getUTCDay()] === match[1];
}
