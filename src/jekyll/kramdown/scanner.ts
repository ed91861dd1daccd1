// A place in a text that patterns move along. Patterns for `check` and `scan` are sticky, those for `scanUntil`
// and `find` global: the flag says what a pattern is for.

export interface Scanner {
  text: string;
  pos: number;
  /** Of the last pattern that matched. */
  match: RegExpExecArray | null;
}

export const createScanner = (text: string): Scanner => ({ text, pos: 0, match: null });

export const atEnd = (src: Scanner): boolean => src.pos >= src.text.length;

/** Whether the pattern matches here; does not move. */
export function check(src: Scanner, pattern: RegExp): boolean {
  pattern.lastIndex = src.pos;
  const match = pattern.exec(src.text);
  if (match === null) return false;
  src.match = match;
  return true;
}

/** What matches here, and moves behind it. */
export function scan(src: Scanner, pattern: RegExp): string | null {
  if (!check(src, pattern)) return null;
  const found = (src.match as RegExpExecArray)[0];
  src.pos += found.length;
  return found;
}

/** The text up to and with the next match, and moves behind it. */
export function scanUntil(src: Scanner, pattern: RegExp): string | null {
  pattern.lastIndex = src.pos;
  const match = pattern.exec(src.text);
  if (match === null) return null;
  src.match = match;
  const end = match.index + match[0].length;
  const found = src.text.slice(src.pos, end);
  src.pos = end;
  return found;
}

export function group(src: Scanner, index: number): string | undefined {
  return src.match?.[index];
}

export function rest(src: Scanner): string {
  const text = src.text.slice(src.pos);
  src.pos = src.text.length;
  return text;
}

/** One character, whole where it takes two units. */
export function nextCharacter(src: Scanner): string {
  const point = src.text.codePointAt(src.pos);
  if (point === undefined) return "";
  const text = String.fromCodePoint(point);
  src.pos += text.length;
  return text;
}
