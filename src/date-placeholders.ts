// What a permalink's date placeholders stand for, in the site's zone. Names and meanings are Jekyll's:
// https://jekyllrb.com/docs/permalinks/
import { wallClock } from "./time.js";
import type { Instant } from "./types/content.js";

/** Looks up a placeholder's value by name; `undefined` where it is none of a date's. */
export function dateValues(date: Instant, zone: string): (name: string) => string | undefined {
  let at: DateParts | undefined;
  return (name) => {
    if (!Object.hasOwn(VALUES, name)) return undefined;
    at ??= dateParts(date, zone);
    return VALUES[name]!(at);
  };
}

interface DateParts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  /** The same day at 00:00Z, for the calendar's arithmetic. */
  utc: Date;
}

function dateParts(date: Instant, zone: string): DateParts {
  const { year, month, day, hour, minute, second } = wallClock(date, zone);
  const utc = new Date(0);
  utc.setUTCFullYear(year, month - 1, day);
  return { year, month, day, hour, minute, second, utc };
}

const DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);
const DAY_MS = 86_400_000;

const VALUES: Readonly<Record<string, (at: DateParts) => string>> = {
  year: (at) => pad(at.year, 4),
  short_year: (at) => pad(at.year % 100),
  month: (at) => pad(at.month),
  i_month: (at) => String(at.month),
  short_month: (at) => MONTHS[at.month - 1]!.slice(0, 3),
  long_month: (at) => MONTHS[at.month - 1]!,
  day: (at) => pad(at.day),
  i_day: (at) => String(at.day),
  y_day: (at) => pad(dayOfYear(at.utc), 3),
  short_day: (at) => DAYS[at.utc.getUTCDay()]!.slice(0, 3),
  long_day: (at) => DAYS[at.utc.getUTCDay()]!,
  w_day: (at) => String(at.utc.getUTCDay() || 7),
  week: (at) => pad(Math.ceil(dayOfYear(thursday(at.utc)) / 7)),
  w_year: (at) => pad(thursday(at.utc).getUTCFullYear(), 4),
  hour: (at) => pad(at.hour),
  minute: (at) => pad(at.minute),
  second: (at) => pad(at.second),
};

/** Every placeholder that `dateValues` knows. */
export const DATE_PLACEHOLDERS: readonly string[] = Object.keys(VALUES);

const pad = (n: number, width = 2) => String(n).padStart(width, "0");
const dayOfYear = (day: Date) => Math.round((+day - new Date(+day).setUTCMonth(0, 1)) / DAY_MS) + 1;
/** An ISO week belongs to the year of its Thursday. */
const thursday = (day: Date) => new Date(+day + (4 - (day.getUTCDay() || 7)) * DAY_MS);
