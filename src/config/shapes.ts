// The kinds of values that settings have.
import type { z as Zod } from "zod";
import type { FeedFormat } from "../types/config.js";
import { z } from "./zod.js";

/** Text that is not empty. */
export const text = () => z.string({ error: "must be text" }).trim().min(1, "must not be empty");
export const flag = () => z.boolean({ error: "must be true or false" });

export function wholeNumber(least: number, most: number) {
  const rule = `must be a whole number from ${least} to ${most}`;
  return z.int(rule).min(least, rule).max(most, rule);
}

/** One of a few words. */
export const choice = <const T extends string>(...words: T[]) =>
  z.enum(words, { error: `must be ${words.slice(0, -1).join(", ")} or ${words.at(-1)}` });

export function listOf<T extends Zod.ZodType>(item: T, what: string) {
  return z.array(item, { error: `must be a list of ${what}` });
}

export const feedFormats = (usual: FeedFormat[]) =>
  listOf(choice("atom", "rss", "json"), "feed formats")
    .default(usual)
    .meta({ examples: [["atom", "rss", "json"]] });

/** Settings under one name; each has a default, so the name may be left out. */
export function group<T extends Zod.ZodRawShape>(shape: T) {
  return z.strictObject(shape, { error: "must be a group of settings, one per line below it" });
}
