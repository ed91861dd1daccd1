// A title broken into lines that fit: at spaces, between words where there are none (Chinese, Japanese), never before
// a closing mark or after an opening one, and inside a word only if the word alone is too long. Pure.

/** How wide a text is, in the units of the caller. */
export type Measure = (text: string) => number;

/** What may not begin a line, and what may not end one (JIS X 4051 and GB/T 15834, the common part). */
const NOT_FIRST = /^[、。，．：；！？）］｝〉》」』】〕〗’”…‥—·・,.:;!?)\]}%‰℃]/u;
const NOT_LAST = /[（［｛〈《「『【〔〖‘“([{$¥￥]$/u;

/** Lines no wider than `width`; at most `most`, the last one then ends with "…". */
export function breakLines(
  text: string,
  { width, most, measure, lang }: { width: number; most: number; measure: Measure; lang: string },
): { lines: string[]; isWhole: boolean } {
  const lines: string[] = [];
  let line = "";
  for (const piece of pieces(text, lang).flatMap((one) => fitting(one, width, measure))) {
    if (measure((line + piece).trim()) <= width) {
      line += piece;
      continue;
    }
    lines.push(line.trim());
    line = piece.trimStart();
  }
  lines.push(line.trim());
  const full = lines.filter((one) => one !== "");
  if (full.length <= most) return { lines: full, isWhole: true };
  const kept = full.slice(0, most);
  kept[most - 1] = shortened(kept[most - 1] as string, width, measure);
  return { lines: kept, isWhole: false };
}

/** What stays together: a word with the marks around it. */
function pieces(text: string, lang: string): string[] {
  const joined: string[] = [];
  for (const { segment } of new Intl.Segmenter(lang, { granularity: "word" }).segment(text)) {
    const last = joined.at(-1);
    const belongs =
      last !== undefined &&
      !/\s$/.test(last) &&
      (NOT_FIRST.test(segment) || NOT_LAST.test(last) || isTight(last, segment));
    if (belongs) joined[joined.length - 1] = last + segment;
    else joined.push(segment);
  }
  return joined;
}

/** `AC/DC`, `well-known`, `user@example.com`: what is no space and no ideograph does not part from its neighbour. */
const isTight = (left: string, right: string) => !LOOSE_END.test(left) && !LOOSE_START.test(right);
const LOOSE_START = /^[\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}（《「『【“‘]/u;
const LOOSE_END =
  /[\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}，。！？、；：）》」』】”’-]$/u;

/** A word that is too long alone is cut between characters as people see them. */
function fitting(piece: string, width: number, measure: Measure): string[] {
  if (measure(piece.trim()) <= width) return [piece];
  const parts: string[] = [];
  let part = "";
  for (const grapheme of graphemes(piece)) {
    if (part !== "" && measure(part + grapheme) > width) {
      parts.push(part);
      part = "";
    }
    part += grapheme;
  }
  return [...parts, part];
}

function shortened(line: string, width: number, measure: Measure): string {
  const kept = graphemes(line);
  while (kept.length > 0 && measure(`${kept.join("").trimEnd()}…`) > width) kept.pop();
  return `${kept.join("").replace(/[\s，。、；：,.;:—-]+$/u, "")}…`;
}

const graphemes = (text: string): string[] =>
  [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text)].map(({ segment }) => segment);
