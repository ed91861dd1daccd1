// Which of the older posts are worth reading next. Pure: what there is to choose from comes from the index.
import type { Instant } from "../types/content.js";
import { isSameStory, isTooClose, type Story } from "./story.js";

/*
 * Laws, each with the bug you get otherwise:
 * - A post looks back at no more than `LOOK_BACK` posts of each key, and knows nothing else of the archive. So it is
 *   plain whom a change reaches: the next `LOOK_BACK` posts of each key that it has. (Else: how rare a word is would
 *   change with every post, and with it every list.)
 * - Weights and scores are whole bits. (Else: a machine that rounds otherwise makes another page, and a small change
 *   of the pace another list.)
 */
export const LOOK_BACK = 8;

/** Keys of a post by which others are found: its rarest. */
const KEYS_USED = 16;
/** The weight of what was seen once. */
const RAREST = 12;
/** What half of all posts have tells nothing. */
const LEAST = 1;
/** What two posts must share at least: two rare words, or some that are not so rare. */
const GOOD = 13;
/** Candidates that are looked at, of those that share enough. */
const CONSIDERED = 24;

/** A post in the index. */
export interface Found {
  id: number;
  date: Instant;
}

export interface Archive {
  /** The last posts before this one that have a key: at most `LOOK_BACK`, oldest first. */
  recent(key: number): readonly Found[];
  /** The last posts before this one, of any kind: at most `LOOK_BACK`, oldest first. */
  last(): readonly Pick<Found, "date">[];
  storyOf(id: number): Story;
  /** For two posts of one date. */
  pathOf(id: number): string;
}

/** How many posts are shown. */
export interface Wanted {
  posts: number;
  section: number;
}

export interface Choice {
  /** About the same, the best first. */
  shown: number[];
  /** The last ones before it of its first category, the newest first. */
  section: number[];
  /** The oldest post that tells the same. */
  original: number | null;
}

export function choose(story: Story, wanted: Wanted, archive: Archive): Choice {
  const ranked = rank(story, archive).slice(0, CONSIDERED);
  /** On the page already: no story is there twice. */
  const stories: Story[] = [story];
  const pick = (candidates: readonly Found[], most: number): number[] => {
    const picked: number[] = [];
    for (const { id } of candidates) {
      if (picked.length >= most) break;
      const other = archive.storyOf(id);
      if (stories.some((one) => isTooClose(one, other))) continue;
      stories.push(other);
      picked.push(id);
    }
    return picked;
  };
  const shown = pick(ranked, wanted.posts);
  const last = story.section === null || wanted.section === 0 ? [] : archive.recent(story.section);
  const section = pick([...last].reverse(), wanted.section);
  return { shown, section, original: findOriginal(story, ranked, archive) };
}

interface Candidate extends Found {
  score: number;
}

interface Weighed {
  key: number;
  found: readonly Found[];
  weight: number;
}

function rank(story: Story, archive: Archive): Candidate[] {
  const scores = new Map<number, Candidate>();
  for (const { found, weight } of rarestKeys(story, archive))
    for (const { id, date } of found) {
      const known = scores.get(id);
      if (known) known.score += weight;
      else scores.set(id, { id, date, score: weight });
    }
  const good: Candidate[] = [];
  for (const candidate of scores.values()) if (candidate.score >= GOOD) good.push(candidate);
  return good.sort((a, b) => b.score - a.score || newestFirst(a, b, archive));
}

function rarestKeys({ title, terms }: Story, archive: Archive): Weighed[] {
  const last = archive.last();
  const weighed: Weighed[] = [];
  for (const key of new Set([...title, ...terms])) {
    const found = archive.recent(key);
    const weight = weightOf(found, last);
    if (weight >= LEAST) weighed.push({ key, found, weight });
  }
  return weighed.sort((a, b) => b.weight - a.weight || a.key - b.key).slice(0, KEYS_USED);
}

/**
 * How rare a key is: by how often it was seen, and where it was seen often, by how much slower it comes than posts do.
 * That is the logarithm of its share in the posts of late, up to the one before this: a quiet week is nobody's.
 */
function weightOf(found: readonly Found[], last: readonly Pick<Found, "date">[]): number {
  const [first] = found;
  const [pace] = last;
  const newest = last.at(-1);
  if (first === undefined || pace === undefined || newest === undefined) return 0;
  if (found.length < LOOK_BACK) return RAREST - bits(found.length);
  const slower = bits(minutesBetween(first.date, newest.date)) - bits(minutesBetween(pace.date, newest.date));
  return Math.min(slower, RAREST - bits(LOOK_BACK));
}

const minutesBetween = (from: Instant, to: Instant): number =>
  Math.min(2 ** 30, Math.floor((to - from) / 60_000)) + 1;

/** The binary logarithm of a whole number from 1 on, rounded down. */
const bits = (value: number): number => 31 - Math.clz32(value);

function newestFirst(a: Found, b: Found, archive: Archive): number {
  if (a.date !== b.date) return b.date - a.date;
  return Buffer.compare(Buffer.from(archive.pathOf(b.id)), Buffer.from(archive.pathOf(a.id)));
}

/** The oldest of the posts that share a part of its text, and of those that are about the same. */
function findOriginal(story: Story, ranked: readonly Found[], archive: Archive): number | null {
  if (story.signature === "") return null;
  let oldest: Found | null = null;
  const consider = (one: Found) => {
    const isOlder = oldest === null || newestFirst(oldest, one, archive) < 0;
    if (isOlder && isSameStory(story, archive.storyOf(one.id))) oldest = one;
  };
  for (const band of story.bands) archive.recent(band).forEach(consider);
  ranked.forEach(consider);
  return (oldest as Found | null)?.id ?? null;
}
