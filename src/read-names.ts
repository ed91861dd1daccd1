// What reads are called for readers: `why` prints them, and the preview's bar shows them.
import { isOwn } from "./recipe.js";

/** What a page was seen to read, by kind, in words. */
export function readsByKind(reads: readonly string[]): [kind: string, names: string[]][] {
  const named = (prefix: string) =>
    reads.filter((read) => read.startsWith(prefix)).map((read) => read.slice(prefix.length));
  return [
    ["templates", named("template:")],
    ["layouts", named("layout:")],
    ["includes", named("include:")],
    ["files", named("file:")],
    ["shows", reads.filter(isOwn).map((read) => FACTS[read] ?? read.slice("self.".length))],
    ["settings", [...named("site."), ...reads.flatMap((read) => SETTINGS[read] ?? [])].sort()],
    ["words", named("words:")],
    ["assets", named("asset:")],
    ["data", named("data.")],
    ["queries", named("query:").map(queryText)],
    ["plugins", [...named("plugin:"), ...named("filter:").map((name) => `filter ${name}`)]],
  ];
}

/** What the facts that plans give are called for readers. */
export const FACTS: Readonly<Record<string, string>> = {
  "self.source": "the text of its source",
  "self.post": "title, date, terms and excerpt of its post",
  "self.page": "its title, address and language",
  "self.older": "the older post",
  "self.newer": "the newer post",
  "self.listing": "the posts on this page of the list",
  "self.lead": "the newest post",
  "self.others": "the newest posts",
  "self.sections": "the newest posts of each section",
  "self.feed": "the newest posts",
  "self.term": "the name and description of its term",
  "self.terms": "all terms and how many posts each has",
  "self.period": "the archives above and inside it",
  "self.urls": "the addresses in it",
  "self.entries": "the sitemaps in it",
  "self.file": "its file",
  "self.original": "the file of which it is a copy",
  "self.text": "its text",
  "self.card": "what it shows",
  "self.tools": "the packages that draw it",
  "self.picture": "its picture, and how large it is to be",
  "self.pictures": "size and copies of the pictures in its text",
  "self.json": "the posts in this part of the search index",
};

/** Groups of settings that are read as a whole. */
const SETTINGS: Readonly<Record<string, string>> = { "images:": "images", "urls:": "permalinks" };

/** `{"name":"latest","limit":10}` → `latest(limit: 10)`. */
export function queryText(json: string): string {
  const { name, ...values } = JSON.parse(json) as Record<string, unknown>;
  const shown = Object.entries(values).map(([key, value]) => `${key}: ${String(value)}`);
  return `${String(name)}(${shown.join(", ")})`;
}
