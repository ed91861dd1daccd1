// `pagination:` and `autopages:` of `_config.yml`, for jekyll-paginate-v2 -> what is on, and how.
import type { JekyllAutopages, PagedList } from "../types/jekyll.js";
import { isMapping, merged } from "./merged.js";
import { rubyText } from "./terms.js";

type Values = Record<string, unknown>;

/** Of one paginated page: the site's settings with the page's own over them. */
export interface PagedSettings {
  list: PagedList;
  perPage: number;
  /** Of pages; 0: all. */
  limit: number;
  permalink: string;
  title: string;
  /** Of the file of each page, without extension; "": not said. */
  indexPage: string;
  /** With its dot. */
  extension: string;
  trail: { before: number; after: number };
}

const PAGINATION: Values = {
  ...{ enabled: false, collection: "posts", offset: 0, per_page: 10, permalink: "/page:num/" },
  ...{ title: ":title - page :num", page_num: 1, sort_reverse: false, sort_field: "date", limit: 0 },
  ...{ trail: { before: 0, after: 0 }, indexpage: null, extension: "html", debug: false, legacy: false },
};

/** `null`: the plugin is not named, or switched off. */
export function paginationValues(values: Values, plugins: readonly string[]): Values | null {
  if (!plugins.includes("jekyll-paginate-v2")) return null;
  const all = mergedKnown(PAGINATION, mapping(values.pagination));
  return isOn(all.enabled) ? all : null;
}

/** `own`: what the page's front matter says as `pagination`. */
export function readPagination(site: Values, own: unknown): PagedSettings {
  const all = mergedKnown(site, mapping(own));
  const trail = mapping(all.trail);
  return {
    list: readList(all),
    perPage: wholeNumber(all.per_page) || (PAGINATION.per_page as number),
    limit: wholeNumber(all.limit),
    permalink: rubyText(all.permalink),
    title: rubyText(all.title),
    indexPage: rubyText(all.indexpage).split(".")[0] ?? "",
    extension: rubyText(all.extension).replace(/^\.?/, "."),
    trail: { before: wholeNumber(trail.before), after: wholeNumber(trail.after) },
  };
}

function readList(all: Values): PagedList {
  return {
    collections: listed(all.collection, /[;,\s]/),
    categories: listed(all.category, /[;,]/),
    tags: listed(all.tag, /[;,]/),
    locales: listed(all.locale, /[;,]/),
    sortField: isOn(all.sort_field) ? rubyText(all.sort_field) : null,
    isReversed: isOn(all.sort_reverse),
    offset: wholeNumber(all.offset),
  };
}

/** What a text or a list names, as terms are compared. */
function listed(value: unknown, between: RegExp): string[] {
  const parts = Array.isArray(value) ? value.map(rubyText) : rubyText(value).split(between);
  return [...new Set(parts.map((part) => part.trim().toLowerCase()))].filter((part) => part !== "");
}

const KINDS = [
  { of: "tag", key: "tags", macro: ":tag", name: "tagged with" },
  { of: "category", key: "categories", macro: ":cat", name: "in category" },
  { of: "collection", key: "collections", macro: ":coll", name: "in collection" },
] as const;

/** What stands for the term in titles and addresses. */
export const macroOf = ({ of }: JekyllAutopages): string =>
  KINDS.find((kind) => kind.of === of)?.macro as string;

export function readAutopages(value: unknown): JekyllAutopages[] {
  const all = mapping(value);
  if (!isOn(all.enabled)) return [];
  return KINDS.flatMap(({ of, key, macro, name }) => {
    const defaults = {
      ...{ enabled: true, layouts: [`autopage_${of === "tag" ? "tags" : of}.html`] },
      ...{ title: `Posts ${name} ${macro}`, permalink: `/${of}/${macro}` },
      slugify: { mode: "none", cased: false },
    };
    const own = mergedKnown(defaults, mapping(all[key]));
    if (!isOn(own.enabled)) return [];
    const slugify = mapping(own.slugify);
    return {
      ...{ of, title: rubyText(own.title), permalink: rubyText(own.permalink) },
      layouts: (Array.isArray(own.layouts) ? own.layouts : [own.layouts]).map(rubyText),
      slugMode: rubyText(slugify.mode),
      slugCased: isOn(slugify.cased),
    };
  });
}

/** What a layout's front matter says as `autopages`, over the site's. */
export function withLayoutSettings(site: JekyllAutopages, value: unknown): JekyllAutopages {
  const { title = site.title, permalink = site.permalink } = withoutNull(mapping(value));
  return { ...site, title: rubyText(title), permalink: rubyText(permalink) };
}

/** A key without a value takes nothing away. */
const mergedKnown = (base: Values, over: Values): Values => merged(base, withoutNull(over));

const withoutNull = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value != null));

/** As Ruby sees it: 0 and "" are something. */
export const isOn = (value: unknown): boolean => value != null && value !== false;

const mapping = (value: unknown): Values => (isMapping(value) ? value : {});

/** As Ruby's `to_i`; none below 0. */
const wholeNumber = (value: unknown): number => Math.max(0, Number.parseInt(rubyText(value), 10) || 0);
