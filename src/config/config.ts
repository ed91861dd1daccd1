// `site.yml` -> Config. Everything downstream finds each setting filled in and checked.
import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { BuildError } from "../diagnostics/diagnostic.js";
import {
  configEncoding,
  configMissing,
  configUnreadable,
  configUrlMissing,
} from "../diagnostics/settings.js";
import type { Config, SanitizeConfig } from "../types/config.js";
import type { Diagnostic } from "../types/diagnostic.js";
import { expandStyle } from "../urls.js";
import { parseYamlMapping } from "../yaml/yaml.js";
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

const FILE = "site.yml";
/** What somebody who has no `site.yml` may have instead. */
const NEAR_NAMES = ["site.yaml", "_config.yml", "_config.yaml"];

/** Reads `site.yml` in `root`; a site without one has every default. Throws a BuildError with every problem found. */
export async function loadConfig(root: string, overrides?: ConfigOverrides): Promise<LoadedConfig> {
  const bytes = await readIfThere(join(root, FILE));
  if (bytes === null) {
    const { config } = readSiteYml("", { file: FILE, overrides });
    return { config, warnings: [configMissing(FILE, await nearName(root))], text: "" };
  }
  return readSiteYml(decode(bytes), { file: FILE, overrides });
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

function readSiteYml(text: string, { file, overrides }: ParseConfigOptions): LoadedConfig {
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
  const { url, author, lang, excerptSeparator, excerptLength, sanitize, folders, ...rest } = site;
  const address = new URL(url);
  return {
    ...rest,
    origin: address.origin,
    basePath: address.pathname.replace(/\/+$/, ""),
    lang: Intl.getCanonicalLocales(lang)[0] ?? lang,
    author: author ?? null,
    permalink: expandStyle(site.permalink),
    excerpt: { separator: excerptSeparator, length: excerptLength },
    sanitize: normalizeSanitize(sanitize),
    ping: {
      ...site.ping,
      indexNowKey: site.ping.indexNowKey ?? null,
      baiduSite: site.ping.baiduSite ?? null,
    },
    folders: {
      posts: normalizeFolder(folders.posts),
      pages: normalizeFolder(folders.pages),
      data: normalizeFolder(folders.data),
      templates: normalizeFolder(folders.templates),
      public: normalizeFolder(folders.public),
    },
    drafts: overrides.drafts ?? site.drafts,
    future: overrides.future ?? site.future,
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

const lowerCase = (names: readonly string[]): string[] => [
  ...new Set(names.map((name) => name.toLowerCase())),
];

const normalizeFolder = (path: string): string => folderParts(path).join("/");

// ---------------------------------------------------------------- the file

async function readIfThere(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw new BuildError(configUnreadable(code ?? String(error), { file: FILE }), { cause: error });
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new BuildError(configEncoding({ file: FILE }), { cause: error });
  }
}

async function nearName(root: string): Promise<string | null> {
  for (const name of NEAR_NAMES) {
    const there = await access(join(root, name)).then(
      () => true,
      () => false,
    );
    if (there) return name;
  }
  return null;
}
