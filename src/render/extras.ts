// What plugins add to templates. A page that uses such a thing, or one that asks for what no plugin gives yet, notes it.
import type { Environment } from "nunjucks";
import { BuildError } from "../diagnostics/diagnostic.js";
import { pluginNameTaken } from "../diagnostics/plugins.js";
import type { PagePlan } from "../types/pages.js";

/** What plugins add: `readsOf` names those that a page is made with whatever its template says. */
export interface TemplateExtras {
  filters: readonly Added<(...values: unknown[]) => unknown>[];
  globals: readonly Added<unknown>[];
  /** Shape the bodies of posts (`source`), or whole pages (`page`). */
  readsOf(plan: PagePlan, what: "source" | "page"): readonly string[];
}

interface Added<T> {
  name: string;
  plugin: string;
  value: T;
}

export const NO_EXTRAS: TemplateExtras = { filters: [], globals: [], readsOf: () => [] };

/** Throws a BuildError where a name is taken: by nunjucks, by the program, or by another plugin. */
export function addExtras(
  env: Environment,
  { filters, globals }: TemplateExtras,
  variables: readonly string[],
  note: (read: string) => void,
): void {
  const ours = env as unknown as { filters: Record<string, unknown>; globals: Record<string, unknown> };
  for (const { name, plugin, value } of filters) {
    if (name in ours.filters) throw taken(plugin, "filter", name);
    env.addFilter(name, (...values: unknown[]) => {
      note(`filter:${name}`);
      return value(...values);
    });
  }
  const given = new Map<string, unknown>();
  for (const { name, plugin, value } of globals) {
    if (name in ours.globals || given.has(name) || variables.includes(name))
      throw taken(plugin, "global", name);
    given.set(name, value);
  }
  // Templates come here for what is no variable of their page.
  ours.globals = new Proxy(ours.globals, {
    get(own, name) {
      if (typeof name !== "string" || name in own) return Reflect.get(own, name);
      note(`global:${name}`);
      return given.get(name);
    },
  });
}

const taken = (plugin: string, kind: string, name: string): BuildError =>
  new BuildError(pluginNameTaken(plugin, kind, name, { file: "site.yml" }));
