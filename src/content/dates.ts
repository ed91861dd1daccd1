// A date as newsrooms write it -> an instant. What is not certainly a date is none: nothing here guesses.
import { instantOf, isCalendarDay } from "../time.js";
import type { Instant } from "../types/content.js";

/**
 * Reads `2022-03-23 20:37:10 +0800` and its kin: `-`, `/`, `.` or 年月日; with or without time, seconds and zone;
 * also in full-width characters. A date without a time is midnight, one without a zone is in `zone`.
 * `null` where it is anything else, or a day or time that does not exist.
 */
export function parseDate(text: string, zone: string): Instant | null {
  if (text.length > MAX_LENGTH) return null;
  const plain = text.normalize("NFKC").trim();
  const date = DATE.exec(plain);
  if (date === null) return null;
  const chinese = date[2] === undefined;
  const year = Number(date[1]);
  const month = Number(date[3] ?? date[5]);
  const day = Number(date[4] ?? date[6]);
  if (year < 1000 || !isCalendarDay(year, month, day)) return null;

  const afterDate = plain.slice(date[0].length);
  const time = readTime(afterDate, chinese);
  if (time === null) return null;
  const offset = readOffset(afterDate.slice(time.length), time.length > 0);
  if (offset === null) return null;

  const { hour, minute, second, millisecond } = time;
  if (offset === "none") return instantOf({ year, month, day, hour, minute, second, millisecond }, zone);
  return Date.UTC(year, month - 1, day, hour, minute, second, millisecond) - offset * 60_000;
}

const MAX_LENGTH = 100;

// 1: year; numeric: 2: separator, 3: month, 4: day; Chinese: 5: month, 6: day
const DATE = /^(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})(?!\d)|\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號])/;

// 1: what parts it from the date, 2: hour; with colons: 3: minute, 4: second, 5: fraction; Chinese: 6: minute, 7: second
const TIME =
  /^(T|\s*)(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?|\s*[时時点點](?:\s*(\d{1,2})\s*分(?:\s*(\d{1,2})\s*秒)?)?)(?!\d)/i;

// 1: sign, 2: hours, 3: minutes; or, with one digit, 4: hours, 5: minutes
const OFFSET = /^\s*(?:Z|UTC|GMT|(?:UTC|GMT)?([+-])(?:(\d{2})(?::?(\d{2}))?|(\d)(?::(\d{2}))?))$/i;

interface Time {
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
  /** Of its text. */
  length: number;
}

const MIDNIGHT: Time = { hour: 0, minute: 0, second: 0, millisecond: 0, length: 0 };

/** The time at the start of `text`; midnight where there is none, `null` where there is no such time. */
function readTime(text: string, chinese: boolean): Time | null {
  const found = TIME.exec(text);
  if (found === null) return MIDNIGHT;
  // `2022-03-2320:37` could be cut in two places; after 日 there is only one.
  if (found[1] === "" && !chinese) return null;
  const hour = Number(found[2]);
  const minute = Number(found[3] ?? found[6] ?? 0);
  const second = Number(found[4] ?? found[7] ?? 0);
  if (hour > 23 || minute > 59 || second > 59) return null;
  const millisecond = Number((found[5] ?? "").slice(0, 3).padEnd(3, "0"));
  return { hour, minute, second, millisecond, length: found[0].length };
}

/** Minutes east of UTC; `null` where `text` is neither empty nor a zone. */
function readOffset(text: string, behindTime: boolean): number | "none" | null {
  if (text === "") return "none";
  const found = OFFSET.exec(text);
  // Right behind a day, `-08` may be meant for the hour.
  if (found === null || !(behindTime || /^\s/.test(text))) return null;
  const hours = Number(found[2] ?? found[4] ?? 0);
  const minutes = Number(found[3] ?? found[5] ?? 0);
  const offset = hours * 60 + minutes;
  if (minutes > 59 || offset > 18 * 60) return null;
  return found[1] === "-" ? -offset : offset;
}
