// YAML as Ruby reads it in Jekyll: `yes` is true, a time without a zone is UTC's, dates stay dates. What JSON has no
// word for is marked: `{"$time": …}` and `{"$date": …}`.
import { defineScalarTag, loadAll, NOT_RESOLVED, YAML11_SCHEMA, YAMLException } from "js-yaml";

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

export class YamlError extends Error {
  /** From 1, in the text that was read. */
  readonly line: number;
  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

/** Throws a YamlError. An empty text is `null`; of a key that stands twice the last counts. */
export function readYaml(text: string): unknown {
  try {
    return loadAll(text, { schema: SCHEMA, json: true })[0] ?? null;
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    throw new YamlError(error.reason, (error.mark?.line ?? 0) + 1);
  }
}

const TIME =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.(\d*))?[ \t]*(?:(Z)|([-+])(\d\d?)(?::?(\d\d))?)?$/;
const DATE = /^\d{4}-\d\d?-\d\d?$/;

function readTime(text: string): YamlTime | YamlDate | typeof NOT_RESOLVED {
  if (DATE.test(text)) return isRealDay(text) ? { $date: padded(text) } : NOT_RESOLVED;
  const found = TIME.exec(text);
  if (found === null) return NOT_RESOLVED;
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

const YES = /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const NO = /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/;

const SCHEMA = YAML11_SCHEMA.withTags(
  // `y` and `n` are letters to Ruby.
  defineScalarTag<boolean>("tag:yaml.org,2002:bool", {
    implicit: true,
    implicitFirstChars: [..."yYnNtTfFoO"],
    resolve: (text) => (YES.test(text) ? true : NO.test(text) ? false : NOT_RESOLVED),
    identify: () => false,
  }),
  defineScalarTag<YamlTime | YamlDate>("tag:yaml.org,2002:timestamp", {
    implicit: true,
    implicitFirstChars: [..."0123456789"],
    resolve: readTime,
    identify: () => false,
  }),
);
