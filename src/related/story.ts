// A post as far as it matters to what is read next: what it is about, and how to tell whether another is the same story.
import { classOf, DENSE, fold, WORD } from "../search/text.js";
import type { Post } from "../types/content.js";
import { foldTerm } from "../urls.js";
import { bandsOf, likeness, scramble } from "./signature.js";

export interface Story {
  /** Key of its first category. */
  section: number | null;
  /** Of the title, in order: its words, where scripts have spaces; else each two characters that stand side by side. */
  title: number[];
  /** Of categories and tags. */
  terms: number[];
  /** Of the body's signature: copies share at least one. */
  bands: number[];
  signature: string;
  series: string | null;
  translationKey: string | null;
}

type Facts = Pick<Post, "title" | "categories" | "tags" | "series" | "translationKey" | "signature">;

/** Stories in different languages share no key. `lang`: the post's own, or the site's. */
export function storyOf(post: Facts, lang: string): Story {
  const seed = textHash(0x811c9dc5, lang.toLowerCase());
  const title = new Set<number>();
  eachTitleKey(fold(post.title), seed, (key) => title.add(key));
  const term = (kind: string) => (name: string) => scramble(textHash(seed, `${kind}:${foldTerm(name)}`));
  const signature = post.signature ?? "";
  return {
    title: [...title].sort((a, b) => a - b),
    section: post.categories.map(term("category"))[0] ?? null,
    terms: [...post.categories.map(term("category")), ...post.tags.map(term("tag"))],
    bands: bandsOf(signature).map((band) => scramble(band ^ seed)),
    signature,
    series: post.series === null ? null : foldTerm(post.series),
    translationKey: post.translationKey,
  };
}

/** Everything under which it is found. */
export const keysOf = ({ title, terms, bands }: Story): Set<number> =>
  new Set([...title, ...terms, ...bands]);

/** Of 32 numbers, so many are alike in copies: some six sevenths of the text. */
const COPY = 27;
/** The same under one title: a story that was worked over. */
const VERSION = 18;

/** Whether both say the same, word for word or nearly. */
export function isSameStory(a: Story, b: Story): boolean {
  const alike = likeness(a.signature, b.signature, VERSION);
  return alike >= COPY || (alike >= VERSION && haveOneTitle(a, b));
}

/** Whether a reader of one would take the other for the same, or finds it on the page anyway. */
export function isTooClose(a: Story, b: Story): boolean {
  return (
    haveOneTitle(a, b) ||
    isSameStory(a, b) ||
    (a.series !== null && a.series === b.series) ||
    (a.translationKey !== null && a.translationKey === b.translationKey)
  );
}

/** Four fifths of both titles are the same. */
function haveOneTitle({ title: a }: Story, { title: b }: Story): boolean {
  if (a.length === 0 || b.length === 0) return false;
  const all = a.length + b.length;
  // What both have counts once: `common * 5 >= (all - common) * 4`.
  const enough = Math.ceil((all * 4) / 9);
  /** How many may be missing on either side; most titles are told apart after a few steps. */
  let [spareA, spareB] = [a.length - enough, b.length - enough];
  let [atA, atB] = [0, 0];
  while (spareA >= 0 && spareB >= 0) {
    if (atA === a.length || atB === b.length) return true;
    const [keyA, keyB] = [a[atA] as number, b[atB] as number];
    if (keyA <= keyB) atA++;
    if (keyB <= keyA) atB++;
    if (keyA < keyB) spareA--;
    if (keyB < keyA) spareB--;
  }
  return false;
}

function eachTitleKey(folded: string, seed: number, give: (key: number) => void): void {
  let before = 0; // the character beside, 0: there is none
  let word = "";
  const closeWord = () => {
    if (word.length > 1 && /\p{L}/u.test(word) && !COMMON.has(word))
      give(scramble(textHash(seed, `word:${word}`)));
    word = "";
  };
  for (const character of folded) {
    const code = character.codePointAt(0) as number;
    const kind = classOf(code);
    if (kind === WORD) word += character;
    else closeWord();
    if (kind === DENSE && before !== 0 && classOf(before) === DENSE)
      give(scramble(Math.imul(seed ^ before, 0x9e3779b1) ^ Math.imul(code, 0x85ebca6b)));
    before = kind === 0 ? 0 : code;
  }
  closeWord();
}

function textHash(seed: number, text: string): number {
  let hash = seed;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}

/** English words that say nothing of a story; a small archive cannot know by itself how common they are. */
const COMMON: ReadonlySet<string> = new Set(
  (
    "the of and to in is it for on as at by an be or are was were from with that this which not but have has had " +
    "will would can could may after before over under into out up down off about than then its his her their our your " +
    "we they he she you who what when where how why all more most new no one says said"
  ).split(" "),
);
