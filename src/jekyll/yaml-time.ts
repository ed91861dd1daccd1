// Moments and days as Ruby's YAML takes them: a time without a zone is UTC's, dates stay dates. What JSON has no word
// for is marked: `{"$time": …}` and `{"$date": …}`.

/** A moment, written with seconds, as Ruby's YAML takes it for a Time. */
export interface YamlTime {
  $time: number;
}

/** A day, as Ruby's YAML takes it for a Date. */
export interface YamlDate {
  $date: string;
}

export const isYamlTime = (value: unknown): value is YamlTime =>
  typeof value === "object" && value !== null && "$time" in value;
export const isYamlDate = (value: unknown): value is YamlDate =>
  typeof value === "object" && value !== null && "$date" in value;

const TIME =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.(\d*))?[ \t]*(?:(Z)|([-+])(\d\d?)(?::?(\d\d))?)?$/;
const DATE = /^\d{4}-\d\d?-\d\d?$/;

/** `null`: it is neither. */
export function readMoment(text: string): YamlTime | YamlDate | null {
  if (DATE.test(text)) return isRealDay(text) ? { $date: padded(text) } : null;
  const found = TIME.exec(text);
  if (found === null) return null;
  const [, year, month, day, hour, minute, second, fraction = "", , sign, hours = "0", minutes = "0"] = found;
  const part = Number(`0.${fraction || 0}`) * 1000;
  const wall = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  const offset = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  return { $time: wall + Math.round(part) - offset };
}

const padded = (text: string): string =>
  text
    .split("-")
    .map((part) => part.padStart(2, "0"))
    .join("-");

function isRealDay(text: string): boolean {
  const [year, month, day] = text.split("-").map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
