// What pages read beyond their own facts, and the hash of each such input. Reads are text, so that they can be
// recorded: `site.title`, `data.team`, `words:zh-CN`, `template:post.njk`, `asset:site.css`, `self.post`,
// `query:{"name":"latest","limit":10}`, `plugin:toc`, and `filter:` and `global:` for what plugins add to templates.
// A recipe is the hash over the values of all that a page read.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256, valueHash } from "../hash.js";
import { remembered } from "../memo.js";
import type { Config } from "../types/config.js";
import type { PluginRef } from "../types/plugins.js";

/** Everything a renderer needs to know of a site. Serialisable: worker threads get a copy. */
export interface RenderSettings {
  version: string;
  config: Config;
  /** Absolute; the first that has a template wins. */
  templateFolders: string[];
  /** Interface words by language. */
  words: Record<string, Record<string, string>>;
  /** The data files by name without extension. */
  data: Record<string, unknown>;
  /** URL below the base path of each theme asset, by file name. */
  assets: Record<string, string>;
  plugins: PluginRef[];
}

export type SiteView = Record<string, unknown>;

/** What templates see as `site`. */
export function siteView(config: Config): SiteView {
  const { title, description, origin, basePath, lang, timezone, author, menu, publisher } = config;
  const search = config.search === false ? null : { engine: config.search.engine, host: searchHost(config) };
  return {
    title,
    description,
    origin,
    basePath,
    url: origin + basePath,
    lang,
    timezone,
    author,
    menu,
    search,
    publisher,
  };
}

/** What web search engines call the site. */
const searchHost = ({ origin, basePath }: Config): string => origin.replace(/^https?:\/\//, "") + basePath;

export interface TemplateSource {
  /** Absolute path, `null` if no folder has it. */
  file: string | null;
  text: string;
}

export interface Inputs {
  /** Hash of a shared input. Not for `self.` and `query:` reads, which belong to a page and to the catalog. */
  hashOf(read: string): string;
  template(name: string): TemplateSource;
}

export function createInputs(settings: RenderSettings): Inputs {
  const site = siteView(settings.config);
  const templates = new Map<string, TemplateSource>();
  const hashes = new Map<string, string>();

  const template = (name: string): TemplateSource =>
    remembered(templates, name, () => findTemplate(settings.templateFolders, name));
  const compute = (read: string): string => {
    const colon = read.search(/[:.]/);
    const [kind, name] = [read.slice(0, colon), read.slice(colon + 1)];
    if (kind === "site") return valueHash(site[name]);
    if (kind === "data")
      return valueHash(name === "*" ? Object.keys(settings.data).sort() : settings.data[name]);
    if (kind === "words") return valueHash(wordsOf(settings, name));
    if (kind === "asset") return valueHash(settings.assets[name]);
    if (kind === "plugin" || kind === "filter" || kind === "global")
      return pluginHash(settings.plugins, kind, name);
    if (kind === "images") return valueHash(settings.config.images);
    if (kind === "urls") return valueHash(settings.config.permalinks);
    if (kind === "template") {
      const source = template(name);
      return source.file === null ? "missing" : sha256(source.text);
    }
    if (kind === "program") return settings.version;
    throw new Error(`no such input: ${read}`);
  };
  return { template, hashOf: (read) => remembered(hashes, read, () => compute(read)) };
}

/** Of a plugin, or of the one that adds something of this name. */
function pluginHash(
  plugins: readonly PluginRef[],
  kind: "plugin" | "filter" | "global",
  name: string,
): string {
  const has = {
    plugin: (plugin: PluginRef) => plugin.name === name,
    filter: ({ filters }: PluginRef) => filters.includes(name),
    global: ({ globals }: PluginRef) => globals.includes(name),
  };
  return plugins.find(has[kind])?.hash ?? "none";
}

/** The words of a language, else of its primary subtag, else English. */
export function wordsOf(settings: Pick<RenderSettings, "words">, lang: string): Record<string, string> {
  const { words } = settings;
  const primary = lang.split("-")[0] as string;
  const relative = Object.keys(words).find((known) => known.split("-")[0] === primary);
  return words[lang] ?? words[primary] ?? words[relative ?? "en"] ?? words.en ?? {};
}

function findTemplate(folders: readonly string[], name: string): TemplateSource {
  for (const folder of folders) {
    const file = join(folder, name);
    if (!file.startsWith(folder)) break; // `../` in an include: templates are trusted, a typo is not
    try {
      return { file, text: readFileSync(file, "utf8") };
    } catch {} // the next folder may have it
  }
  return { file: null, text: "" };
}
