// A page's recipe: one hash over the shared inputs that it read, then one for each of its own facts, so that two
// recipes tell not only whether a page is stale but what made it so.
import { shortHash } from "./hash.js";
import { remembered } from "./memo.js";

/** What a page read, and the part of its recipe that it has in common with every other page that read the same. */
export interface Shape {
  /** Sorted. */
  reads: string[];
  /** `valueOfFact` of a fact of the page's own gives a text that two values share only if they are equal. */
  recipe(valueOfFact: (fact: string) => string): string;
}

/** Shapes for as long as the shared inputs stand still; `valueBy` gives the value of one. */
export function createShapes(valueBy: (read: string) => string) {
  const byOrder = new Map<string, Shape>();
  const bySorted = new Map<string, Shape>();
  const make = (reads: string[]): Shape => {
    const own = reads.filter(isOwn).map((read) => read.slice(OWN.length));
    const shared = part(
      reads.reduce((text, read) => (isOwn(read) ? text : `${text}${read}\0${valueBy(read)}\n`), ""),
    );
    return {
      reads,
      recipe: (valueOfFact) => own.reduce((text, fact) => `${text}.${part(valueOfFact(fact))}`, shared),
    };
  };
  return {
    /** Of a set of reads, in whatever order they were made. */
    of: (reads: ReadonlySet<string>): Shape =>
      remembered(byOrder, [...reads].join("\n"), () => {
        const sorted = [...reads].sort();
        return remembered(bySorted, sorted.join("\n"), () => make(sorted));
      }),
    /** Of a list that is sorted already. */
    ofSorted: (reads: string[]): Shape => remembered(bySorted, reads.join("\n"), () => make(reads)),
  };
}

const OWN = "self.";

/** A page's own fact, as opposed to an input that others read too. */
export const isOwn = (read: string): boolean => read.startsWith(OWN);

/** Which own facts differ, and whether some shared input does; `null`: the lists of reads cannot be compared. */
export function compareRecipes(
  before: { reads: readonly string[]; recipe: string },
  after: { reads: readonly string[]; recipe: string },
): { own: string[]; shared: boolean } | null {
  const [oldOwn, newOwn] = [before.reads.filter(isOwn), after.reads.filter(isOwn)];
  if (oldOwn.join("\n") !== newOwn.join("\n")) return null;
  const [oldShared, ...oldParts] = before.recipe.split(".");
  const [newShared, ...newParts] = after.recipe.split(".");
  const own = newOwn.filter((_, index) => oldParts[index] !== newParts[index]);
  return { own, shared: oldShared !== newShared };
}

/** 64 bits. */
const part = (text: string) => shortHash(text).slice(0, 16);
