// A text's length and reading time, where each Chinese, Japanese or Korean character counts as one word.

export interface Length {
  words: number;
  /** Whole minutes, at least 1: 400 East Asian characters or 220 other words each. */
  minutes: number;
}

/** `html` is sanitised: a `>` ends a tag, an `&` begins a reference. */
export function lengthOf(html: string): Length {
  let characters = 0;
  let others = 0;
  let inWord = false;
  for (let i = 0; i < html.length; i++) {
    const code = html.charCodeAt(i);
    if ((code >= 0x4e00 && code <= 0x9fff) || isEastAsian(code)) {
      characters += 1;
      inWord = false;
    } else if (isWordCharacter(code)) {
      if (!inWord) others += 1;
      inWord = true;
    } else if (code !== APOSTROPHE && code !== RIGHT_QUOTE) {
      if (code === LESS) i = skip(html, i, ">");
      else if (code === AMPERSAND) i = skip(html, i, ";");
      inWord = false;
    }
  }
  const minutes = Math.max(1, Math.round(characters / 400 + others / 220));
  return { words: characters + others, minutes };
}

const AMPERSAND = 0x26;
const APOSTROPHE = 0x27;
const LESS = 0x3c;
const RIGHT_QUOTE = 0x2019;

function skip(html: string, from: number, end: string): number {
  const at = html.indexOf(end, from);
  return at < 0 ? html.length : at;
}

/** Han, kana, Hangul; beyond the first plane Han alone, counted by the first half of the pair. */
function isEastAsian(code: number): boolean {
  if (code < 0x3005) return false;
  if (code >= 0x4e00) {
    return (
      code <= 0x9fff ||
      (code >= 0xac00 && code <= 0xd7a3) ||
      (code >= 0xd840 && code <= 0xd88f) ||
      isCompatible(code)
    );
  }
  return code <= 0x3007 || (code >= 0x3041 && code <= 0x30ff && code !== KATAKANA_DOT) || isRare(code);
}

const KATAKANA_DOT = 0x30fb;
const isCompatible = (code: number): boolean => code >= 0xf900 && code <= 0xfaff;
const isRare = (code: number): boolean =>
  (code >= 0x3400 && code <= 0x4dbf) || (code >= 0x31f0 && code <= 0x31ff);

function isWordCharacter(code: number): boolean {
  if (code < 0x80) {
    const lower = code | 0x20;
    return (lower >= 0x61 && lower <= 0x7a) || (code >= 0x30 && code <= 0x39);
  }
  // Punctuation and symbols, western and eastern: no need to ask.
  if (code < 0xaa || (code >= 0x2000 && code < 0x2c00) || (code >= 0x3000 && code < 0xa000)) return false;
  if (code >= 0xff01 && code <= 0xff0f) return false;
  return /[\p{L}\p{N}\p{M}]/u.test(String.fromCharCode(code));
}
