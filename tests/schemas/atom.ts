// RFC 4287 as far as our feeds use it; closed, so that anything else is a problem.
import type { XmlNode } from "./xml.js";
import { childrenOf, contentProblems, failing, isRfc3339, isUri, readXml, textOf } from "./xml.js";

const FEED =
  "atom:id atom:title atom:updated atom:link+ atom:author* atom:subtitle? atom:generator? atom:category* atom:entry*";
const ENTRY =
  "atom:id atom:title atom:updated atom:published? atom:link+ atom:author* atom:category* atom:summary? atom:content? media:content? media:thumbnail?";

export function atomProblems(xml: string): string[] {
  const feed = readXml(xml);
  const entries = childrenOf(feed, "atom:entry");
  const ids = entries.map((entry) => textOf(entry, "atom:id"));
  const hasAuthor = (node: XmlNode) => childrenOf(node, "atom:author").length > 0;
  return [
    ...failing([feed.name], (name) => name === "atom:feed", "not the root of a feed"),
    ...contentProblems(feed, FEED),
    ...partProblems(feed),
    ...failing(links(feed, "self"), isUri, "the link to itself (4.1.1)"),
    ...failing([feed], () => links(feed, "self").length === 1, "no link to itself (4.1.1)"),
    ...failing([feed], () => feed.attributes["xml:lang"] !== undefined, "no xml:lang"),
    ...failing([feed], () => hasAuthor(feed) || entries.every(hasAuthor), "an entry without author (4.1.1)"),
    ...failing([ids], () => new Set(ids).size === ids.length, "two entries with one id"),
    ...entries.flatMap((entry) => [
      ...contentProblems(entry, ENTRY),
      ...partProblems(entry),
      ...failing([entry], () => links(entry, "alternate").length === 1, "not one alternate link (4.1.2)"),
    ]),
  ];
}

const links = (node: XmlNode, rel: string): string[] =>
  childrenOf(node, "atom:link")
    .filter((link) => link.attributes.rel === rel)
    .map((link) => link.attributes.href ?? "");

function partProblems(node: XmlNode): string[] {
  const uris = childrenOf(node, "atom:link").map((link) => link.attributes.href ?? "");
  const dates = [...childrenOf(node, "atom:updated"), ...childrenOf(node, "atom:published")];
  const terms = childrenOf(node, "atom:category").map((category) => category.attributes.term ?? "");
  return [
    ...failing([...uris, textOf(node, "atom:id") ?? ""], isUri, "not a URI"),
    ...failing(
      dates.map((date) => date.text),
      isRfc3339,
      "not a date (3.3)",
    ),
    ...failing(
      links(node, "alternate"),
      () => links(node, "alternate").length === 1,
      "two alternates (4.1.1)",
    ),
    ...failing(terms, (term) => term !== "", "a category without term (4.2.2.1)"),
    ...childrenOf(node, "atom:author").flatMap((author) => [
      ...contentProblems(author, "atom:name atom:uri? atom:email?"),
      ...failing([author], () => Boolean(textOf(author, "atom:name")), "an author without a name (3.2.1)"),
    ]),
    ...childrenOf(node, "atom:content").flatMap((content) =>
      failing(
        [content.attributes.type ?? "text"],
        (type) => ["text", "html"].includes(type),
        "content's type",
      ),
    ),
  ];
}
