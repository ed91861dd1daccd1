// Pages that plugins plan. They come last: what posts, listings, files of pages/ or the program have they may not take.
import { pluginPage } from "../diagnostics/plugins.js";
import type { PluginPage } from "../plugins/define.js";
import type { Diagnostic } from "../types/diagnostic.js";
import type { PagePlan } from "../types/pages.js";
import { foldersLikeFiles, outputPath, pathKey } from "../urls.js";
import type { PluggedPages, Site } from "./site.js";
import { page, pageFact } from "./site.js";

/** Whose an address is, if a page may not have it. */
export type OwnerOf = (output: string) => string | null;

export function planPluginPages(
  site: Site,
  planned: readonly { plugin: string; file: string; pages: readonly PluginPage[] }[],
  reservedBy: OwnerOf,
): PluggedPages & { problems: Diagnostic[] } {
  const result: PluggedPages & { problems: Diagnostic[] } = { groups: [], listed: [], problems: [] };
  const taken = new Map<string, string>();
  for (const { plugin, file, pages } of planned) {
    const plans: PagePlan[] = [];
    for (const one of pages) {
      const target = outputPath(one.url);
      const why = target.ok ? ownerProblem(site, target.output, reservedBy, taken) : target.why;
      if (!target.ok || why !== null) {
        result.problems.push(pluginPage(plugin, one.url, why ?? "", { file }));
        continue;
      }
      taken.set(pathKey(target.output), plugin);
      const url = encodeURI(decodeURI(one.url));
      plans.push(planOf(site, plugin, { ...one, url }));
      const isListed = one.sitemap ?? one.text === undefined;
      if (isListed) result.listed.push(url);
    }
    result.groups.push({ subject: `plugin:${plugin}`, from: 1, pages: plans });
  }
  return result;
}

function ownerProblem(
  { queries }: Site,
  output: string,
  reservedBy: OwnerOf,
  taken: ReadonlyMap<string, string>,
): string | null {
  const folder = foldersLikeFiles(output).find((name) => /\.(?:html?|xml|json|txt)$/i.test(name));
  if (folder !== undefined) return `"${folder}" is a file's name, not a folder's`;
  const key = pathKey(output);
  const owner =
    reservedBy(output) ??
    (queries.isTaken(key) ? "a post or page" : null) ??
    queries.aliasOwner(key) ??
    (taken.has(key) ? `the plugin "${taken.get(key)}"` : null);
  return owner === null ? null : `that address belongs to ${owner}`;
}

function planOf(site: Site, plugin: string, planned: PluginPage): PagePlan {
  const { config } = site;
  const { url, title = "", description = "", lang = config.lang, template = "page", text } = planned;
  const subject = `plugin:${plugin}`;
  if (text !== undefined) return page("text", url, subject, "built-in/text", { text });
  const { content = "", facts = {} } = planned;
  const fact = { ...pageFact(config, url, { kind: "page", title, description, lang }), content, data: {} };
  return page("page", url, subject, template, { ...facts, page: fact });
}
