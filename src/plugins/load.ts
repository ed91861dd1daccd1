// A plugin's module -> the plugin, its options understood, and what it adds once and for all: extensions of marked,
// filters, globals and folders of templates. The same in the build's thread and in each worker.
import type { MarkedExtension } from "marked";
import type { Diagnostic } from "../types/diagnostic.js";
import type { PluginHook, PluginRef, PluginSite } from "../types/plugins.js";
import type { Plugin, PluginContext, TemplateAdditions } from "./define.js";
import { type Check, callHook, checkGroup, faultProblem, isGroup, orElse, shown } from "./fault.js";
import { guardExtension } from "./markdown.js";

export const HOOKS: readonly PluginHook[] = ["markdown", "post", "templates", "pages", "html"];

export interface LoadedPlugin {
  name: string;
  plugin: Plugin;
  context: PluginContext;
  hooks: PluginHook[];
  markdown: MarkedExtension[];
  templates: Required<TemplateAdditions>;
}

/** The default export, and nothing said of it yet. */
export async function importPlugin(url: string): Promise<unknown> {
  const module = (await import(/* @vite-ignore */ url)) as { default?: unknown };
  // A CommonJS module that was compiled from an ES module has its own default in the default.
  const found = module.default;
  return isGroup(found) && found.__esModule === true ? found.default : found;
}

/** What is wrong with it as a plugin; `null`: nothing. */
export function judgePlugin(value: unknown): string | null {
  if (value === undefined) return "it has no default export";
  if (!isGroup(value)) return `its default export is ${shown(value)}`;
  const { name, version, options } = value;
  if (typeof name !== "string" || !/^(?:@[a-z0-9-]+\/)?[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name))
    return "its name must be text of letters, digits and dashes";
  if (typeof version !== "string" || version === "") return "its version must be text, such as 1.0.0";
  if (options !== undefined && !(isGroup(options) && typeof options.safeParse === "function"))
    return "its options must be a schema of zod's";
  const known = ["name", "version", "options", ...HOOKS];
  for (const [key, member] of Object.entries(value)) {
    if (!known.includes(key)) return `"${key}" is none of ${known.join(", ")}`;
    if ((HOOKS as readonly string[]).includes(key) && typeof member !== "function")
      return `its hook ${key} must be a function, not ${shown(member)}`;
  }
  return null;
}

/** As the plugin's schema understands them, or what is wrong with them. */
export function readOptions(plugin: Plugin, options: unknown): { options: unknown } | { why: string } {
  if (plugin.options === undefined)
    return options === null ? { options: undefined } : { why: "it takes none" };
  const result = plugin.options.safeParse(options ?? {});
  if (result.success) return { options: result.data };
  return {
    why: result.error.issues
      .map(({ path, message }) => (path.length > 0 ? `${path.join(".")}: ${message}` : message))
      .join("; "),
  };
}

/** `file`: as diagnostics name the plugin. A hook that fails leaves its part out. */
export async function setUp(
  plugin: Plugin,
  context: PluginContext,
  file: string,
): Promise<{ loaded: LoadedPlugin; problems: Diagnostic[] }> {
  const problems: Diagnostic[] = [];
  const once = async <T>(hook: "markdown" | "templates", instead: T, check: Check): Promise<T> => {
    if (plugin[hook] === undefined) return instead;
    return orElse<T>(
      () => callHook(plugin.name, hook, () => plugin[hook]!(context), check),
      instead,
      (fault) => void problems.push(faultProblem(fault, file)),
    );
  };
  const extensions = await once<MarkedExtension | MarkedExtension[]>("markdown", [], checkExtensions);
  const added = await once<TemplateAdditions>("templates", {}, checkAdditions);
  const { name } = plugin;
  const loaded: LoadedPlugin = {
    ...{ name, plugin, context },
    hooks: HOOKS.filter((hook) => plugin[hook] !== undefined),
    markdown: [extensions].flat().map((extension) => guardExtension(extension, name)),
    templates: { filters: {}, globals: {}, folders: [], ...added },
  };
  return { loaded, problems };
}

/** In a worker thread: what the build has loaded already, and found nothing wrong with. */
export async function loadPlugins(refs: readonly PluginRef[], site: PluginSite): Promise<LoadedPlugin[]> {
  const loaded: LoadedPlugin[] = [];
  for (const { url, module, options } of refs) {
    const plugin = (await importPlugin(url)) as Plugin;
    const read = readOptions(plugin, options);
    if ("why" in read) throw new Error(`${module}: ${read.why}`);
    loaded.push((await setUp(plugin, { options: read.options, site }, module)).loaded);
  }
  return loaded;
}

const checkExtensions: Check = (value) => {
  for (const one of [value].flat()) {
    if (!isGroup(one)) return `it returned ${shown(one)}, not an extension of marked`;
    if (one.async === true)
      return "it returned an asynchronous extension of marked; texts are rendered at once";
    const hooks = isGroup(one.hooks) ? one.hooks : {};
    if ("provideLexer" in hooks || "provideParser" in hooks)
      return "it returned an extension of marked with a lexer or parser of its own";
  }
  return null;
};

const isText = (value: unknown) => typeof value === "string";
const checkAdditions: Check = (value) =>
  checkGroup(value, {
    filters: (member) => isGroup(member) && Object.values(member).every((one) => typeof one === "function"),
    globals: isGroup,
    folders: (member) => Array.isArray(member) && member.every(isText),
  });
