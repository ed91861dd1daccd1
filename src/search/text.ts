// Text as searching sees it: compatibility forms, case, accents and simplified or traditional shapes do not tell two
// texts apart. The theme's search.js does the same in the browser; a test holds the two together.
import { remembered } from "../memo.js";
import { VARIANTS } from "./variants.js";

/** What a character is to searching: nothing, part of a word between spaces, or of text written without spaces. */
export type CharacterClass = 0 | 1 | 2;
export const WORD = 1;
export const DENSE = 2;

/** Folded text; white space is one space, and none beside characters of scripts that are written without. */
export function fold(text: string): string {
  const source = text.normalize("NFC");
  let folded = "";
  let last = 0;
  let gap = false;
  for (let at = 0; at < source.length; ) {
    const cluster = clusterAt(source, at);
    at += cluster.length;
    const out = foldCluster(cluster);
    if (out === "") continue;
    if (out === " ") {
      gap = true;
      continue;
    }
    const first = out.codePointAt(0) as number;
    if (gap && last !== 0 && classOf(first) !== DENSE && classOf(last) !== DENSE) folded += " ";
    gap = false;
    folded += out;
    last = out.codePointAt(out.length - 1) as number;
  }
  return folded;
}

/** A code point, with the half-width voice marks that belong to it. */
function clusterAt(text: string, at: number): string {
  const code = text.codePointAt(at) as number;
  let end = at + (code > 0xffff ? 2 : 1);
  while (text.charCodeAt(end) === 0xff9e || text.charCodeAt(end) === 0xff9f) end++;
  return text.slice(at, end);
}

const folds = new Map<string, string>();
const foldCluster = (cluster: string): string =>
  cluster.length > 2 ? computeFold(cluster) : remembered(folds, cluster, () => computeFold(cluster));

function computeFold(cluster: string): string {
  if (/^\s/u.test(cluster)) return " ";
  const plain = cluster
    .normalize("NFKD")
    .replace(/[\u0300-\u036f\p{Default_Ignorable_Code_Point}]/gu, "")
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll("ς", "σ")
    .trim();
  return plain.replace(/\p{Script=Han}/gu, (character) => simplest.get(character) ?? character);
}

/** Of characters that are variants of each other, all but the first are read as the first. */
const simplest = new Map(
  VARIANTS.split(" ").flatMap((family) => {
    const [first, ...others] = family;
    return others.map((other) => [other, first as string] as const);
  }),
);

const classes = new Map<number, CharacterClass>();

export function classOf(code: number): CharacterClass {
  if (code < 0x80) return isAsciiWord(code) ? WORD : 0;
  if (code >= 0x4e00 && code < 0xa000) return DENSE;
  return remembered(classes, code, () => {
    const character = String.fromCodePoint(code);
    if (!/[\p{L}\p{N}\p{M}]/u.test(character)) return 0;
    return SPACELESS.test(character) ? DENSE : WORD;
  });
}

const isAsciiWord = (code: number) => (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);

const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Bopomofo}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u;
