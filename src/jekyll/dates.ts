// Dates as Ruby's Time.parse reads them, and as its strftime writes them.
import { remembered } from "../memo.js";
import { instantOf, offsetAt, type WallClock, wallClock } from "../time.js";
import type { Instant } from "../types/content.js";
import { isYamlDate, isYamlTime } from "./yaml-time.js";

/** A value of front matter as a moment, `null` where it is none. A text without an offset is in the site's zone. */
export function readDate(value: unknown, zone: string): Instant | null {
  if (isYamlTime(value)) return value.$time;
  if (isYamlDate(value)) return parseTime(value.$date, zone);
  return typeof value === "string" || typeof value === "number" ? parseTime(String(value), zone) : null;
}

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";
const DAY_FORMS: readonly (readonly [pattern: RegExp, order: string])[] = [
  [/(?<!\d)(\d{2}|\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/, "ymd"],
  [/(?<!\d)(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)/, "ymd"],
  [new RegExp(`(?<!\\d)(\\d{1,2})(?:st|nd|rd|th)?[ -]+${MONTH},?[ -]+(\\d{4})`, "i"), "dmy"],
  [new RegExp(`${MONTH}[ ]+(\\d{1,2})(?:st|nd|rd|th)?,?[ ]+(\\d{4})`, "i"), "mdy"],
  [/(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)/, "ymd"],
];
const CLOCK =
  /(?<![\d-])(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*([ap]m)?(?:\s*(Z|UTC|GMT|EST|EDT|CST|CDT|MST|MDT|PST|PDT|[+-]\d{1,2}(?::?\d{2})?)(?![\w:]))?/i;
const NAMED_OFFSETS: Readonly<Record<string, number>> = {
  ...{ Z: 0, UTC: 0, GMT: 0, EST: -5, EDT: -4, CST: -6, CDT: -5, MST: -7, MDT: -6, PST: -8, PDT: -7 },
};

/** A day that its month does not have rolls over, as in Ruby; `null` where there is no date. */
export function parseTime(text: string, zone: string): Instant | null {
  const day = readDay(text);
  if (day === null) return null;
  const clock = CLOCK.exec(text.slice(day.end)) ?? CLOCK.exec(text.slice(0, day.start));
  const [, hour = "0", minute = "0", second = "0", fraction = "0", half = "", offset] = clock ?? [];
  const hours = (Number(hour) % (half ? 12 : 25)) + (half.toLowerCase() === "pm" ? 12 : 0);
  if (hours > 24 || Number(minute) > 59 || Number(second) > 60) return null;
  const millisecond = Math.floor(Number(`0.${fraction}`) * 1000);
  const wall = { ...day, hour: hours, minute: Number(minute), second: Number(second), millisecond };
  if (offset === undefined) return instantOf(wall, zone);
  const { year, month } = day;
  const local = Date.UTC(year, month - 1, day.day, hours, wall.minute, wall.second, millisecond);
  return local - minutesOf(offset) * 60_000;
}

function minutesOf(offset: string): number {
  const named = NAMED_OFFSETS[offset.toUpperCase()];
  if (named !== undefined) return named * 60;
  const [, sign, hours = "0", minutes = "0"] = /([+-])(\d{1,2}):?(\d{2})?/.exec(offset) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function readDay(text: string) {
  for (const [pattern, order] of DAY_FORMS) {
    const found = pattern.exec(text);
    if (found === null) continue;
    const part = (letter: string) => found[order.indexOf(letter) + 1] as string;
    const month = /\d/.test(part("m"))
      ? Number(part("m"))
      : MONTHS.indexOf(part("m").slice(0, 3).toLowerCase()) + 1;
    const [typed, day] = [Number(part("y")), Number(part("d"))];
    if (month < 1 || month > 12 || day < 1 || day > 31) return null;
    const year = part("y").length > 2 ? typed : typed + (typed < 69 ? 2000 : 1900);
    return { year, month, day, start: found.index, end: found.index + found[0].length };
  }
  return null;
}

const MONTH_NAMES =
  "January February March April May June July August September October November December".split(" ");
const DAY_NAMES = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

/** Ruby's strftime, in the zone given. */
export function strftime(instant: Instant, zone: string, format: string): string {
  const at = wallClock(instant, zone);
  if (FORMATS.size > MAX_FORMATS) FORMATS.clear();
  let text = "";
  for (const part of remembered(FORMATS, format, () => partsOf(format))) {
    if (typeof part === "string") {
      text += part;
      continue;
    }
    const { whole, flags, colons, width, letter } = part;
    const value = usual(at, letter) ?? unusual(at, { instant, zone, letter, colons });
    text += value === null ? whole : flagged(value, flags, width);
  }
  return text;
}

interface Directive {
  whole: string;
  flags: string;
  colons: number;
  width: string;
  letter: string;
}

/** Templates have a few formats, and show thousands of dates in them. */
const MAX_FORMATS = 500;
const FORMATS = new Map<string, readonly (string | Directive)[]>();

function partsOf(format: string): readonly (string | Directive)[] {
  const parts: (string | Directive)[] = [];
  let end = 0;
  for (const found of format.matchAll(/%([-0^#_]*)(:{0,2})(\d*)([A-Za-z%+])/g)) {
    const [whole, flags = "", colons = "", width = "", letter = ""] = found;
    if (found.index > end) parts.push(format.slice(end, found.index));
    parts.push({ whole, flags, colons: colons.length, width, letter });
    end = found.index + whole.length;
  }
  if (end < format.length) parts.push(format.slice(end));
  return parts;
}

type Value = { text: string } | { number: number; width: number; pad?: string };

/** The parts that nearly every format is made of, without the others' table. */
function usual(at: WallClock, letter: string): Value | null {
  switch (letter) {
    case "Y":
      return { number: at.year, width: 4 };
    case "m":
      return { number: at.month, width: 2 };
    case "d":
      return { number: at.day, width: 2 };
    case "H":
      return { number: at.hour, width: 2 };
    case "M":
      return { number: at.minute, width: 2 };
    case "S":
      return { number: at.second, width: 2 };
    default:
      return null;
  }
}

function unusual(
  at: WallClock,
  { instant, zone, letter, colons }: { instant: Instant; zone: string; letter: string; colons: number },
): Value | null {
  const number = (value: number, width: number, pad = "0"): Value => ({ number: value, width, pad });
  const text = (value: string): Value => ({ text: value });
  const nested = (format: string) => text(strftime(instant, zone, format));
  const yearDay =
    Math.floor((Date.UTC(at.year, at.month - 1, at.day) - Date.UTC(at.year, 0, 1)) / 86_400_000) + 1;
  const table: Record<string, () => Value> = {
    C: () => number(Math.floor(at.year / 100), 2),
    y: () => number(at.year % 100, 2),
    B: () => text(MONTH_NAMES[at.month - 1] as string),
    b: () => text((MONTH_NAMES[at.month - 1] as string).slice(0, 3)),
    h: () => text((MONTH_NAMES[at.month - 1] as string).slice(0, 3)),
    e: () => number(at.day, 2, " "),
    j: () => number(yearDay, 3),
    k: () => number(at.hour, 2, " "),
    I: () => number(at.hour % 12 || 12, 2),
    l: () => number(at.hour % 12 || 12, 2, " "),
    L: () => number(((instant % 1000) + 1000) % 1000, 3),
    N: () => number((((instant % 1000) + 1000) % 1000) * 1_000_000, 9),
    P: () => text(at.hour < 12 ? "am" : "pm"),
    p: () => text(at.hour < 12 ? "AM" : "PM"),
    A: () => text(DAY_NAMES[at.weekday] as string),
    a: () => text((DAY_NAMES[at.weekday] as string).slice(0, 3)),
    u: () => number(at.weekday || 7, 1),
    w: () => number(at.weekday, 1),
    U: () => number(Math.floor((yearDay + 6 - at.weekday) / 7), 2),
    W: () => number(Math.floor((yearDay + 6 - ((at.weekday + 6) % 7)) / 7), 2),
    G: () => number(isoWeek(at).year, 4),
    g: () => number(isoWeek(at).year % 100, 2),
    V: () => number(isoWeek(at).week, 2),
    z: () => text(offsetText(offsetAt(zone, instant), colons)),
    Z: () => text(zoneName(instant, zone)),
    s: () => number(Math.floor(instant / 1000), 1),
    n: () => text("\n"),
    t: () => text("\t"),
    "%": () => text("%"),
    F: () => nested("%Y-%m-%d"),
    D: () => nested("%m/%d/%y"),
    x: () => nested("%m/%d/%y"),
    T: () => nested("%H:%M:%S"),
    X: () => nested("%H:%M:%S"),
    R: () => nested("%H:%M"),
    r: () => nested("%I:%M:%S %p"),
    c: () => nested("%a %b %e %H:%M:%S %Y"),
    v: () => nested("%e-%^b-%Y"),
    "+": () => nested("%a %b %e %H:%M:%S %Z %Y"),
  };
  return table[letter]?.() ?? null;
}

function flagged(value: Value, flags: string, width: string): string {
  if ("text" in value) {
    const text = flags.includes("^") ? value.text.toUpperCase() : value.text;
    return text.padStart(Number(width || 0), flags.includes("0") ? "0" : " ");
  }
  if (flags.includes("-")) return String(value.number);
  const pad = flags.includes("_") ? " " : flags.includes("0") ? "0" : (value.pad ?? "0");
  return String(value.number).padStart(Number(width || value.width), pad);
}

function offsetText(offset: number, colons: number): string {
  const size = Math.abs(offset);
  const [hours, minutes] = [Math.floor(size / 60), size % 60].map((part) => String(part).padStart(2, "0"));
  return `${offset < 0 ? "-" : "+"}${hours}${colons > 0 ? ":" : ""}${minutes}${colons > 1 ? ":00" : ""}`;
}

function zoneName(instant: Instant, zone: string): string {
  if (zone === "UTC") return "UTC";
  const parts = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "short" }).formatToParts(
    instant,
  );
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  return /^GMT[+-]/.test(name) ? offsetText(offsetAt(zone, instant), 0).slice(0, 3) : name;
}

/** The week that holds the day's Thursday. */
function isoWeek({
  year,
  month,
  day,
  weekday,
}: {
  year: number;
  month: number;
  day: number;
  weekday: number;
}) {
  const thursday = new Date(Date.UTC(year, month - 1, day - ((weekday + 6) % 7) + 3));
  const own = thursday.getUTCFullYear();
  return { year: own, week: 1 + Math.floor((thursday.getTime() - Date.UTC(own, 0, 1)) / 604_800_000) };
}
