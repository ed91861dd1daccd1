// What a terminal can be given: text that cannot command it, the width of text, colours.
import { styleText } from "node:util";

/** The part of a `NodeJS.WriteStream` that is used. */
export interface Terminal {
  write(text: string): unknown;
  columns?: number | undefined;
  isTTY?: boolean | undefined;
}

/**
 * Text from outside (a path, a title, a line of a post) made safe to print. Each control character becomes
 * one visible character, so columns stay where they were: an escape sequence in a title must not repaint the
 * screen, nor a bidi override show the name of another file.
 */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    return code === 0x7f ? "␡" : "\ufffd";
  });
}

// Controls and line separators; lone surrogates; the marks that turn the writing direction; characters that show
// nothing at all (byte order mark, language tags). Joiners stay: emoji and several scripts need them.
const UNPRINTABLE =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;

/** Columns that printable text takes: two for Chinese, Japanese, Korean and emoji, none for combining marks. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** Columns of one character (one code point). */
export function characterWidth(character: string): 0 | 1 | 2 {
  if (character < "\u0300") return 1;
  if (ZERO_WIDTH.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

const ZERO_WIDTH = /^[\p{Mn}\p{Me}\u200b-\u200d\u2060]$/u;
// Unicode's East Asian Width W and F (UAX 11), in ranges coarse enough to read. Flags are pairs of letters, one each.
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{17000}-\u{18aff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]$|^(?!\p{Regional_Indicator})\p{Emoji_Presentation}$/u;

export type Colour = "red" | "yellow" | "green" | "cyan" | "bold" | "dim";
export type Paint = (colour: Colour, text: string) => string;

/** Colours, or none. `styleText` would look at stdout by itself; here the caller has decided. */
export const paintWith = (color: boolean): Paint =>
  color ? (colour, text) => styleText(colour, text, { validateStream: false }) : (_, text) => text;

/** What a stream can show. As in Node, `FORCE_COLOR` has the last word and `NO_COLOR` comes next. */
export function terminalAbilities(
  stream: Pick<Terminal, "isTTY">,
  env: Record<string, string | undefined>,
): { color: boolean; interactive: boolean } {
  const tty = stream.isTTY === true && env.TERM !== "dumb";
  const ci = env.CI !== undefined && !["", "0", "false"].includes(env.CI);
  return { color: wantsColour(env) ?? tty, interactive: tty && !ci };
}

function wantsColour(env: Record<string, string | undefined>): boolean | undefined {
  if (env.FORCE_COLOR !== undefined) return !["0", "false"].includes(env.FORCE_COLOR);
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== "") return false;
  return undefined;
}
