// `_config.yml` -> Config. What Jekyll does not say, Broadsheet's own defaults fill in.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { BuildError } from "../diagnostics/diagnostic.js";
import {
  jekyllConfigBroken,
  jekyllPluginUnknown,
  jekyllSettingUnsupported,
  jekyllThemeReplaced,
  jekyllZoneUnknown,
} from "../diagnostics/jekyll.js";
import { isTimeZone } from "../time.js";
import type { Config } from "../types/config.js";
import type { Instant } from "../types/content.js";
import type { Diagnostic } from "../types/diagnostic.js";
import type { JekyllCollection, JekyllConfig, JekyllDefault } from "../types/jekyll.js";
import { archiveValues, readArchives } from "./archive-settings.js";
import { readDate } from "./dates.js";
import { isMapping, merged } from "./merged.js";
import { isOn, paginationValues, readAutopages } from "./pagination-settings.js";
import { KNOWN_PLUGINS } from "./plugins.js";
import { readYaml, YamlError } from "./yaml.js";

const FILE = "_config.yml";

/** A site with a `site.yml` is Broadsheet's own, whatever else lies beside it. */
export const isJekyllSite = (root: string, config?: string): boolean =>
  (config !== undefined || existsSync(join(root, FILE))) && !existsSync(join(root, "site.yml"));

export interface JekyllOverrides {
  drafts?: boolean | undefined;
  future?: boolean | undefined;
  unpublished?: boolean | undefined;
  /** Files instead of `_config.yml`, the later ones winning. */
  config?: string | undefined;
  now: Instant;
}

type Values = Record<string, unknown>;

/** `own`: what Broadsheet does where Jekyll says nothing. Throws a BuildError where a file is no YAML mapping. */
export function loadJekyllConfig(
  root: string,
  own: Config,
  overrides: JekyllOverrides,
): { config: Config; warnings: Diagnostic[] } {
  const files = overrides.config?.split(",").map((name) => name.trim()) ?? [FILE];
  const values: Values = { ...DEFAULTS };
  for (const file of files) Object.assign(values, merged(values, readFile(root, file)));
  for (const [key, value] of Object.entries(values)) if (value === null) delete values[key];
  const warnings: Diagnostic[] = [];
  const zone = readZone(values, warnings);
  const plugins = [...texts(values.plugins), ...texts(values.gems)];
  for (const name of plugins)
    if (!KNOWN_PLUGINS.has(name)) warnings.push(jekyllPluginUnknown(name, { file: files.at(-1) as string }));
  for (const setting of unsupported(values, plugins))
    warnings.push(jekyllSettingUnsupported(setting, { file: files.at(-1) as string }));
  const theme = themeOf(values);
  if (theme !== null) warnings.push(jekyllThemeReplaced(theme, { file: files.at(-1) as string }));
  const url = text(values.url).replace(/\/+$/, "");
  const config: Config = {
    ...own,
    title: text(values.title ?? values.name),
    description: text(values.description),
    origin: url,
    basePath: text(values.baseurl),
    lang: typeof values.lang === "string" ? values.lang : "en",
    timezone: zone,
    folders: { ...own.folders, posts: ".", data: text(values.data_dir) },
    sanitize: false,
    images: false,
    drafts: overrides.drafts ?? values.show_drafts === true,
    future: overrides.future ?? values.future === true,
    jekyll: { ...readSettings(values, zone, plugins, overrides), files },
  };
  return { config, warnings };
}

/** What would change pages and is not done. */
function unsupported(values: Values, plugins: readonly string[]): string[] {
  const found: string[] = [];
  const paged = ["pagination", "autopages"].filter(
    (key) => isMapping(values[key]) && isOn(values[key].enabled),
  );
  if (!plugins.includes("jekyll-paginate-v2"))
    found.push(...paged.map((key) => `${key} without jekyll-paginate-v2 among the plugins`));
  else if (paged.includes("autopages") && !paged.includes("pagination"))
    found.push("autopages without pagination");
  if (values.markdown !== "kramdown") found.push(`markdown: ${text(values.markdown)}`);
  return found;
}

function readFile(root: string, file: string): Values {
  let source: string;
  try {
    source = readFileSync(join(root, file), "utf8").replace(/^\uFEFF/, "");
  } catch (cause) {
    throw new BuildError(jekyllConfigBroken(`it cannot be read: ${(cause as Error).message}`, { file }), {
      cause,
    });
  }
  try {
    const value = readYaml(source) ?? {};
    if (typeof value !== "object" || Array.isArray(value))
      throw new BuildError(jekyllConfigBroken("it holds no keys", { file, line: 1 }));
    return value as Values;
  } catch (cause) {
    if (!(cause instanceof YamlError)) throw cause;
    throw new BuildError(jekyllConfigBroken(cause.message, { file, line: cause.line }), { cause });
  }
}

const text = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";
const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : value == null ? [] : [value]).map(String);

function readZone(values: Values, warnings: Diagnostic[]): string {
  const zone = text(values.timezone);
  if (zone === "") return "UTC";
  if (isTimeZone(zone)) return zone;
  warnings.push(jekyllZoneUnknown(zone, { file: FILE }));
  return "UTC";
}

function readSettings(
  values: Values,
  zone: string,
  plugins: string[],
  overrides: JekyllOverrides,
): Omit<JekyllConfig, "files"> {
  const liquid = isMapping(values.liquid) ? values.liquid : {};
  const collections = readCollections(values.collections);
  const archives = plugins.includes("jekyll-archives") ? archiveValues(values["jekyll-archives"]) : null;
  const pagination = paginationValues(values, plugins);
  return {
    values: { ...values, collections: undefined, ...(archives && { "jekyll-archives": archives }) },
    permalink: text(values.permalink) || "date",
    defaults: readDefaults(values.defaults),
    include: texts(values.include),
    exclude: [...ALWAYS_EXCLUDED, ...texts(values.exclude)],
    unpublished: overrides.unpublished ?? values.unpublished === true,
    strictFrontMatter: values.strict_front_matter === true,
    readmes: [],
    keepFiles: texts(values.keep_files),
    limitPosts: Number(values.limit_posts) || 0,
    excerptSeparator: values.excerpt_separator === undefined ? "" : String(values.excerpt_separator),
    collections,
    collectionsDir: trimSlashes(text(values.collections_dir)),
    layoutsDir: trimSlashes(text(values.layouts_dir)),
    includesDir: trimSlashes(text(values.includes_dir)),
    dataDir: trimSlashes(text(values.data_dir)),
    markdownExt: text(values.markdown_ext)
      .split(",")
      .map((name) => `.${name.trim().toLowerCase()}`),
    plugins,
    theme: themeOf(values),
    paginate: Number(values.paginate) || 0,
    paginatePath: text(values.paginate_path),
    archives: archives && readArchives(archives),
    pagination,
    autopages: pagination === null ? [] : readAutopages(values.autopages),
    strictFilters: liquid.strict_filters === true,
    strictVariables: liquid.strict_variables === true,
    liquid: values.liquid !== false,
    time: readDate(values.time, zone) ?? overrides.now,
  };
}

const themeOf = (values: Values): string | null => text(values.remote_theme) || text(values.theme) || null;

const trimSlashes = (path: string): string => path.replace(/^\.?\/+|\/+$/g, "");

function readCollections(value: unknown): JekyllCollection[] {
  const entries: [string, unknown][] = Array.isArray(value)
    ? value.map((label) => [String(label), {}])
    : Object.entries(isMapping(value) ? value : {});
  return entries.map(([label, options]) => ({
    label,
    output: isMapping(options) && options.output === true,
    permalink: isMapping(options) && options.permalink != null ? String(options.permalink) : null,
  }));
}

const OLD_TYPES: Readonly<Record<string, string>> = { page: "pages", post: "posts", draft: "drafts" };

function readDefaults(value: unknown): JekyllDefault[] {
  return (Array.isArray(value) ? value : []).flatMap((set: unknown) => {
    if (!isMapping(set) || !isMapping(set.values)) return [];
    const scope = isMapping(set.scope) ? set.scope : {};
    const type = scope.type === undefined ? null : String(scope.type);
    return [{ path: text(scope.path), type: type && (OLD_TYPES[type] ?? type), values: set.values }];
  });
}

const ALWAYS_EXCLUDED = [
  ...[".sass-cache", ".jekyll-cache", "gemfiles", "Gemfile", "Gemfile.lock", "node_modules"],
  ...["vendor/bundle/", "vendor/cache/", "vendor/gems/", "vendor/ruby/"],
];

/** Jekyll's own. */
const DEFAULTS: Readonly<Values> = {
  collections_dir: "",
  layouts_dir: "_layouts",
  data_dir: "_data",
  includes_dir: "_includes",
  include: [".htaccess"],
  exclude: [],
  keep_files: [".git", ".svn"],
  encoding: "utf-8",
  markdown_ext: "markdown,mkdown,mkdn,mkd,md",
  strict_front_matter: false,
  future: false,
  unpublished: false,
  plugins: [],
  markdown: "kramdown",
  highlighter: "rouge",
  excerpt_separator: "\n\n",
  baseurl: "",
  permalink: "date",
  paginate_path: "/page:num",
  defaults: [],
  liquid: { error_mode: "warn", strict_filters: false, strict_variables: false },
  kramdown: {},
};
