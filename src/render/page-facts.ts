// What structured data is made from, and the small tools that its parts share.
import type { Config } from "../types/config.js";
import type { Author, ListingPage, PageFact, PostCard, SeriesBox, TermLink } from "../types/pages.js";

/** The facts of a page's plan that it looks at. */
export interface PageFacts {
  page: PageFact;
  post?: PostCard;
  authors?: Author[];
  series?: SeriesBox | null;
  listing?: ListingPage;
  term?: TermLink;
  profile?: Author["profile"];
  /** On a term's pages: where its fellows are listed. */
  directory?: string;
  period?: { parents: { title: string; url: string }[] };
}

export interface Context {
  config: Config;
  words: Readonly<Record<string, string>>;
  /** A site path, or a whole address, as a whole address. */
  absolute(url: string): string;
}

/** The facts that are there: schema.org's types know no `undefined`, and JSON has none. Copying them would cost. */
export const given = <T extends object>(facts: T) => facts as { [K in keyof T]?: Exclude<T[K], undefined> };
