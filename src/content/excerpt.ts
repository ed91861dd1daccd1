// What a post's card and its description say: plain text, cut where a reader would stop.
import { decodeSafeText } from "../html-text.js";

/**
 * `html` is sanitised, `lead` its part before the separator (also sanitised) or `null`. A lead is what the author
 * chose, so it may be four times as long.
 */
export function excerptOf({
  html,
  lead,
  length,
}: {
  html: string;
  lead: string | null;
  length: number;
}): string {
  const chosen = lead === null ? "" : plainText(lead);
  return chosen === "" ? cut(firstText(html), length) : cut(chosen, length * 4);
}

/** The first paragraph that says something; a body without any gives what text it has. */
function firstText(html: string): string {
  for (const [, inner] of html.matchAll(/<p(?: [^>]*)?>([\s\S]*?)<\/p>/g)) {
    const text = plainText(inner!);
    if (text !== "") return text;
  }
  return plainText(html);
}

/** Sanitised HTML without its markup and footnotes, white space collapsed. */
export function plainText(html: string): string {
  const text = html.includes("<")
    ? html
        .replace(FOOTNOTES, "")
        .replace(BLOCK_END, " ")
        .replace(/<[^>]*>/g, "")
    : html;
  return decodeSafeText(text).replace(/\s+/g, " ").trim();
}

const FOOTNOTES = /<sup class="footnote-ref"[\s\S]*?<\/sup>|<section class="footnotes"[\s\S]*?<\/section>/g;
const BLOCK_END =
  /<br>|<\/(?:address|article|aside|blockquote|caption|dd|details|div|dl|dt|figcaption|figure|footer|h\d|header|li|ol|p|pre|section|summary|table|td|th|tr|ul)>/g;

/** At most `length` UTF-16 units: at a sentence's end if one is near, else at a word's with an ellipsis. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const sentence = lastSentenceEnd(text, length);
  if (sentence > length * 0.6) return text.slice(0, sentence).trimEnd();
  const end = wordEnd(text, length - 1);
  return `${text.slice(0, end).replace(/[\s，、；：,;:（(“‘《「『—–-]+$/u, "")}…`;
}

/** Behind the last full stop, and the quotes and brackets that close with it, within the first `length` units. */
function lastSentenceEnd(text: string, length: number): number {
  let end = 0;
  for (const { 0: stop, index } of text.slice(0, length + 1).matchAll(SENTENCE_END)) {
    if (index + stop.length <= length) end = index + stop.length;
  }
  return end;
}

/** A Western full stop ends a sentence before a space or the end: `3.5` does not. */
const SENTENCE_END = /(?:[。！？]|[!?.](?=[\s”’"')\]）]|$))[”’"')\]）」』】]*/gu;

/** The last place at or before `limit` where no word and no character is torn; `limit` itself in a very long word. */
function wordEnd(text: string, limit: number): number {
  for (let at = limit; at > Math.max(0, limit - LONGEST_WORD); at--) {
    if (isCharacterEdge(text, at) && isWordEdge(text, at)) return at;
  }
  let at = limit;
  while (at > 1 && !isCharacterEdge(text, at)) at--;
  return at;
}

const LONGEST_WORD = 40;
const WORD = /[\p{L}\p{N}\p{M}'’_@./-]/u;
const EAST_ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

function isWordEdge(text: string, at: number): boolean {
  const before = String.fromCodePoint(codePointBefore(text, at));
  const behind = String.fromCodePoint(text.codePointAt(at) ?? 0x20);
  if (EAST_ASIAN.test(before) || EAST_ASIAN.test(behind)) return true;
  return !(WORD.test(before) && WORD.test(behind));
}

/** Not inside a pair of surrogates, before a mark that joins what precedes it, nor inside a flag or a joined emoji. */
function isCharacterEdge(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit >= 0xdc00 && unit <= 0xdfff) return false;
  const behind = text.codePointAt(at) ?? 0x20;
  const before = codePointBefore(text, at);
  if (before === ZERO_WIDTH_JOINER || behind === ZERO_WIDTH_JOINER) return false;
  if (isFlagHalf(before) && isFlagHalf(behind)) return flagHalvesBefore(text, at) % 2 === 0;
  return !JOINS_BEFORE.test(String.fromCodePoint(behind));
}

/** Combining marks, skin tones, and the tags of regional flags. */
const JOINS_BEFORE = /\p{M}|\p{Emoji_Modifier}|[\u{e0020}-\u{e007f}]/u;

const ZERO_WIDTH_JOINER = 0x200d;
const isFlagHalf = (code: number): boolean => code >= 0x1f1e6 && code <= 0x1f1ff;

function flagHalvesBefore(text: string, at: number): number {
  let count = 0;
  for (let i = at; i >= 2 && isFlagHalf(text.codePointAt(i - 2)!); i -= 2) count++;
  return count;
}

function codePointBefore(text: string, at: number): number {
  const low = text.charCodeAt(at - 1);
  return low >= 0xdc00 && low <= 0xdfff ? (text.codePointAt(at - 2) ?? low) : low;
}
