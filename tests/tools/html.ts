// HTML as the standard's parser sees it, and short ways through its tree.
import { type DefaultTreeAdapterTypes, type ParserError, parse } from "parse5";

export type HtmlNode = DefaultTreeAdapterTypes.Node;
export type HtmlElement = DefaultTreeAdapterTypes.Element;
export type HtmlDocument = DefaultTreeAdapterTypes.Document;

/** A whole page, and what the standard calls an error in it: `12:5 missing-end-tag`. */
export function parsePage(html: string): { document: HtmlDocument; errors: string[] } {
  const errors: string[] = [];
  const onParseError = ({ startLine, startCol, code }: ParserError) =>
    void errors.push(`${startLine}:${startCol} ${code}`);
  return { document: parse(html, { onParseError, sourceCodeLocationInfo: true }), errors };
}

/** The elements below a node, in the order of the document; of those names, if there are any. */
export function elements(node: HtmlNode, ...names: string[]): HtmlElement[] {
  const children = "childNodes" in node ? node.childNodes : [];
  return children.flatMap((child) => {
    const below = elements(child, ...names);
    return "tagName" in child && (names.length === 0 || names.includes(child.tagName))
      ? [child, ...below]
      : below;
  });
}

export const attribute = (element: HtmlElement, name: string): string | undefined =>
  element.attrs.find((one) => one.name === name)?.value;

export function textOf(node: HtmlNode): string {
  if ("value" in node) return node.value;
  return "childNodes" in node ? node.childNodes.map(textOf).join("") : "";
}

/** The tree as plain data, to compare two of them. */
export function shapeOf(node: HtmlNode): unknown {
  const attributes = "attrs" in node ? node.attrs.map(({ name, value }) => [name, value]) : [];
  const children = "childNodes" in node ? node.childNodes.map(shapeOf) : [];
  const value = "value" in node ? node.value : "data" in node ? node.data : undefined;
  return [node.nodeName, attributes, value, children];
}
