// The list of footnotes at the end of a text, each with its way back.

import { createElement, type Element } from "./element.js";
import { escapeText } from "./escape.js";
import type { Convert, Writing } from "./writing.js";

export function footnoteList(writing: Writing, convert: Convert): string {
  const { options } = writing.parse;
  let items = "";
  // A footnote's text may hold the marker of a further one.
  for (let index = 0; index < writing.notes.length; index++) items += footnoteItem(writing, convert, index);
  if (items === "") return "";
  const start = options.footnoteNumber === 1 ? "" : ` start="${options.footnoteNumber}"`;
  return `<div class="footnotes" role="doc-endnotes">\n  <ol${start}>\n${items}  </ol>\n</div>\n`;
}

function footnoteItem(writing: Writing, convert: Convert, index: number): string {
  const { name, content } = writing.notes[index] as Writing["notes"][number];
  const item = createElement("li", "", {}, { id: `fn:${name}`, role: "doc-endnote" });
  item.children = structuredClone(content.children);
  const { place, space } = placeOfBacklink(item);
  // Its own text comes first: a marker of itself in it makes a further way back.
  const before = convert(writing, item, 4);
  const { repeats } = writing.notes[index] as Writing["notes"][number];
  const links = backlinks(writing, name, repeats, space);
  if (links === "") return before;
  place.children.push(createElement("raw", links));
  return convertQuietly(writing, convert, item);
}

/** Once more, now with the way back; markers in it were counted the first time. */
function convertQuietly(writing: Writing, convert: Convert, item: Element): string {
  const notes = writing.notes.map((note) => ({ ...note }));
  const html = convert(writing, item, 4);
  writing.notes.splice(0, writing.notes.length, ...notes);
  return html;
}

function placeOfBacklink(item: Element): { place: Element; space: boolean } {
  if (item.children.at(-1)?.type === "p") return { place: item.children.at(-1) as Element, space: true };
  const paragraph = createElement("p");
  item.children.push(paragraph);
  return { place: paragraph, space: false };
}

function backlinks({ parse: { options } }: Writing, name: string, repeats: number, space: boolean): string {
  const text = escapeText(options.footnoteBacklink);
  if (text === "") return "";
  const link = (target: string, shown: string) =>
    `<a href="#fnref:${target}" class="reversefootnote" role="doc-backlink">${shown}</a>`;
  const others = Array.from(
    { length: repeats },
    (_, index) => `\u00a0${link(`${name}:${index + 1}`, `${text}<sup>${index + 2}</sup>`)}`,
  );
  return `${space ? "\u00a0" : ""}${link(name, text)}${others.join("")}`;
}
