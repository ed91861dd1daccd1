// The pages that plugins plan. Their hooks are asked whenever pages are planned; what they answer is in the recipes.
import { planPluginPages } from "../pages/plugin-pages.js";
import type { PagesSite, PluginPage } from "../plugins/define.js";
import {
  type Check,
  callHook,
  checkGroup,
  faultProblem,
  isGroup,
  isPlain,
  orElse,
  shown,
} from "../plugins/fault.js";
import type { Instant } from "../types/content.js";
import type { Diagnostic } from "../types/diagnostic.js";
import type { SiteQuery } from "../types/pages.js";
import type { Workspace } from "./workspace.js";

/** Asks the hooks, and puts what they plan where planners find it. Ask after the sources are recorded. */
export async function gatherPluginPages(workspace: Workspace, now: Instant): Promise<Diagnostic[]> {
  const { plugins, plugged, reservedBy } = workspace;
  const planning = plugins.loaded.filter(({ hooks }) => hooks.includes("pages"));
  if (planning.length === 0) return [];
  const site = siteForPages(workspace);
  const problems: Diagnostic[] = [];
  const planned: { plugin: string; file: string; pages: readonly PluginPage[] }[] = [];
  for (const { name, plugin, context } of planning) {
    const file = plugins.fileOf(name);
    const pages = await orElse<PluginPage[]>(
      () => callHook(name, "pages", () => plugin.pages!(site, context), arePages),
      [],
      (fault) => void problems.push(faultProblem(fault, file)),
    );
    planned.push({ plugin: name, file, pages });
  }
  const found = planPluginPages(workspace.site(now), planned, reservedBy);
  Object.assign(plugged, { groups: found.groups, listed: found.listed });
  return [...problems, ...found.problems];
}

/** Copies: a hook that changes what it was given must not change what templates get. */
function siteForPages({ answers, siteInputs }: Workspace): PagesSite {
  const ask = <T>(query: SiteQuery): T => structuredClone(answers.ask(query)) as T;
  return {
    posts: ({ limit = 10, ...of } = {}) =>
      ask(Object.keys(of).length === 0 ? { name: "latest", limit } : { name: "posts", ...of, limit }),
    terms: (taxonomy, { limit = 1000, order = "name" } = {}) =>
      ask({ name: "terms", taxonomy, limit, order }),
    periods: (kind, within) => ask({ name: "periods", kind, ...(within !== undefined && { within }) }),
    data: structuredClone(siteInputs.data),
  };
}

const isText = (value: unknown) => typeof value === "string";
const PAGE = {
  url: (value: unknown) => isText(value) && value !== "",
  title: isText,
  description: isText,
  lang: isText,
  content: isText,
  template: (value: unknown) => isText(value) && /^[\w-]+(?:\/[\w-]+)*$/.test(value as string),
  facts: (value: unknown) => isGroup(value) && isPlain(value),
  text: isText,
  sitemap: (value: unknown) => typeof value === "boolean",
};

const arePages: Check = (value) => {
  if (!Array.isArray(value)) return `it returned ${shown(value)}, not a list of pages`;
  for (const one of value) {
    const wrong = checkGroup(one, PAGE);
    if (wrong !== null) return wrong;
    if (one.url === undefined) return "it returned a page without a url";
    if (one.text === undefined && !one.title) return `it returned a page without a title, ${shown(one.url)}`;
  }
  return null;
};
