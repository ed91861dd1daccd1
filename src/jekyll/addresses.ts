// Who has the addresses of a Jekyll site that several may want: redirects win, then come posts, pages and files, then
// pages of lists, then archives. Of two of one kind it is the later one, as in Jekyll.
import { remembered } from "../memo.js";
import type { Config } from "../types/config.js";
import type { StaticPage } from "../types/content.js";
import type { JekyllConfig } from "../types/jekyll.js";
import { pathKey } from "../urls.js";
import type { JekyllAnswers } from "./answers/answers.js";
import { type SettledArchives, settleArchives } from "./archives.js";
import { type AutopageSource, autopageInputs, autopageTemplates } from "./pagination/autopages.js";
import { pagesOf, paginationTemplate } from "./pagination/paginate.js";
import { type PagedPages, type PagedTemplate, pagedPages, pagedTemplates } from "./pagination/paginate-v2.js";
import { outputOf } from "./urls.js";

export interface JekyllSite {
  config: Config;
  answers: JekyllAnswers;
  /** Whose a file of this name is, if it is published as it is. */
  hasFile(output: string): boolean;
  /** Front matter of a layout, by its name; `null`: there is none. */
  layoutData(name: string): Record<string, unknown> | null;
  /** Settled once, when all sources are recorded. */
  addresses(): Addresses;
}

export interface Addresses {
  /** By address that leads elsewhere, folded: the source that says so last. Redirects are written last and win. */
  redirects: ReadonlyMap<string, string>;
  paged: SettledPaged;
  archives: SettledArchives;
}

/** A list of jekyll-paginate-v2 with the numbers of the pages that have their address. */
export interface PagedEntry {
  template: PagedTemplate;
  pages: PagedPages;
  own: number[];
}

export interface SettledPaged {
  entries: readonly PagedEntry[];
  bySubject: ReadonlyMap<string, readonly PagedEntry[]>;
  contested: readonly [output: string, owner: string][];
  /** What else decides which pages there are. */
  inputs: unknown;
}

type Unsettled = Omit<JekyllSite, "addresses">;

export function settleAddresses(site: Unsettled): Addresses {
  const redirects = ownersOfRedirects(site);
  const paged = settlePaged(site, redirects);
  return { redirects, paged, archives: archivesOf(site, redirects, paged) };
}

/**
 * Who has the addresses that more than one may want. Where it is another one than at the last build, every page is to
 * be planned: the former owner may have to give way, or to come back.
 */
export function contestedAddresses(site: JekyllSite): unknown {
  const { redirects, paged, archives } = site.addresses();
  return [[...redirects], archives.contested, paged.contested, paged.inputs];
}

/** By address that leads elsewhere, folded: the source whose redirect is published there. */
function ownersOfRedirects({ config, answers }: Unsettled): Map<string, string> {
  const owners = new Map<string, string>();
  if (!config.jekyll?.plugins.includes("jekyll-redirect-from")) return owners;
  for (const { redirectFrom, path } of [...answers.redirecting(), ...answers.pages()])
    for (const url of redirectFrom) owners.set(pathKey(outputOf(url, ".html")), path);
  return owners;
}

/** Pages of the site's own; those that are paginated are at their lists' addresses. */
export function ownPages(answers: JekyllAnswers, entries: readonly PagedEntry[]): StaticPage[] {
  const paginated = new Set(entries.map(({ template }) => template.id));
  return answers.pages().filter(({ path }) => !paginated.has(path));
}

/** What `site.pages` holds: sources, then the pages of lists in their place. */
export function listedPages(site: JekyllSite): StaticPage[] {
  const { config, answers } = site;
  const isPage = ({ jekyll }: StaticPage) => jekyll?.collection === null;
  if (config.jekyll?.pagination === null) return answers.pages().filter(isPage);
  const { entries } = site.addresses().paged;
  const paginated = entries.flatMap(({ pages, own }) => own.map(pages.shown));
  return [...ownPages(answers, entries).filter(isPage), ...paginated];
}

function settlePaged(
  { config, answers, hasFile, layoutData }: Unsettled,
  redirects: ReadonlyMap<string, string>,
): SettledPaged {
  const jekyll = config.jekyll as JekyllConfig;
  if (jekyll.pagination === null) return { entries: [], bySubject: new Map(), contested: [], inputs: null };
  const { documents, termNames, count: countPosts } = answers;
  const source: AutopageSource = { documents, termNames, countPosts, layoutData };
  const templates = [
    ...pagedTemplates(jekyll.pagination, answers.pages()),
    ...autopageTemplates(config, source),
  ];
  const entries = templates.map((template): PagedEntry => {
    const items = answers.paged.count(template.settings.list);
    return { template, pages: pagedPages(template, items, jekyll), own: [] };
  });
  const taken = new Set(ownPages(answers, entries).map(({ output }) => pathKey(output)));
  const contested = new Map<string, string>();
  const owners = new Map<string, { entry: PagedEntry; number: number; output: string }>();
  for (const entry of entries)
    for (let number = 1; number <= entry.pages.total; number++) {
      const { output } = entry.pages.place(number);
      const key = pathKey(output);
      if (owners.has(key)) contested.set(key, `${entry.template.id} ${number}`);
      owners.set(key, { entry, number, output });
    }
  for (const [key, { entry, number, output }] of owners)
    if (taken.has(key) || redirects.has(key) || answers.hasPostAt(key) || hasFile(output))
      contested.set(key, "");
    else entry.own.push(number);
  const bySubject = new Map<string, PagedEntry[]>();
  for (const entry of entries) remembered(bySubject, entry.template.subject, () => []).push(entry);
  const inputs = jekyll.autopages.length === 0 ? null : autopageInputs(config, source);
  return { entries, bySubject, contested: [...contested], inputs };
}

function archivesOf(
  { config, answers, hasFile }: Unsettled,
  redirects: ReadonlyMap<string, string>,
  { entries }: SettledPaged,
): SettledArchives {
  const jekyll = config.jekyll as JekyllConfig;
  if (jekyll.archives === null) return { bySubject: new Map(), contested: [] };
  const template = paginationTemplate(jekyll, answers.pages());
  const counted = { count: answers.count, newest: () => [] };
  const places = [
    ...ownPages(answers, entries).filter((doc) => doc.jekyll?.isWritten !== false),
    ...(template === null ? [] : pagesOf(jekyll, template, counted)),
    ...entries.flatMap(({ pages, own }) => own.map(pages.place)),
  ];
  const taken = new Set(places.map(({ output }) => pathKey(output)));
  return settleArchives(
    config,
    answers,
    (key, output) => taken.has(key) || redirects.has(key) || answers.hasPostAt(key) || hasFile(output),
  );
}
