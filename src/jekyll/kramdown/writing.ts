// The state of one document being written.
import type { Element, Parse } from "./element.js";
import type { TocEntry } from "./toc.js";

export interface Writing {
  parse: Parse;
  /** The elements around the one that is written, the innermost last. */
  around: Element[];
  toc: TocEntry[];
  /** Where the table of contents, and the footnotes, are to be. */
  tocPlace: Element | null;
  notesPlaced: boolean;
  /** In the order of their markers. */
  notes: { name: string; content: Element; repeats: number }[];
  /** Heading ids that were made here and not in the tree: in HTML, and without GFM. */
  ids: Map<string, number>;
}

/** An element as HTML. */
export type Convert = (writing: Writing, element: Element, indent: number) => string;
