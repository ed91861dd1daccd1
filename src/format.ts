// Dates and numbers as readers of a language write them. Chinese, Japanese and English are spelled out here, so
// that a newer Node cannot change a page; every other language is Intl's.
import { type WallClock, wallClock } from "./time.js";
import type { Instant } from "./types/content.js";

export type DateStyle = "long" | "short" | "month" | "year" | "time" | "datetime" | "weekday";

const EN_MONTHS =
  "January February March April May June July August September October November December".split(" ");
const EN_DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const HAN_DAYS = "日一二三四五六";

/** An instant in the site's zone: `formatDate(t, "long", "Asia/Shanghai", "zh-CN")` → `2022年3月23日`. */
export function formatDate(instant: Instant, style: DateStyle, zone: string, lang: string): string {
  return formatWall(wallClock(instant, zone), style, lang);
}

/** The name of an archive: `2022` → `2022年`, `2022-03` → `2022年3月`, `2022-03-23` → `2022年3月23日`. */
export function periodTitle(key: string, lang: string): string {
  const [year = 1970, month = 1, day = 1] = key.split("-").map(Number);
  const style = key.length === 4 ? "year" : key.length === 7 ? "month" : "long";
  return formatWall({ year, month, day, hour: 0, minute: 0, second: 0, weekday: 0 }, style, lang);
}

/** Whole numbers with their thousands grouped. */
export function formatNumber(value: number, lang: string): string {
  const primary = lang.split("-")[0];
  if (primary === "zh" || primary === "ja" || primary === "en")
    return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return numberFormat(lang).format(value);
}

function formatWall(wall: WallClock, style: DateStyle, lang: string): string {
  const primary = lang.split("-")[0];
  if (primary === "zh" || primary === "ja") return han(wall, style);
  if (primary === "en") return english(wall, style);
  return viaIntl(wall, style, lang);
}

const clock = ({ hour, minute }: WallClock) =>
  `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;

function han(wall: WallClock, style: DateStyle): string {
  const { year, month, day, weekday } = wall;
  switch (style) {
    case "year":
      return `${year}年`;
    case "month":
      return `${year}年${month}月`;
    case "short":
      return `${month}月${day}日`;
    case "time":
      return clock(wall);
    case "weekday":
      return `星期${HAN_DAYS[weekday]}`;
    case "datetime":
      return `${year}年${month}月${day}日 ${clock(wall)}`;
    default:
      return `${year}年${month}月${day}日`;
  }
}

function english(wall: WallClock, style: DateStyle): string {
  const { year, day, weekday } = wall;
  const month = EN_MONTHS[wall.month - 1] as string;
  switch (style) {
    case "year":
      return String(year);
    case "month":
      return `${month} ${year}`;
    case "short":
      return `${day} ${month.slice(0, 3)}`;
    case "time":
      return clock(wall);
    case "weekday":
      return EN_DAYS[weekday] as string;
    case "datetime":
      return `${day} ${month} ${year}, ${clock(wall)}`;
    default:
      return `${day} ${month} ${year}`;
  }
}

const INTL: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  year: { year: "numeric" },
  month: { year: "numeric", month: "long" },
  short: { month: "short", day: "numeric" },
  long: { year: "numeric", month: "long", day: "numeric" },
  time: { hour: "2-digit", minute: "2-digit", hour12: false },
  datetime: {
    year: "numeric",
    month: "long",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
  },
  weekday: { weekday: "long" },
};

function viaIntl(wall: WallClock, style: DateStyle, lang: string): string {
  const { year, month, day, hour, minute } = wall;
  return dateFormat(lang, style).format(Date.UTC(year, month - 1, day, hour, minute));
}

// Formatters are pure functions of their key and slow to make.
const dateFormats = new Map<string, Intl.DateTimeFormat>();
function dateFormat(lang: string, style: DateStyle): Intl.DateTimeFormat {
  const key = `${style} ${lang}`;
  const known = dateFormats.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(lang, { ...INTL[style], timeZone: "UTC" });
  dateFormats.set(key, format);
  return format;
}

const numberFormats = new Map<string, Intl.NumberFormat>();
function numberFormat(lang: string): Intl.NumberFormat {
  const known = numberFormats.get(lang);
  if (known) return known;
  const format = new Intl.NumberFormat(lang);
  numberFormats.set(lang, format);
  return format;
}
