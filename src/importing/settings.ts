// `_config.yml` -> the text of a `site.yml`, with a word on each key: what it became, or why it became nothing.
import { parseConfig } from "../config/config.js";
import { BuildError } from "../diagnostics/diagnostic.js";
import type { Config } from "../types/config.js";
import type { JekyllConfig } from "../types/jekyll.js";
import { expandStyle, validatePattern } from "../urls.js";
import { quoted, quotedList } from "./front-matter-edit.js";

export interface TranslatedSettings {
  /** The whole of `site.yml`. */
  text: string;
  config: Config;
  /** What each key of `_config.yml` became, in its order. */
  notes: { key: string; became: string }[];
}

type Values = Record<string, unknown>;
type Value = string | number | boolean | string[] | { [key: string]: Value };
/** Of `site.yml`, with the key of Jekyll's that it comes from. */
interface Setting {
  from: string;
  key: string;
  value: Value;
}

/** `typed`: what the files say, without Jekyll's defaults. `permalinks`: those that lists get, if they may. */
export function translateSettings(
  config: Config,
  typed: Readonly<Values>,
  permalinks: Readonly<Record<string, string>>,
): TranslatedSettings {
  const notes = new Map<string, string>(Object.keys(typed).map((key) => [key, noteOf(key)]));
  const kept: Setting[] = [];
  for (const setting of settingsOf(config, typed)) {
    const problem = refusalOf(setting);
    if (problem === null) kept.push(setting);
    const became = problem === null ? lines(setting.key, setting.value).trim() : `nothing: ${problem}`;
    if (setting.from in typed) notes.set(setting.from, became);
  }
  const patterns = acceptable(permalinks);
  if (Object.keys(patterns).length > 0) kept.push({ from: "", key: "permalinks", value: patterns });
  const text = kept.map(({ key, value }) => lines(key, value)).join("");
  return {
    text: text === "" ? "title: Untitled site\n" : text,
    config: parseConfig(text, { file: "site.yml" }),
    notes: [...notes].map(([key, became]) => ({ key, became })),
  };
}

function* settingsOf(config: Config, typed: Readonly<Values>): Iterable<Setting> {
  const jekyll = config.jekyll as JekyllConfig;
  const { values } = jekyll;
  if (config.title !== "") yield { from: "title", key: "title", value: config.title };
  if (config.description !== "")
    yield { from: "description", key: "description", value: config.description.replace(/\s+/g, " ").trim() };
  if (config.origin !== "")
    yield { from: "url", key: "url", value: config.origin + config.basePath.replace(/\/+$/, "") };
  if (typeof typed.lang === "string") yield { from: "lang", key: "lang", value: typed.lang };
  if (config.timezone !== "UTC") yield { from: "timezone", key: "timezone", value: config.timezone };
  const author = authorOf(values.author);
  if (author !== null) yield { from: "author", key: "author", value: author };
  const pattern = jekyll.collections.find(({ label }) => label === "posts")?.permalink ?? jekyll.permalink;
  if (pattern !== "date" && validatePattern(expandStyle(pattern)) === null)
    yield { from: "permalink", key: "permalink", value: pattern };
  const perPage = Number(jekyll.pagination?.per_page ?? 0);
  if (perPage > 0) yield { from: "pagination", key: "perPage", value: perPage };
  else if (jekyll.paginate > 0) yield { from: "paginate", key: "perPage", value: jekyll.paginate };
  if (jekyll.excerptSeparator.trim() !== "")
    yield { from: "excerpt_separator", key: "excerptSeparator", value: jekyll.excerptSeparator };
  if (values.show_drafts === true) yield { from: "show_drafts", key: "drafts", value: true };
  if (values.future === true) yield { from: "future", key: "future", value: true };
  const feed = values.feed as Values | undefined;
  const limit = Number(feed?.posts_limit);
  if (limit > 0) yield { from: "feed", key: "feed", value: { limit } };
}

/** Those that `site.yml` takes beside the ones before them. */
function acceptable(permalinks: Readonly<Record<string, string>>): Record<string, string> {
  let taken: Record<string, string> = {};
  for (const [name, pattern] of Object.entries(permalinks)) {
    const more = { ...taken, [name]: pattern };
    if (refusalOf({ from: "", key: "permalinks", value: more }) === null) taken = more;
  }
  return taken;
}

function authorOf(value: unknown): string | null {
  const name =
    typeof value === "object" && value !== null && "name" in value
      ? (value as { name: unknown }).name
      : value;
  return typeof name === "string" && name.trim() !== "" ? name.trim() : null;
}

/** What `site.yml` would say against it. */
function refusalOf({ key, value }: Setting): string | null {
  try {
    parseConfig(lines(key, value), { file: "site.yml" });
    return null;
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    return error.diagnostics[0]?.message ?? "it is refused";
  }
}

function lines(key: string, value: Value, indent = ""): string {
  if (Array.isArray(value)) return `${indent}${key}: ${quotedList(value)}\n`;
  if (typeof value !== "object")
    return `${indent}${key}: ${typeof value === "string" ? quoted(value) : String(value)}\n`;
  const members = Object.entries(value).map(([name, member]) => lines(name, member, `${indent}  `));
  return `${indent}${key}:\n${members.join("")}`;
}

const PLUGIN_WORK =
  "feeds, sitemap, robots.txt, redirects, structured data and related posts are the program's own";

/** Keys that become nothing, or something that is no setting. */
const NOTES: Readonly<Record<string, string>> = {
  title: "nothing: it is empty",
  name: "title, if there is no title",
  description: "nothing: it is empty",
  url: "nothing: it is empty; write the site's address as url",
  baseurl: "part of url",
  timezone: "the default, UTC",
  permalink: "the default, or permalinks in the front matter",
  excerpt_separator: "nothing: excerpts are the first paragraph, or what stands before <!-- more -->",
  plugins: `nothing: ${PLUGIN_WORK}`,
  gems: `nothing: ${PLUGIN_WORK}`,
  defaults: "front matter of the posts and pages that it applies to, as far as their keys mean something",
  collections: "pages, each at its address",
  markdown: "nothing: Markdown is GitHub's",
  kramdown: "nothing: Markdown is GitHub's",
  highlighter: "nothing: code is coloured",
  paginate_path: "nothing: older stories are at permalinks.homePage, counted from the oldest",
  include: "nothing: public/ holds what is published as it is",
  exclude: "nothing: only posts/, pages/, data/ and public/ are read",
  keep_files: "nothing: what is to stay in dist/ belongs into public/",
  pagination: "nothing: it is not enabled",
  autopages: "permalinks, as far as they can be had; every term has its page, a collection has none",
  "jekyll-archives": "permalinks, as far as they can be had; every term, year, month and day has its page",
  theme: "nothing: the look is the program's theme until there are templates/",
  remote_theme: "nothing: the look is the program's theme until there are templates/",
  sass: "nothing: Sass was compiled once",
};

const noteOf = (key: string): string =>
  Object.hasOwn(NOTES, key)
    ? (NOTES[key] as string)
    : "nothing: put it into data/site.yml if templates need it, as data.site";
