// A post -> the keys under which searching finds it. Where words have spaces between them, each word is found by its
// beginnings; where they have none, text is found by each two characters that stand side by side.
import type { Post } from "../types/content.js";
import { classOf, DENSE, fold, WORD } from "./text.js";

/** Keys are hashes of so many bits. */
export const KEY_BITS = 23;

/** What a hash begins with, so that a word, a pair and a category of one spelling are three keys. */
export const SEEDS = { pair: 1, word: 2, category: 3, tag: 4, year: 5 } as const;

/** Beginnings of a word that have keys, in characters. Of a longer one, the longest that fits narrows down enough. */
export const BEGINNINGS: readonly number[] = [1, 2, 3, 4, 5, 6, 8, 11, 15];

/** The keys of folded text, each perhaps more than once. */
export function eachTextKey(folded: string, give: (key: number) => void): void {
  let before = 0; // the indexed character beside, 0: there is none
  let length = 0; // of the word so far
  let word = 0;
  for (let at = 0; at < folded.length; ) {
    const code = folded.codePointAt(at) as number;
    at += code > 0xffff ? 2 : 1;
    const kind = classOf(code);
    if (kind === WORD) {
      word = mix(length === 0 ? SEEDS.word : word, code);
      length++;
      if (BEGINNINGS.includes(length)) give(keyOf(word));
    } else length = 0;
    if (kind !== 0 && before !== 0 && (kind === DENSE || classOf(before) === DENSE))
      give(keyOf(mix(mix(SEEDS.pair, before), code)));
    before = kind === 0 ? 0 : code;
  }
}

/** The key of a whole name: a category's, a tag's, a year's. */
export function nameKey(kind: "category" | "tag" | "year", name: string): number {
  let hash: number = SEEDS[kind];
  const folded = fold(name);
  for (let at = 0; at < folded.length; at++) hash = mix(hash, folded.charCodeAt(at));
  return keyOf(hash);
}

/** Gives every key of a post, and whether it is in the title. */
export function eachPostKey(post: Post, year: string, give: (key: number, inTitle: boolean) => void): void {
  eachTextKey(fold(post.title), (key) => give(key, true));
  eachTextKey(fold(post.excerpt), (key) => give(key, false));
  for (const name of post.categories) give(nameKey("category", name), false);
  for (const name of post.tags) give(nameKey("tag", name), false);
  give(nameKey("year", year), false);
}

export function mix(hash: number, code: number): number {
  return Math.imul((hash ^ code) >>> 0, 0x9e3779b1) ^ (hash >>> 15);
}

export function keyOf(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> (32 - KEY_BITS);
}
