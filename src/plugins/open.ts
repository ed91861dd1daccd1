// The plugins that site.yml names, loaded for a build.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { BuildError, type Place } from "../diagnostics/diagnostic.js";
import { pluginInvalid, pluginMissing, pluginOptions, pluginTwice } from "../diagnostics/plugins.js";
import { valueHash } from "../hash.js";
import type { Config } from "../types/config.js";
import type { Diagnostic } from "../types/diagnostic.js";
import type { PluginRef, PluginSetting, PluginSite } from "../types/plugins.js";
import type { Plugin } from "./define.js";
import { importPlugin, judgePlugin, type LoadedPlugin, readOptions, setUp } from "./load.js";
import { findModule, readModules } from "./modules.js";

/** A module that is loaded again must not get back what it was. */
const require = createRequire(import.meta.url);

export interface Plugins {
  refs: PluginRef[];
  loaded: LoadedPlugin[];
  /** As diagnostics name the plugin. */
  fileOf(name: string): string;
  /** Absolute: they come behind the site's own templates. */
  templateFolders: string[];
  /** Of hooks that are called once and failed. */
  problems: Diagnostic[];
  /** The files of their modules that lie in the site, relative to it. */
  files: string[];
  /** The same of their folders of templates. */
  folders: string[];
  /** Hash of those that shape what a source is parsed into: `markdown` and `post`. */
  sources: string;
}

export const NO_PLUGINS: Plugins = {
  ...{ refs: [], loaded: [], problems: [], templateFolders: [], files: [], folders: [], sources: "" },
  fileOf: () => "site.yml",
};

export const siteOf = ({ title, description, origin, basePath, lang, timezone }: Config): PluginSite => ({
  ...{ title, description, lang, timezone },
  url: origin + basePath,
});

/** Throws a BuildError with all plugins that cannot be loaded. */
export async function openPlugins(root: string, config: Config): Promise<Plugins> {
  if (config.plugins.length === 0) return NO_PLUGINS;
  const site = siteOf(config);
  const wrong: Diagnostic[] = [];
  const opened: Opened[] = [];
  for (const setting of config.plugins) {
    const at = placeOf(root, setting.module);
    const one = await openPlugin(root, setting, site, at);
    if (!("loaded" in one)) wrong.push(one);
    else if (opened.some(({ loaded }) => loaded.name === one.loaded.name))
      wrong.push(pluginTwice(one.loaded.name, at));
    else opened.push(one);
  }
  if (wrong.length > 0) throw new BuildError(wrong);
  const refs = opened.map((one, index) => refOf(one, opened.slice(0, index), site));
  const shaping = refs.filter(shapesSources).map(({ hash }) => hash);
  return {
    refs,
    loaded: opened.map(({ loaded }) => loaded),
    fileOf: (name) => opened.find(({ loaded }) => loaded.name === name)?.file ?? "site.yml",
    templateFolders: opened.flatMap(({ loaded }) => loaded.templates.folders),
    problems: opened.flatMap(({ problems }) => problems),
    files: opened.flatMap(({ files }) => files).flatMap((file) => within(root, file)),
    folders: opened
      .flatMap(({ loaded }) => loaded.templates.folders)
      .flatMap((folder) => within(root, folder)),
    sources: shaping.length === 0 ? "" : valueHash(shaping),
  };
}

/** Whether what a post's source says depends on it. */
export const shapesSources = ({ hooks }: PluginRef): boolean =>
  hooks.includes("markdown") || hooks.includes("post");

interface Opened {
  setting: PluginSetting;
  url: string;
  source: string;
  file: string;
  files: string[];
  loaded: LoadedPlugin;
  problems: Diagnostic[];
}

async function openPlugin(
  root: string,
  setting: PluginSetting,
  site: PluginSite,
  at: Place,
): Promise<Opened | Diagnostic> {
  const { module } = setting;
  const found = findModule(root, module);
  if ("why" in found) return pluginMissing(module, found.why, at);
  try {
    const { hash: source, files } = await readModules(found.file);
    for (const file of files) delete require.cache[file];
    // The hash is for programs that load it twice: Node would give the first one again.
    const url = `${pathToFileURL(found.file).href}?broadsheet=${source.slice(0, 12)}`;
    const plugin = await importPlugin(url);
    const why = judgePlugin(plugin);
    if (why !== null) return pluginInvalid(module, why, at);
    const read = readOptions(plugin as Plugin, setting.options);
    if ("why" in read) return pluginOptions((plugin as Plugin).name, read.why, at);
    const context = { options: read.options, site };
    const file = within(root, found.file)[0] ?? at.file;
    return { setting, url, source, file, files, ...(await setUp(plugin as Plugin, context, file)) };
  } catch (cause) {
    return pluginMissing(module, cause instanceof Error ? cause.message : String(cause), at);
  }
}

/** Hooks of one kind work on what those before them made: another order is another plugin. */
function refOf(
  { setting, url, source, loaded }: Opened,
  before: readonly Opened[],
  site: PluginSite,
): PluginRef {
  const { name, plugin, hooks, templates } = loaded;
  const chained: readonly string[] = hooks.filter((hook) => ["markdown", "post", "html"].includes(hook));
  const earlier = before.filter((one) => one.loaded.hooks.some((hook) => chained.includes(hook)));
  const { options } = setting;
  const inputs = [name, plugin.version, options, source, site, earlier.map((one) => one.loaded.name)];
  return {
    ...{ name, url, hooks, options },
    version: plugin.version,
    module: setting.module,
    hash: valueHash(inputs),
    filters: Object.keys(templates.filters),
    globals: Object.keys(templates.globals),
  };
}

function within(root: string, file: string): string[] {
  const path = relative(root, file).replaceAll(sep, "/");
  return path.startsWith("../") || path.includes("node_modules/") ? [] : [path];
}

/** The line of site.yml that names it. */
function placeOf(root: string, module: string): Place {
  const lines = readFileSync(join(root, "site.yml"), "utf8").split(/\r?\n/);
  const index = lines.findIndex((line) => line.includes(module));
  if (index < 0) return { file: "site.yml" };
  return {
    file: "site.yml",
    line: index + 1,
    column: lines[index]!.indexOf(module) + 1,
    source: lines[index],
  };
}
