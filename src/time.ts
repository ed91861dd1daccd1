// Wall clock <-> instant in an IANA time zone, with nothing but Intl.
//
// Offsets are whole minutes. Local mean time, in use until about 1900, had seconds, which ISO 8601 cannot write:
// it is rounded, in every function here alike, so that they agree with each other.
import { createRecent, remembered } from "./memo.js";
import type { Instant } from "./types/content.js";

export interface WallClock {
  year: number;
  /** 1-12 */
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  /** 0 is Sunday. */
  weekday: number;
}

/** A moment as a clock on the wall shows it. */
export type WallTime = Omit<WallClock, "weekday"> & { millisecond?: number };

/** Half-open: `from` is in it, `to` is not. */
export interface InstantRange {
  from: Instant;
  to: Instant;
}

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Names only: that Intl also takes offsets such as `+08:00` depends on Node's version. */
export function isTimeZone(name: string): boolean {
  if (!/^[a-z]/i.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Minutes east of UTC. Throws a RangeError where `zone` is none. */
export function offsetAt(zone: string, instant: Instant): number {
  const known = offsetsOf(zone);
  const day = Math.floor(instant / DAY);
  const atStart = offsetAtStart(known, day);
  // No zone has changed its offset twice within a day: the same at both ends is the same all day.
  return atStart === offsetAtStart(known, day + 1) ? atStart : askIntl(known.format, instant);
}

export function wallClock(instant: Instant, zone: string): WallClock {
  const local = new Date(instant + offsetAt(zone, instant) * MINUTE);
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    weekday: local.getUTCDay(),
  };
}

/**
 * The instant at which a clock in `zone` shows `wall`. Where the clock shows it twice (it was put back), the earlier;
 * where never (it was put forward), as if the clock had gone on: Temporal's "compatible".
 */
export function instantOf(wall: WallTime, zone: string): Instant {
  const { year, month, day, hour, minute, second, millisecond = 0 } = wall;
  const local = Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
  const before = offsetAt(zone, local - DAY);
  const after = offsetAt(zone, local + DAY);
  const early = local - before * MINUTE;
  if (offsetAt(zone, early) === before) return early;
  const late = local - after * MINUTE;
  return offsetAt(zone, late) === after ? late : early;
}

/** `2022-03-23T20:37:10+08:00`: to the second. */
export function isoWithOffset(instant: Instant, zone: string): string {
  return remembered(offsetsOf(zone).iso, instant, () => writeIso(instant, zone));
}

function writeIso(instant: Instant, zone: string): string {
  const offset = offsetAt(zone, instant);
  const local = new Date(instant + offset * MINUTE).toISOString().slice(0, -5);
  const size = Math.abs(offset);
  return `${local}${offset < 0 ? "-" : "+"}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

/** The year, month and day that hold `instant`, as archives name them: `2022`, `2022-03`, `2022-03-23`. */
export function periodKeys(instant: Instant, zone: string): { year: string; month: string; day: string } {
  const at = wallClock(instant, zone);
  const year = String(at.year).padStart(4, "0");
  const month = `${year}-${pad(at.month)}`;
  return { year, month, day: `${month}-${pad(at.day)}` };
}

/** The span of a year, month or day named as `periodKeys` does; a RangeError where `key` is none. */
export function periodRange(key: string, zone: string): InstantRange {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(key) ?? [];
  const start = { year: Number(year), month: Number(month ?? 1), day: Number(day ?? 1) };
  if (!isCalendarDay(start.year, start.month, start.day))
    throw new RangeError(`"${key}" is not a year, month or day`);
  const end = { ...start };
  if (day !== undefined) end.day++;
  else if (month !== undefined) end.month++;
  else end.year++;
  return { from: midnight(start, zone), to: midnight(end, zone) };
}

/** Whether the calendar has such a day; `month` counts from 1. */
export function isCalendarDay(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The day's first moment; 32nds and 13th months are carried over. */
function midnight(day: { year: number; month: number; day: number }, zone: string): Instant {
  return instantOf({ ...day, hour: 0, minute: 0, second: 0 }, zone);
}

const pad = (n: number) => String(n).padStart(2, "0");

// ---------------------------------------------------------------- offsets, remembered
// Asking Intl takes 2 µs, and every post asks several times. What is kept here follows from zone and day alone, so
// forgetting it (the bound) costs time and changes nothing.

interface ZoneOffsets {
  format: Intl.DateTimeFormat;
  /** By day since 1970: the offset at its 00:00Z. */
  atStart: Map<number, number>;
  /** What moments are written as: a post's is on some twenty pages. */
  iso: ReturnType<typeof createRecent<Instant, string>>;
}

const MAX_ZONES = 32;
const MAX_DAYS = 20_000;
const MAX_TIMES = 4_000;
const zones = new Map<string, ZoneOffsets>();

function offsetsOf(zone: string): ZoneOffsets {
  let known = zones.get(zone);
  if (known === undefined) {
    if (zones.size >= MAX_ZONES) zones.clear();
    const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
    known = { format, atStart: new Map(), iso: createRecent(MAX_TIMES) };
    zones.set(zone, known);
  }
  return known;
}

function offsetAtStart(known: ZoneOffsets, day: number): number {
  let offset = known.atStart.get(day);
  if (offset === undefined) {
    if (known.atStart.size >= MAX_DAYS) known.atStart.clear();
    offset = askIntl(known.format, day * DAY);
    known.atStart.set(day, offset);
  }
  return offset;
}

function askIntl(format: Intl.DateTimeFormat, instant: Instant): number {
  const [, sign, hours, minutes, seconds] =
    /([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(format.format(instant)) ?? [];
  const size = Number(hours ?? 0) * 60 + Number(minutes ?? 0) + Math.round(Number(seconds ?? 0) / 60);
  return sign === "-" && size > 0 ? -size : size;
}
