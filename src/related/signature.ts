// A body's signature: 32 small numbers by which two texts tell, without being read again, how much they share
// (MinHash with one permutation; Li, Owen and Zhang 2012). Bots post one item under several sources.

const BINS = 32;
/** Hexadecimal digits of each. */
const DIGITS = 3;
/** Characters of a shingle; marks, spaces and tags between them do not count. */
const SHINGLE = 6;
/** A shorter text has no signature: its few shingles say nothing. */
const FEWEST = 24;
/** Numbers that are looked up together: two copies have at least one such band in common. */
const BAND = 6;
const BASE = 0x01000193;
const OUT = power(BASE, SHINGLE);

/** Of sanitised HTML; empty if there is too little text. */
export function signatureOf(html: string): string {
  const least = new Uint32Array(BINS).fill(0xffffffff);
  const window = new Uint16Array(SHINGLE);
  let hash = 0;
  let count = 0;
  for (let at = 0; at < html.length; at++) {
    const found = html.charCodeAt(at);
    if (found === 0x3c || found === 0x26) {
      at = html.indexOf(found === 0x3c ? ">" : ";", at);
      if (at < 0) break;
      continue;
    }
    const code = folded(found);
    if (code === 0) continue;
    const place = count % SHINGLE;
    hash = (Math.imul(hash, BASE) + code - Math.imul(window[place] as number, OUT)) | 0;
    window[place] = code;
    count++;
    if (count < SHINGLE) continue;
    const mixed = scramble(hash);
    const bin = mixed >>> 27;
    const value = (mixed << 5) >>> 0;
    if (value < (least[bin] as number)) least[bin] = value;
  }
  return count - SHINGLE + 1 < FEWEST ? "" : packed(filled(least));
}

/** Of two signatures: how many of their 32 numbers are the same; 0 if fewer than `least` are. */
export function likeness(a: string, b: string, least: number): number {
  if (a === "" || b === "") return 0;
  let spare = BINS - least;
  for (let at = 0; spare >= 0 && at < BINS * DIGITS; at += DIGITS) if (!isSameNumber(a, b, at)) spare--;
  return spare < 0 ? 0 : least + spare;
}

function isSameNumber(a: string, b: string, at: number): boolean {
  for (let digit = at; digit < at + DIGITS; digit++)
    if (a.charCodeAt(digit) !== b.charCodeAt(digit)) return false;
  return true;
}

/** A number for each band. */
export function bandsOf(signature: string): number[] {
  const bands: number[] = [];
  const length = BAND * DIGITS;
  for (let at = 0; at + length <= signature.length; at += length) {
    let hash = 0x2545f491 + at;
    for (let place = at; place < at + length; place++)
      hash = Math.imul(hash ^ signature.charCodeAt(place), 0x01000193);
    bands.push(scramble(hash));
  }
  return bands;
}

/** Mixes the bits of a 32-bit number (MurmurHash3's last step). */
export function scramble(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** A character as it counts, 0 if it does not. */
function folded(code: number): number {
  if (code >= 0x80) return isMark(code) ? 0 : code;
  const lower = code | 0x20;
  if (lower >= 0x61 && lower <= 0x7a) return lower;
  return code >= 0x30 && code <= 0x39 ? code : 0;
}

/** Punctuation, western and eastern, wide and narrow. */
const isMark = (code: number): boolean =>
  code < 0xaa ||
  (code >= 0x2000 && code < 0x2c00) ||
  (code >= 0x3000 && code < 0x3041 && code !== 0x3005 && code !== 0x3007) ||
  (code >= 0xff00 && code <= 0xff0f) ||
  (code >= 0xff1a && code <= 0xff20);

/** A bin that no shingle fell into takes the next one's number. */
function filled(least: Uint32Array): Uint32Array {
  const EMPTY = 0xffffffff;
  return least.map((value, bin) => {
    for (let step = 1; value === EMPTY && step < BINS; step++) {
      const next = least[(bin + step) % BINS] as number;
      if (next !== EMPTY) return (next + Math.imul(step, 0x9e3779b1)) >>> 0;
    }
    return value;
  });
}

const packed = (numbers: Uint32Array): string =>
  Array.from(numbers, (value) => (value >>> 20).toString(16).padStart(DIGITS, "0")).join("");

function power(base: number, exponent: number): number {
  let result = 1;
  for (let i = 0; i < exponent; i++) result = Math.imul(result, base);
  return result;
}
