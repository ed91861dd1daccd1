// Postings as text: which posts of a segment have which keys. Numbers are characters that JSON need not escape, one
// byte for the small ones, so that a file is short even where a host does not compress.

/** The posts of one segment that have one key, by their place in it. */
export interface Entry {
  key: number;
  /** How many and where, as written: an entry moves between files without being read. */
  list: string;
}

const ONE = 93; // printable ASCII without `"` and `\`
const TWO = 1888; // from U+00A0 on
const THREE = 53_248; // from U+0800 to the surrogates
const MORE = "\ue000";
const MORE_BASE = 50_000;

export function digits(value: number): string {
  if (value < ONE) return String.fromCharCode(printable(value));
  if (value < ONE + TWO) return String.fromCharCode(0xa0 + value - ONE);
  if (value < ONE + TWO + THREE) return String.fromCharCode(0x800 + value - ONE - TWO);
  return MORE + digits(Math.floor(value / MORE_BASE)) + digits(value % MORE_BASE);
}

/** The number that begins at `at`, and where the next one does. */
export function parseDigits(text: string, at = 0): { value: number; next: number } {
  const code = text.charCodeAt(at);
  if (code < 0x80) return { value: code - (code > 0x5c ? 0x22 : code > 0x22 ? 0x21 : 0x20), next: at + 1 };
  if (code < 0x800) return { value: code - 0xa0 + ONE, next: at + 1 };
  if (code < 0xd800) return { value: code - 0x800 + ONE + TWO, next: at + 1 };
  const high = parseDigits(text, at + 1);
  const low = parseDigits(text, high.next);
  return { value: high.value * MORE_BASE + low.value, next: low.next };
}

function printable(value: number): number {
  const code = value < 2 ? value + 0x20 : value + 0x21;
  return code < 0x5c ? code : code + 1;
}

/** Collects what the posts of a segment have, in any order. */
export function createEntryCollector(count: number) {
  const PLACES = 8192; // more than a segment can have
  let found = new Float64Array(4096);
  let size = 0;
  return {
    add(key: number, place: number, inTitle: boolean): void {
      if (size === found.length) {
        const larger = new Float64Array(size * 2);
        larger.set(found);
        found = larger;
      }
      found[size++] = (key * 2 + (inTitle ? 1 : 0)) * PLACES + place;
    },
    /** By key. */
    entries(): Entry[] {
      const sorted = found.subarray(0, size).sort();
      const entries: Entry[] = [];
      let places: [texts: number[], titles: number[]] = [[], []];
      let key = -1;
      let last = -1;
      const close = () => {
        if (key >= 0) entries.push({ key, list: listText(places[0], places[1], count) });
      };
      for (const value of sorted) {
        if (value === last) continue;
        last = value;
        const field = Math.floor(value / PLACES);
        const own = Math.floor(field / 2);
        if (own !== key) {
          close();
          key = own;
          places = [[], []];
        }
        places[(field % 2) as 0 | 1].push(value % PLACES);
      }
      close();
      return entries;
    },
  };
}

function listText(texts: readonly number[], titles: readonly number[], count: number): string {
  const few = Math.min(titles.length, 7);
  const head = digits(texts.length * 8 + few) + (few === 7 ? digits(titles.length - 7) : "");
  return head + placesText(texts, count) + placesText(titles, count);
}

/** Distances, or a bit for each post where that is shorter. */
function placesText(places: readonly number[], count: number): string {
  if (places.length === 0) return "";
  let text = "";
  if (places.length <= Math.ceil(count / 6)) {
    let next = 0;
    for (const place of places) {
      text += digits(place - next);
      next = place + 1;
    }
    return text;
  }
  const bits = new Uint8Array(Math.ceil(count / 6));
  for (const place of places) bits[Math.floor(place / 6)]! |= 1 << (place % 6);
  for (const six of bits) text += digits(six);
  return text;
}

/** A segment's entries in one file: how many posts it has, then each key as the distance from the one before. */
export function sectionText(entries: readonly Entry[], count: number): string {
  if (entries.length === 0) return "";
  let text = digits(count);
  let next = 0;
  for (const { key, list } of entries) {
    text += digits(key - next) + list;
    next = key + 1;
  }
  return text;
}

/** What `sectionText` wrote. */
export function parseSection(section: string): { count: number; entries: Entry[] } {
  let at = 0;
  const number = (): number => {
    const { value, next } = parseDigits(section, at);
    at = next;
    return value;
  };
  const skip = (places: number, count: number) => {
    for (let left = Math.min(places, Math.ceil(count / 6)); left > 0; left--) number();
  };
  const count = number();
  const entries: Entry[] = [];
  for (let next = 0; at < section.length; ) {
    const key = next + number();
    const from = at;
    const head = number();
    const titles = head % 8 === 7 ? 7 + number() : head % 8;
    skip(Math.floor(head / 8), count);
    skip(titles, count);
    entries.push({ key, list: section.slice(from, at) });
    next = key + 1;
  }
  return { count, entries };
}
