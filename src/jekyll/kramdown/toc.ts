// The table of contents that takes the place of a list marked `{:toc}`.
import { createElement, type Element } from "./element.js";

export interface TocEntry {
  level: number;
  id: string;
  children: Element[];
}

export function tableOfContents(entries: readonly TocEntry[], place: Element): Element {
  const root = createElement(place.type, "", {}, { ...place.attr });
  root.attr.id ??= "markdown-toc";
  const open: { level: number; item: Element }[] = [];
  for (const { level, id, children } of entries) {
    const item = createElement("li");
    const paragraph = createElement("p", "", { transparent: true });
    const link = createElement("a", "", {}, { href: `#${id}`, id: `${root.attr.id}-${id}` });
    link.children = withoutLinks(children);
    paragraph.children.push(link);
    item.children.push(paragraph, createElement(place.type));
    while (open.length > 0 && (open.at(-1)?.level ?? 0) >= level) close(open.pop()!.item);
    const parent = open.at(-1)?.item.children.at(-1) ?? root;
    parent.children.push(item);
    open.push({ level, item });
  }
  while (open.length > 0) close(open.pop()!.item);
  return root;
}

const close = (item: Element): void => {
  if (item.children.at(-1)?.children.length === 0) item.children.pop();
};

/** A link in a link is none, and a footnote is the heading's. */
const withoutLinks = (elements: readonly Element[]): Element[] =>
  elements.flatMap((element) => {
    if (element.type === "footnote") return [];
    const children = withoutLinks(element.children);
    return element.type === "a" ? children : [{ ...element, children }];
  });
