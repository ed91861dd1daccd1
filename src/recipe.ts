// A page's recipe: one hash over the shared inputs that it read, then one for each of its own facts, so that two
// recipes tell not only whether a page is stale but what made it so.
import { shortHash } from "./hash.js";

/** `reads` sorted, without repeats; `valueBy` gives a text that two values share only if they are equal. */
export function recipeOf(reads: readonly string[], valueBy: (read: string) => string): string {
  let shared = "";
  let own = "";
  for (const read of reads) {
    if (isOwn(read)) own += `.${part(valueBy(read))}`;
    else shared += `${read}\0${valueBy(read)}\n`;
  }
  return part(shared) + own;
}

/** A page's own fact, as opposed to an input that others read too. */
export const isOwn = (read: string): boolean => read.startsWith("self.");

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
