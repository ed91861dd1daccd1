// The text of `site.yml` -> Config. Everything downstream finds each setting filled in and checked.
import { BuildError } from "../diagnostics/diagnostic.js";
import { configUrlMissing } from "../diagnostics/settings.js";
import type { Config, ImagesConfig, SanitizeConfig } from "../types/config.js";
import type { Diagnostic } from "../types/diagnostic.js";
import { expandStyle } from "../urls.js";
import { parseYamlMapping } from "../yaml/yaml.js";
import { usualImages } from "./images.js";
import { configProblems } from "./issues.js";
import { folderParts } from "./paths.js";
import { type FilledSiteYml, siteYml } from "./schema.js";

/** What the command line says; it wins over `site.yml`. */
export interface ConfigOverrides {
  drafts?: boolean | undefined;
  future?: boolean | undefined;
}

export interface LoadedConfig {
  config: Config;
  warnings: Diagnostic[];
  /** The file's text; empty if there is none. */
  text: string;
}

export interface ParseConfigOptions {
  /** As diagnostics name it. */
  file: string;
  overrides?: ConfigOverrides | undefined;
}

/** The text of a `site.yml` as a Config. Throws a BuildError with every problem found. */
export function parseConfig(text: string, options: ParseConfigOptions): Config {
  return readSiteYml(text, options).config;
}

/** The same, with what is to be warned of. */
export function readSiteYml(text: string, { file, overrides }: ParseConfigOptions): LoadedConfig {
  const document = parseYamlMapping(text, file);
  const checked = siteYml.safeParse(withoutEmpty(document.value));
  if (!checked.success) throw new BuildError(configProblems(checked.error.issues, document));
  const warnings = document.value.url == null ? [configUrlMissing(checked.data.url, { file })] : [];
  return { config: normalizeConfig(checked.data, overrides), warnings, text };
}

/** `author:` with nothing behind it is as if it was not there. No setting is deeper than `depth`. */
function withoutEmpty(value: unknown, depth = 4): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value) || depth === 0) return value;
  const full = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(full.map(([key, member]) => [key, withoutEmpty(member, depth - 1)]));
}

function normalizeConfig(site: FilledSiteYml, overrides: ConfigOverrides = {}): Config {
  const { url, author, lang, excerptSeparator, excerptLength, sanitize, search, folders, ...rest } = site;
  const address = new URL(url);
  return {
    ...rest,
    origin: address.origin,
    basePath: address.pathname.replace(/\/+$/, ""),
    lang: Intl.getCanonicalLocales(lang)[0] ?? lang,
    author: author ?? null,
    publisher: {
      ...site.publisher,
      name: site.publisher.name ?? site.title,
      logo: site.publisher.logo ?? null,
    },
    permalink: expandStyle(site.permalink),
    excerpt: { separator: excerptSeparator, length: excerptLength },
    sanitize: normalizeSanitize(sanitize),
    compress: site.compress ?? site.host === "nginx",
    ping: {
      ...site.ping,
      indexNowKey: site.ping.indexNowKey ?? null,
      baiduSite: site.ping.baiduSite ?? null,
    },
    search: search === true ? { engine: "duckduckgo", segmentSize: 128 } : search,
    images: normalizeImages(site.images),
    folders: {
      posts: normalizeFolder(folders.posts),
      pages: normalizeFolder(folders.pages),
      data: normalizeFolder(folders.data),
      templates: normalizeFolder(folders.templates),
      public: normalizeFolder(folders.public),
    },
    plugins: site.plugins.map((plugin) =>
      typeof plugin === "string"
        ? { module: plugin, options: null }
        : { module: plugin.module, options: plugin.options ?? null },
    ),
    drafts: overrides.drafts ?? site.drafts,
    future: overrides.future ?? site.future,
    jekyll: null,
  };
}

function normalizeSanitize(sanitize: FilledSiteYml["sanitize"]): false | SanitizeConfig {
  if (sanitize === false) return false;
  const added = sanitize === true ? { tags: [], attributes: {}, schemes: [], iframeHosts: [] } : sanitize;
  const attributes = Object.entries(added.attributes).map(([tag, names]) => [
    tag.toLowerCase(),
    lowerCase(names),
  ]);
  return {
    tags: lowerCase(added.tags),
    attributes: Object.fromEntries(attributes),
    schemes: lowerCase(added.schemes),
    iframeHosts: lowerCase(added.iframeHosts),
  };
}

/** Widths from the smallest on, each once; hosts as addresses have them. */
function normalizeImages(images: FilledSiteYml["images"]): false | ImagesConfig {
  if (images === false) return false;
  const { widths, fetch, ...rest } = images === true ? usualImages() : images;
  return {
    ...rest,
    widths: [...new Set(widths)].sort((a, b) => a - b),
    fetch: lowerCase(fetch.map(domainToAscii)),
  };
}

/** `*.例子.com` as DNS knows it. */
const domainToAscii = (host: string): string => {
  const [, star = "", name = ""] = /^(\*\.)?(.*)$/.exec(host)!;
  return star + new URL(`https://${name}`).host;
};

const lowerCase = (names: readonly string[]): string[] => [
  ...new Set(names.map((name) => name.toLowerCase())),
];

const normalizeFolder = (path: string): string => folderParts(path).join("/");
