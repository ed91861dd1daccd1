// What a post's front matter has to say besides, so that it is here what it was in Jekyll.
import { isoWithOffset } from "../time.js";
import type { Config } from "../types/config.js";
import type { Post, StaticPage } from "../types/content.js";
import { encodeUrl, foldTerm } from "../urls.js";
import { quoted, quotedList } from "./front-matter-edit.js";

export type Changes = Record<string, string | null>;

/** What the file itself says, without defaults. */
type Typed = Readonly<Record<string, unknown>>;

/** Empty: nothing. `was`: as Jekyll reads it, `is`: as it is read now. */
export function postDifferences(was: Post, is: Post, typed: Typed, config: Config): Changes {
  const changes: Changes = { ...sharedDifferences(was, is, typed, config) };
  if (Math.floor(was.date / 1000) !== Math.floor(is.date / 1000))
    changes.date = dateText(was.date, config.timezone);
  for (const [plural, singular] of [
    ["categories", "category"],
    ["tags", "tag"],
  ] as const)
    if (!sameTerms(was[plural], is[plural])) {
      changes[plural] = quotedList(was[plural]);
      if (singular in typed) changes[singular] = null;
    }
  const author = typeof was.data.author === "string" ? was.data.author.trim() : "";
  if (is.author === null && author !== "" && author !== config.author) changes.author = quoted(author);
  if (is.image === null && typeof was.data.image === "string" && was.data.image !== typed.image)
    changes.image = quoted(was.data.image);
  // An address is made of date and categories: they come first.
  return Object.keys(changes).length > 0 ? changes : addressDifference(was, is);
}

export function pageDifferences(was: StaticPage, is: StaticPage, typed: Typed, config: Config): Changes {
  return { ...addressDifference(was, is), ...sharedDifferences(was, is, typed, config) };
}

type Any = Post | StaticPage;

/** A colon in an address would begin a placeholder. */
export const permalinkTo = (url: string): string => quoted(encodeUrl(url).replaceAll(":", "%3A"));

function addressDifference(was: Any, is: Any): Changes {
  const isSame = was.output === is.output && (sameUrl(was.url, is.url) || is.output === "404.html");
  return isSame ? {} : { permalink: permalinkTo(was.url) };
}

function sharedDifferences(was: Any, is: Any, typed: Typed, { lang }: Config): Changes {
  const changes: Changes = {};
  if (typed.title == null && was.title.trim() !== "" && was.title !== is.title)
    changes.title = quoted(was.title);
  if (was.lang !== null && was.lang !== lang && is.lang === null && typed.lang == null)
    changes.lang = quoted(was.lang);
  if (!was.inSitemap && is.inSitemap) changes.sitemap = "false";
  const [before, now] = [was.visibility ?? "public", is.visibility ?? "public"];
  if (before === "public" && now === "draft") changes.draft = "false";
  if (before !== "unpublished" && now === "unpublished") changes.published = "true";
  if (before === "unpublished" && now !== "unpublished") changes.published = "false";
  return changes;
}

const sameUrl = (a: string, b: string): boolean =>
  a === b || encodeUrl(a).replaceAll(":", "%3A") === b.replaceAll(":", "%3A");

const sameTerms = (a: readonly string[], b: readonly string[]): boolean => {
  const folded = (names: readonly string[]) => [...new Set(names.map(foldTerm))].filter(Boolean);
  return JSON.stringify(folded(a)) === JSON.stringify(folded(b));
};

/** `2022-03-23 20:37:10 +0800`. */
export function dateText(date: number, zone: string): string {
  const iso = isoWithOffset(Math.floor(date / 1000) * 1000, zone);
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} ${iso.slice(19).replace(":", "")}`;
}
