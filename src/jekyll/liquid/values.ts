// Values as Ruby knows them: moments that print themselves, text of anything, order and equality.
import type { Instant } from "../../types/content.js";
import { strftime } from "../dates.js";

/** A moment as templates see it: it prints as Ruby's Time does, and compares by when it is. */
export interface LiquidTime {
  $instant: Instant;
  toString(): string;
  valueOf(): number;
}

export const liquidTime = (instant: Instant, zone: string): LiquidTime => ({
  $instant: instant,
  toString: () => strftime(instant, zone, "%Y-%m-%d %H:%M:%S %z"),
  valueOf: () => instant,
});

export const isTime = (value: unknown): value is LiquidTime =>
  typeof value === "object" && value !== null && "$instant" in value;

export function toText(value: unknown): string {
  if (value == null) return "";
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(toText).join("");
  if (typeof value === "object" && !isTime(value)) return inspect(value);
  return String(value);
}

/** Ruby's `inspect`. */
export function inspect(value: unknown): string {
  if (value == null) return "nil";
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(inspect).join(", ")}]`;
  if (typeof value !== "object" || isTime(value)) return String(value);
  return `{${Object.entries(value)
    .map(([key, member]) => `${JSON.stringify(key)}=>${inspect(member)}`)
    .join(", ")}}`;
}

export function toList(value: unknown): unknown[] {
  if (value == null) return [];
  if (Array.isArray(value)) return value;
  // First of all: an object that has every key that one asks for would pass for a moment.
  if (typeof value === "object" && Symbol.iterator in value) return [...(value as Iterable<unknown>)];
  if (typeof value !== "object" || isTime(value)) return [value];
  return Object.values(value);
}

/** `a.b` of an item. */
export function property(item: unknown, path: string): unknown {
  let value: unknown = item;
  for (const key of path.split(".")) {
    if (typeof value !== "object" || value === null) return undefined;
    value =
      Object.hasOwn(value, key) || Array.isArray(value) ? (value as Record<string, unknown>)[key] : undefined;
  }
  return value;
}

const NUMBER = /^\s*-?(?:\d+\.?\d*|\.\d+)\s*$/;

/** As Jekyll sorts: what looks like a number is one. */
export function compare(a: unknown, b: unknown): number {
  if (Array.isArray(a) && Array.isArray(b)) return compareLists(a, b);
  const [left, right] = [sortable(a), sortable(b)];
  if (typeof left === "number" && typeof right === "number") return left - right;
  const [x, y] = [toText(a), toText(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Item by item, as Ruby does: pairs of a name and its posts are in the order of names. */
function compareLists(a: readonly unknown[], b: readonly unknown[]): number {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const order = compare(a[index], b[index]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function sortable(value: unknown): unknown {
  if (isTime(value)) return value.$instant;
  if (typeof value === "string" && NUMBER.test(value)) return Number(value);
  return value;
}
