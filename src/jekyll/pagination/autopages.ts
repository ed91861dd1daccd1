// `autopages:` of jekyll-paginate-v2: a paginated page for each tag, category and collection, in each of its layouts.
import type { Config } from "../../types/config.js";
import type { Post, StaticPage } from "../../types/content.js";
import type { JekyllAutopages, JekyllConfig } from "../../types/jekyll.js";
import { foldTerm } from "../../urls.js";
import { termKeys } from "../answers/paged-lists.js";
import { createDefaults } from "../defaults.js";
import { isMapping, merged } from "../merged.js";
import { macroOf, readPagination, withLayoutSettings } from "../pagination-settings.js";
import { rubyText } from "../terms.js";
import { outputOf, slugify } from "../urls.js";
import type { PagedTemplate } from "./paginate-v2.js";

type Values = Record<string, unknown>;

export interface AutopageSource {
  /** Names as posts write them, in the order in which posts, oldest first, bring them up. */
  termNames(taxonomy: "tag" | "category"): string[];
  /** Documents of a collection other than the posts, in its order. */
  documents(label: string): StaticPage[];
  countPosts(): number;
  /** Front matter of a layout, by its name; `null`: there is none. */
  layoutData(name: string): Values | null;
}

/** In the order in which the gem makes them. */
export function autopageTemplates({ jekyll: settings }: Config, source: AutopageSource): PagedTemplate[] {
  const jekyll = settings as JekyllConfig;
  const defaults = createDefaults(jekyll)(".html", "pages"); // no layout's: the page is none of its folder
  return jekyll.autopages.flatMap((pages) =>
    [...namesOf(pages, jekyll, source)].flatMap(([key, name]) =>
      pages.layouts.map((file) => templateOf({ pages, key, name, file }, jekyll, source, defaults)),
    ),
  );
}

/** What there is a page for, in lower case, and as who first says it writes it. */
function namesOf({ of }: JekyllAutopages, jekyll: JekyllConfig, source: AutopageSource): Map<string, string> {
  const labels = jekyll.collections.map(({ label }) => label).filter((label) => label !== "posts");
  const found = new Map<string, string>();
  const add = (name: string) => {
    for (const part of name.trim().split(/[;,]/))
      for (const key of termKeys(part)) if (!found.has(key)) found.set(key, part);
  };
  if (of === "collection") {
    if (source.countPosts() > 0) add("posts");
    for (const label of labels) if (source.documents(label).some(isListed)) add(label);
    return found;
  }
  for (const name of source.termNames(of)) add(name);
  for (const { data } of labels.flatMap((label) => source.documents(label).filter(isListed)))
    for (const name of asList(of === "tag" ? data.tags : data.categories)) add(rubyText(name));
  return found;
}

const isListed = ({ data }: Post | StaticPage): boolean => data.pagination == null;
const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** What pages there are beyond those of posts, and how: where that is something else, every page is to be planned. */
export function autopageInputs({ jekyll }: Config, source: AutopageSource): unknown {
  const { autopages, collections } = jekyll as JekyllConfig;
  const files = autopages.flatMap(({ layouts }) => layouts);
  const documents = collections.flatMap(({ label }) => (label === "posts" ? [] : source.documents(label)));
  const terms = documents.filter(isListed).map(({ data }) => [data.tags, data.categories]);
  return [files.map((file) => source.layoutData(layoutName(file))), terms];
}

const layoutName = (file: string): string => file.replace(/\.[^./]*$/, "");

interface Autopage {
  pages: JekyllAutopages;
  key: string;
  name: string;
  /** Below `_layouts/`. */
  file: string;
}

function templateOf(
  { pages, key, name, file }: Autopage,
  jekyll: JekyllConfig,
  source: AutopageSource,
  defaults: Values,
): PagedTemplate {
  const layout = layoutName(file);
  const own = source.layoutData(layout) ?? {};
  const { title, permalink } = withLayoutSettings(pages, own.autopages);
  const slug = slugify(key, pages.slugMode, pages.slugCased);
  const fill = (text: string) => text.replace(macroOf(pages), () => slug);
  const site = merged(jekyll.pagination as Values, isMapping(own.pagination) ? own.pagination : {});
  const pagination = { ...site, [pages.of]: key };
  const autopage = { layout_path: `_layouts/${file}`, display_name: name };
  const shared = merged(defaults, own);
  const data = {
    ...shared,
    ...{ permalink: fill(permalink), layout, title: fill(title), pagination },
    ...{ autopage, autopages: autopage },
  };
  const id = `${autopage.layout_path} ${pages.of}:${key}`;
  const output = outputOf(`${data.permalink}/`, ".html");
  const doc: StaticPage = {
    ...{ path: output, fingerprint: id, url: data.permalink, output, layout, data, format: "html" },
    ...{ title: data.title, description: "", lang: null, redirectFrom: [] },
    inSitemap: shared.sitemap !== false,
    jekyll: {
      ...{ collection: null, ext: "", outputExt: "", id: "", bodyLine: 1, isWritten: true },
      isAutopage: true,
    },
  };
  const subject = pages.of === "collection" ? `doc:${id}` : `${pages.of}:${foldTerm(key)}`;
  return { id, doc, settings: readPagination(site, pagination), subject };
}
