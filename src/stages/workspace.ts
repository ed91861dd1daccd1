// Everything that a build works with, opened: settings, inputs, catalog, queries.
import { join } from "node:path";
import { CARD_PACKAGES, cardToolVersions } from "../cards/tools.js";
import { type Catalog, openCatalog } from "../catalog/catalog.js";
import { createLedger, type Ledger } from "../catalog/ledger.js";
import { createQueries, type Queries } from "../catalog/queries.js";
import { staticPages } from "../catalog/static-pages.js";
import { defaultConfig, loadConfig } from "../config/load.js";
import { BuildError } from "../diagnostics/diagnostic.js";
import { pictureToolsMissing } from "../diagnostics/pictures.js";
import { cardToolsMissing } from "../diagnostics/program.js";
import { valueHash } from "../hash.js";
import type { JekyllSite } from "../jekyll/addresses.js";
import { isJekyllSite, loadJekyllConfig } from "../jekyll/config.js";
import { createJekyllInputs, type JekyllInputs } from "../jekyll/inputs.js";
import { openJekyllSite } from "../jekyll/site.js";
import { type Memory, NO_MEMORY, openMemory } from "../memory.js";
import { createReserved } from "../pages/reserved.js";
import type { PluggedPages, Site } from "../pages/site.js";
import { pictureToolVersion } from "../pictures/tools.js";
import { NO_PLUGINS, openPlugins, type Plugins } from "../plugins/open.js";
import { createShapes } from "../recipe.js";
import { createInputs, type Inputs, type RenderSettings, wordsOf } from "../render/inputs.js";
import { loadSiteInputs, type SiteInputs } from "../site-inputs.js";
import { TAXONOMIES, TAXONOMY } from "../taxonomies.js";
import type { Config } from "../types/config.js";
import type { Instant } from "../types/content.js";
import type { Diagnostic } from "../types/diagnostic.js";
import type { FreeQuery, JekyllQuery } from "../types/pages.js";
import { programFingerprint } from "../version.js";
import { createAnswers } from "./answers.js";
import { type JekyllSiteInputs, loadJekyllInputs } from "./jekyll.js";

export interface WorkspaceOptions {
  /** Absolute. */
  root: string;
  /** Where catalog and reports are; `<root>/.broadsheet` by default. */
  home?: string | undefined;
  drafts?: boolean | undefined;
  future?: boolean | undefined;
  unpublished?: boolean | undefined;
  /** A Jekyll site's files of settings, instead of `_config.yml`. */
  config?: string | undefined;
  /** What `site.time` is in a Jekyll site. */
  now?: Instant | undefined;
  /** Where what was made of pictures is kept; `pictures` below `home` by default. */
  pictures?: string | undefined;
  /** Where the site is published: no source, if it lies in the site's folder. */
  out?: string | undefined;
  full?: boolean | undefined;
  /** Nothing is written: the catalog is in memory. */
  dryRun?: boolean | undefined;
}

export interface Workspace {
  /** Fingerprint of the program. */
  version: string;
  /** `.broadsheet/`, absolute. */
  home: string;
  config: Config;
  siteInputs: SiteInputs;
  catalog: Catalog;
  ledger: Ledger;
  queries: Queries;
  inputs: Inputs;
  renderSettings: RenderSettings;
  answers: ReturnType<typeof createAnswers>;
  /** What pages read, with the values of now. */
  shapes: ReturnType<typeof createShapes>;
  /** Whose an output path is, if posts, pages and assets may not have it. */
  reservedBy: (output: string) => string | null;
  /** `null`: the site is no Jekyll site. */
  jekyll: JekyllSite | null;
  /** The site as planners see it. Ask after the sources are recorded. */
  site: (now: Instant) => Site;
  /** Of all that shapes plans without being read by a template. */
  planKey: string;
  warnings: Diagnostic[];
  plugins: Plugins;
  /** What `gatherPluginPages` has found. */
  plugged: PluggedPages;
  /** Versions of what share cards are drawn with; empty: there are none. */
  cardTools: string;
  /** Version of what pictures are read with; `null`: they are published as they are. */
  pictureTools: string | null;
  /** Folder of what was made of pictures, absolute. */
  pictures: string;
}

export async function openWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const { root, full, dryRun } = options;
  const home = options.home ?? join(root, ".broadsheet");
  const version = programFingerprint();
  const memory = dryRun ? NO_MEMORY : openMemory(join(home, "understood.json"), version);
  const { config, warnings } = await loadSettings(root, options, memory);
  const plugins = await loadPlugins(root, config);
  const siteInputs = await loadInputs(root, config, { memory, plugins, out: options.out });
  memory.keep();
  const cardTools = config.cards ? cardToolVersions(root) : "";
  if (cardTools === null) throw new BuildError(cardToolsMissing(CARD_PACKAGES));
  const file = dryRun ? null : join(home, "catalog.db");
  const pictureTools = config.images === false ? null : pictureToolVersion(root);
  if (config.images !== false && pictureTools === null) warnings.push(pictureToolsMissing());
  const catalog = openCatalog({ file, key: `${version} ${parseKey(config)} ${pictureTools}`, full });
  const pictures = options.pictures ?? join(home, "pictures");
  return arrangeWorkspace({
    ...{ home, config, siteInputs, catalog, version, warnings, cardTools, plugins },
    ...{ pictureTools, pictures },
  });
}

/** What a workspace is made of. */
export type Furniture = Pick<
  Workspace,
  | "version"
  | "home"
  | "config"
  | "siteInputs"
  | "catalog"
  | "warnings"
  | "cardTools"
  | "plugins"
  | "pictureTools"
  | "pictures"
>;

/** Everything that remembers what it was asked, made anew: for a catalog that holds something else now. */
export function arrangeWorkspace(furniture: Furniture): Workspace {
  const { config, siteInputs, catalog, version, cardTools, pictureTools, plugins } = furniture;
  const { timezone, lang, permalinks, authorPages, duplicates } = config;
  const { termInfo } = siteInputs;
  const queries = createQueries(catalog, {
    ...{ zone: timezone, lang, permalinks, termInfo, authorPages },
    hidesCopies: duplicates === "canonical",
    pictures: config,
  });
  const { templateFolders, words, data, assets, templateNames } = siteInputs;
  const theme = assets.flatMap(({ themeName, output }) =>
    themeName === null ? [] : [[themeName, `/${output}`] as const],
  );
  const { emoji } = siteInputs as Partial<JekyllSiteInputs>;
  const renderSettings = {
    ...(emoji && { emoji }),
    ...{ version, config, templateFolders, words, data },
    assets: Object.fromEntries(theme),
    plugins: plugins.refs,
  };
  const plugged: PluggedPages = { groups: [], listed: [] };
  const jekyllInputs = config.jekyll === null ? null : createJekyllInputs(renderSettings);
  const inputs = jekyllInputs === null ? createInputs(renderSettings) : withoutTemplates(jekyllInputs);
  const jekyll = jekyllInputs && openJekyllSite({ catalog, config, assets, layout: jekyllInputs.layout });
  const answers = createAnswers((query) =>
    isJekyllQuery(query) ? jekyll?.answers.answer(query) : queries.answer(query),
  );
  return {
    ...furniture,
    ...{ queries, renderSettings, inputs, jekyll, plugged },
    ledger: createLedger(catalog),
    answers,
    shapes: createShapes((read) => (read.startsWith("query:") ? answers.hash(read) : inputs.hashOf(read))),
    reservedBy: jekyll === null ? createReserved(config) : () => null,
    site: (now) => ({
      ...{ config, queries, now, words: wordsOf({ words }, lang) },
      staticPages: staticPages(catalog),
      plugged,
      cardTools,
      pictureTools,
      themeFiles: theme.map(([, url]) => url.slice(1)),
      hasTemplate: (name) => inputs.template(name).file !== null,
    }),
    planKey: valueHash([
      withoutClock(config),
      TAXONOMIES.map((taxonomy) => data[TAXONOMY[taxonomy].file]),
      wordsOf({ words }, lang),
      templateNames,
      config.host === "none" ? null : theme, // its names are in the host's files
      cardTools,
      plugins.refs.map(({ hash }) => hash),
      plugins.refs.some(({ hooks }) => hooks.includes("pages")) ? data : null,
      config.compress ? [process.versions.zlib, process.versions.brotli] : null,
    ]),
  };
}

/** `site.yml`, or `_config.yml` where only that is there. */
export async function loadSettings(
  root: string,
  options: Pick<WorkspaceOptions, "drafts" | "future" | "unpublished" | "config" | "now">,
  memory: Memory = NO_MEMORY,
) {
  const { drafts, future, unpublished, config, now = 0 } = options;
  if (!isJekyllSite(root, config)) return loadConfig(root, { drafts, future }, memory);
  return loadJekyllConfig(root, await defaultConfig(memory), { drafts, future, unpublished, config, now });
}

/** A Jekyll site has none. */
export const loadPlugins = async (root: string, config: Config): Promise<Plugins> =>
  config.jekyll === null ? openPlugins(root, config) : NO_PLUGINS;

/** All that a site brings besides posts and pages. */
export async function loadInputs(
  root: string,
  config: Config,
  { memory = NO_MEMORY, plugins, out }: { memory?: Memory; plugins: Plugins; out?: string | undefined },
): Promise<SiteInputs> {
  const { templateFolders } = plugins;
  if (config.jekyll === null) return loadSiteInputs(root, config, { memory, templateFolders });
  const inputs = loadJekyllInputs(root, config, out);
  if (config.jekyll.plugins.includes("jemoji")) inputs.emoji = (await import("gemoji")).nameToEmoji;
  return inputs;
}

const isJekyllQuery = (query: FreeQuery): query is JekyllQuery => query.name.startsWith("jekyll");

/** Nunjucks' templates are no part of a Jekyll site. */
const withoutTemplates = ({ hashOf }: JekyllInputs): Inputs => ({
  hashOf,
  template: () => ({ file: null, text: "" }),
});

/** What shapes plans; `site.time` is read by those who read it. */
const withoutClock = (config: Config): unknown =>
  config.jekyll === null ? config : { ...config, jekyll: { ...config.jekyll, time: 0, values: 0 } };

/**
 * Of the settings that shape what the catalog records of a source (its text, its address, its line in a sitemap): under
 * others, every source is read anew.
 */
export function parseKey(config: Config): string {
  const { origin, basePath, lang, timezone, permalink, excerpt, sanitize, categoriesFromFolders, folders } =
    config;
  const { permalinks, compress, images, jekyll } = config;
  return valueHash([
    jekyll && { ...jekyll, time: 0, values: 0 },
    origin,
    basePath,
    lang,
    timezone,
    permalink,
    permalinks,
    compress, // some addresses are reserved for what it makes
    excerpt,
    sanitize,
    categoriesFromFolders,
    folders,
    images && { fetch: images.fetch, alt: images.alt },
  ]);
}
