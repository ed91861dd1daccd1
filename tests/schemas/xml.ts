// A strict, namespace-aware XML reader for tests (whatever XML 1.0 forbids throws), and element rules.
import { SaxesParser } from "saxes";

export interface XmlNode {
  /** `atom:entry`: the prefix of NAMESPACES, whatever the document calls it; none for an element without a namespace. */
  name: string;
  attributes: Record<string, string>;
  children: XmlNode[];
  /** Its own text, not its children's. */
  text: string;
}

const NAMESPACES: Readonly<Record<string, string>> = {
  "http://www.w3.org/2005/Atom": "atom",
  "http://search.yahoo.com/mrss/": "media",
  "http://purl.org/dc/elements/1.1/": "dc",
  "http://purl.org/rss/1.0/modules/content/": "content",
  "http://www.sitemaps.org/schemas/sitemap/0.9": "sitemap",
  "http://www.google.com/schemas/sitemap-image/1.1": "image",
  "http://www.google.com/schemas/sitemap-news/0.9": "news",
};

export function readXml(xml: string): XmlNode {
  const top: XmlNode = { name: "", attributes: {}, children: [], text: "" };
  const open = [top];
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ uri, local, attributes }) => {
    const name = uri === "" ? local : `${NAMESPACES[uri] ?? uri}:${local}`;
    const values = Object.values(attributes).filter((attribute) => !/^xmlns(:|$)/.test(attribute.name));
    const node: XmlNode = {
      name,
      attributes: Object.fromEntries(values.map((attribute) => [attribute.name, attribute.value])),
      children: [],
      text: "",
    };
    open.at(-1)!.children.push(node);
    open.push(node);
  });
  parser.on("closetag", () => void open.pop());
  const addText = (text: string) => {
    open.at(-1)!.text += text;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.write(xml).close();
  return top.children[0]!;
}

export const childrenOf = (node: XmlNode, name: string): XmlNode[] =>
  node.children.filter((child) => child.name === name);

/** The text of the first child of that name. */
export const textOf = (node: XmlNode, name: string): string | undefined => childrenOf(node, name)[0]?.text;

/** Children that are missing, too many or unknown, by a rule like `atom:id atom:link+ atom:author* atom:subtitle?`. */
export function contentProblems(node: XmlNode, rule: string): string[] {
  const allowed = new Map(rule.split(/\s+/).map((part) => [part.replace(/[+*?]$/, ""), part.at(-1)!]));
  const unknown = node.children.filter((child) => !allowed.has(child.name)).map((child) => child.name);
  const miscounted = [...allowed].filter(([name, occurs]) => {
    const count = childrenOf(node, name).length;
    return (count === 0 && !"*?".includes(occurs)) || (count > 1 && !"*+".includes(occurs));
  });
  return [
    ...unknown.map((name) => `${node.name} holds ${name}`),
    ...miscounted.map(([name]) => `${node.name} holds ${childrenOf(node, name).length} ${name}`),
  ];
}

/** One problem for each item that fails. */
export function failing<T>(items: readonly T[], passes: (item: T) => boolean, problem: string): string[] {
  return items
    .filter((item) => !passes(item))
    .map((item) => `${problem}: ${typeof item === "string" ? item : ""}`);
}

/** RFC 3339 with its offset, as Atom, JSON Feed and W3C datetime want it. */
export const isRfc3339 = (text: string): boolean =>
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3])(:[0-5]\d){2}(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/.test(
    text,
  ) && !Number.isNaN(Date.parse(text));

/** An absolute URI of RFC 3986: ASCII, no bare percent sign. */
export const isUri = (text: string): boolean =>
  /^[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9_\-.~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/.test(text);

export const isHttpUrl = (text: string): boolean => isUri(text) && /^https?:\/\/[^/]/.test(text);
