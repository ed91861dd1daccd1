// jekyll-paginate-v2: any page may show a list of posts or documents, so many on each of its pages.
import type { StaticPage } from "../../types/content.js";
import type { JekyllConfig } from "../../types/jekyll.js";
import { isOn, type PagedSettings, readPagination } from "../pagination-settings.js";
import { rubyText } from "../terms.js";
import { outputOf } from "../urls.js";
import type { Paginator } from "./paginate.js";

/** A page that stands for all pages of its list. */
export interface PagedTemplate {
  /** No other has it. */
  id: string;
  doc: StaticPage;
  settings: PagedSettings;
  /** Of the group that its pages belong to. */
  subject: string;
}

export interface PagedPlace {
  url: string;
  output: string;
}

/** The pages of one list; numbers count from 1. */
export interface PagedPages {
  /** At least one, if only to say that there is nothing. */
  total: number;
  place(number: number): PagedPlace;
  /** The page as Liquid sees it. */
  shown(number: number): StaticPage;
  paginator(number: number, posts: Paginator["posts"]): PaginatorV2;
}

export interface PaginatorV2 extends Paginator {
  first_page: number;
  first_page_path: string;
  last_page: number;
  last_page_path: string;
  page_path: string;
  page_trail: { num: number; path: string; title: string }[] | null;
}

/** Of the site's pages those that say `pagination: {enabled: true}`. */
export function pagedTemplates(site: Record<string, unknown>, pages: readonly StaticPage[]): PagedTemplate[] {
  return pages
    .filter(({ data, jekyll }) => jekyll?.collection === null && isPaged(data.pagination))
    .map((doc) => ({
      ...{ id: doc.path, doc, subject: `doc:${doc.path}` },
      settings: readPagination(site, doc.data.pagination),
    }));
}

const isPaged = (own: unknown): boolean =>
  typeof own === "object" && own !== null && "enabled" in own && isOn(own.enabled);

/** `items`: how many the list has. */
export function pagedPages(
  { doc, settings }: PagedTemplate,
  items: number,
  { values }: JekyllConfig,
): PagedPages {
  const { perPage, limit, indexPage, extension, trail } = settings;
  const needed = Math.max(1, Math.ceil(items / perPage));
  const total = limit > 0 ? Math.min(limit, needed) : needed;
  const name = indexPage + extension;
  const hasPermalink = isOn(doc.data.permalink);
  const first = withSlash(hasPermalink ? rubyText(doc.data.permalink) : folderOf(doc.url));
  const further = joined(first, settings.permalink);
  // An index page that is not said is part of a page's own path alone.
  const named = (path: string) => (indexPage === "" ? path : fullPath(path, indexPage, extension));
  const pathOf = (number: number) => filled(named(number === 1 ? first : further), number, total);
  const ownPath = (number: number) =>
    filled(fullPath(number === 1 ? first : further, indexPage || "index", extension), number, total);
  const title = isOn(doc.data.title) ? doc.data.title : values.title;
  const titleOf = (number: number): unknown =>
    number === 1 ? title : filled(once(settings.title, ":title", rubyText(title)), number, total);
  const converted = extensionOf(name);
  const extOf = (path: string) => (hasPermalink ? extensionOf(path) || converted : converted);

  const place = (number: number): PagedPlace => {
    const path = ownPath(number);
    const url = path.endsWith(extension) ? path : path + extension;
    return { url, output: outputOf(url, extOf(path)) };
  };
  const trailOf = (number: number): PaginatorV2["page_trail"] => {
    if (total < 2 || trail.before + trail.after === 0) return null;
    const length = Math.min(total, trail.before + trail.after + 1);
    const from = Math.min(Math.max(0, number - trail.before - 1), total - length);
    return Array.from({ length }, (_, index) => from + index + 1).map((num) => ({
      ...{ num, path: ownPath(num), title: titleOf(num) as string },
    }));
  };
  return {
    total,
    place,
    shown(number) {
      const path = ownPath(number);
      const own = titleOf(number);
      const data: StaticPage["data"] = {
        ...doc.data,
        title: own,
        pagination_info: { curr_page: number, total_pages: total },
        ...(hasPermalink && { permalink: path }),
        ...(number > 1 && { autogen: "jekyll-paginate-v2" }),
        path: doc.data.path ?? name,
      };
      const facts = { ...doc.jekyll!, ext: converted, outputExt: extOf(path), name };
      return { ...doc, ...place(number), title: own == null ? "" : rubyText(own), data, jekyll: facts };
    },
    paginator: (number, posts) => ({
      ...{ page: number, per_page: perPage, posts, total_posts: items, total_pages: total },
      previous_page: number > 1 ? number - 1 : null,
      previous_page_path: number > 1 ? pathOf(number - 1) : null,
      next_page: number < total ? number + 1 : null,
      next_page_path: number < total ? pathOf(number + 1) : null,
      ...{ first_page: 1, first_page_path: pathOf(1) },
      ...{ last_page: total, last_page_path: filled(named(further), total, total) },
      ...{ page_path: ownPath(number), page_trail: trailOf(number) },
    }),
  };
}

const withSlash = (path: string): string => (path.endsWith("/") ? path : `${path}/`);
const folderOf = (url: string): string => url.slice(0, url.lastIndexOf("/") + 1);
const joined = (folder: string, path: string): string => folder + path.replace(/^\/+/, "");

/** What ends with no file gets one; what has no dot gets the name alone, as in the gem. */
function fullPath(path: string, name: string, extension: string): string {
  if (path.endsWith("/")) return path + name + extension;
  return path.includes(".") ? path : path + name;
}

const once = (text: string, macro: string, value: string): string => text.replace(macro, () => value);

const filled = (text: string, number: number, total: number): string =>
  once(once(text, ":num", String(number)), ":max", String(total));

/** With its dot; a name that only begins with one has none. */
const extensionOf = (path: string): string => /[^/](\.[^./]+)$/.exec(path)?.[1] ?? "";
