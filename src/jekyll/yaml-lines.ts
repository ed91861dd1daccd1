// The front matter that nearly every post has, `key: value` lines without a surprise, read without a parser of YAML:
// a tenth of the time. What is not plain beyond doubt is left to the parser.
import { readMoment } from "./yaml-time.js";

/** `null`: ask the parser. */
export function readPlainLines(text: string): Record<string, unknown> | null {
  if (/[^\S \r\n]/.test(text)) return null; // of blanks, only spaces are plain
  const data: Record<string, unknown> = {};
  for (const line of text.split("\n")) {
    const typed = line.trimEnd();
    if (typed === "" || typed.startsWith("#")) continue;
    const found = LINE.exec(typed);
    if (found === null) return null;
    const [, key = "", value = ""] = found;
    if (WORDS.test(key) || key === "__proto__") return null;
    const read = value === "" ? { value: null } : readValue(value);
    if (read === null) return null;
    data[key] = read.value;
  }
  return data;
}

const LINE = /^([A-Za-z_][\w-]*):(?:[ ]+(.+))?$/;
/** What YAML 1.1 takes for something else than a text. */
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null)$/i;
const QUOTED = /^"([^"\\\p{Cc}\p{Cs}\p{Zl}\p{Zp}\ufeff]*)"$|^'([^'\p{Cc}\p{Cs}\p{Zl}\p{Zp}\ufeff]*)'$/u;
/** Begins with a letter; no control characters, no halves of characters, nothing that could be a mark of YAML's. */
const PLAIN = /^\p{L}(?:[^:#\p{Cc}\p{Cs}\p{Zl}\p{Zp}\ufeff]|:(?! |$)|(?<! )#)*$/u;
const LIST = /^\[((?:\p{L}[\p{L}\p{M}\p{Nd} _./+-]*(?:,[ ]*(?!\])|(?=\])))+)\]$/u;

function readValue(text: string): { value: unknown } | null {
  const quoted = QUOTED.exec(text);
  if (quoted !== null) return { value: quoted[1] ?? quoted[2] };
  const list = LIST.exec(text);
  if (list !== null) {
    const items = (list[1] as string).split(",").map((item) => item.trim());
    return items.some((item) => WORDS.test(item)) ? null : { value: items };
  }
  if (PLAIN.test(text)) return WORDS.test(text) ? null : { value: text };
  const moment = readMoment(text);
  return moment === null ? null : { value: moment };
}
