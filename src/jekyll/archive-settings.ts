// `jekyll-archives:` of `_config.yml` -> which archives there are, how they look and where they are.
import type { ArchiveKind, JekyllArchives } from "../types/jekyll.js";

type Values = Record<string, unknown>;

/** In the order in which the gem makes them, with what `enabled` calls them. */
const KINDS: readonly [kind: ArchiveKind, name: string][] = [
  ["tag", "tags"],
  ["category", "categories"],
  ["year", "year"],
  ["month", "month"],
  ["day", "day"],
];

const PERMALINKS: Readonly<Record<ArchiveKind, string>> = {
  tag: "/tag/:name/",
  category: "/category/:name/",
  year: "/:year/",
  month: "/:year/:month/",
  day: "/:year/:month/:day/",
};

/** What Liquid sees as `site.jekyll-archives`. */
export function archiveValues(typed: unknown): Values {
  const own = withoutNull(mapping(typed));
  const permalinks = { ...PERMALINKS, ...withoutNull(mapping(own.permalinks)) };
  return { layout: "archive", enabled: [], ...own, permalinks };
}

export function readArchives(values: Values): JekyllArchives {
  const { enabled } = values;
  const isAll = enabled === true || enabled === "all";
  const named: unknown[] = Array.isArray(enabled) ? enabled : [];
  const layouts = mapping(values.layouts);
  const permalinks = values.permalinks as Values;
  return {
    kinds: KINDS.filter(([, name]) => isAll || named.includes(name)).map(([kind]) => kind),
    layouts: byKind((kind) => String(layouts[kind] ?? values.layout)),
    permalinks: byKind((kind) => String(permalinks[kind])),
    slugMode: String(values.slug_mode ?? "default"),
  };
}

const byKind = (settingOf: (kind: ArchiveKind) => string) =>
  Object.fromEntries(KINDS.map(([kind]) => [kind, settingOf(kind)])) as Record<ArchiveKind, string>;

const mapping = (value: unknown): Values =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Values) : {};

const withoutNull = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value != null));
