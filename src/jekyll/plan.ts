// Which pages a Jekyll site has: all of them, or those that a change can have reached. Pure.
import { type Group, page } from "../pages/site.js";
import type { Config } from "../types/config.js";
import type { StaticPage } from "../types/content.js";
import type { JekyllConfig } from "../types/jekyll.js";
import type { PagePlan, Touched } from "../types/pages.js";
import { pathKey } from "../urls.js";
import type { JekyllAnswers, PostWithNeighbours } from "./answers.js";
import { type SettledArchives, settleArchives } from "./archives.js";
import { readDate } from "./dates.js";
import { pagesOf, paginationTemplate } from "./paginate.js";
import { outputOf } from "./urls.js";

export interface JekyllSite {
  config: Config;
  answers: JekyllAnswers;
  /** Whose a file of this name is, if it is published as it is. */
  hasFile(output: string): boolean;
}

interface Planning extends JekyllSite {
  jekyll: JekyllConfig;
  pages: StaticPage[];
  /** By address that leads elsewhere, folded: the source that says so last. Redirects are written last and win. */
  redirects: ReadonlyMap<string, string>;
  archives: SettledArchives;
}

export function* planJekyllGroups(site: JekyllSite, touched: Touched): Iterable<Group> {
  const jekyll = site.config.jekyll as JekyllConfig;
  const pages = site.answers.pages();
  const redirects = ownersOfRedirects(site);
  const planning: Planning = { ...site, jekyll, pages, redirects, archives: archivesOf(site, redirects) };
  if (touched.everything)
    for (const one of site.answers.posts())
      yield { subject: `post:${one.post.path}`, from: 1, pages: postPages(planning, one) };
  else
    for (const path of touched.posts) {
      const one = site.answers.post(path);
      yield { subject: `post:${path}`, from: 1, pages: one === null ? [] : postPages(planning, one) };
    }
  yield* documentGroups(planning, touched);
  yield { subject: "site:", from: 1, pages: sitePages(planning) };
  yield* archiveGroups(planning, touched);
}

/**
 * Who has the addresses that more than one may want. Where it is another one than at the last build, every page is to
 * be planned: the former owner may have to give way, or to come back.
 */
export function contestedAddresses(site: JekyllSite): unknown {
  const redirects = ownersOfRedirects(site);
  return [[...redirects], archivesOf(site, redirects).contested];
}

/** Last of all: everything else that is planned has its address before an archive. */
function* archiveGroups({ archives: { bySubject }, jekyll }: Planning, touched: Touched): Iterable<Group> {
  const { kinds } = jekyll.archives ?? { kinds: [] };
  const isArchived = (id: string) => kinds.some((kind) => id.startsWith(`${kind}:`));
  const subjects = touched.everything ? bySubject.keys() : [...touched.listings.keys()].filter(isArchived);
  for (const subject of subjects) {
    const pages = (bySubject.get(subject) ?? []).map((doc) =>
      page("listing", doc.url, subject, "jekyll/page", { doc }, { path: doc.output }),
    );
    yield { subject, from: 1, pages };
  }
}

function archivesOf(
  { config, answers, hasFile }: JekyllSite,
  redirects: ReadonlyMap<string, string>,
): SettledArchives {
  const jekyll = config.jekyll as JekyllConfig;
  if (jekyll.archives === null) return { bySubject: new Map(), contested: [] };
  const pages = answers.pages();
  const template = paginationTemplate(jekyll, pages);
  const counted = { count: answers.count, newest: () => [] };
  const own = pages.filter((doc) => doc.jekyll?.isWritten !== false);
  const paginated = template === null ? [] : pagesOf(jekyll, template, counted);
  const taken = new Set([...own, ...paginated].map(({ output }) => pathKey(output)));
  return settleArchives(
    config,
    answers,
    (key, output) => taken.has(key) || redirects.has(key) || answers.hasPostAt(key) || hasFile(output),
  );
}

/** By address that leads elsewhere, folded: the source whose redirect is published there. */
function ownersOfRedirects({ config, answers }: JekyllSite): Map<string, string> {
  const owners = new Map<string, string>();
  if (!config.jekyll?.plugins.includes("jekyll-redirect-from")) return owners;
  for (const { redirectFrom, path } of [...answers.redirecting(), ...answers.pages()])
    for (const url of redirectFrom) owners.set(pathKey(outputOf(url, ".html")), path);
  return owners;
}

function redirectsOf(
  planning: Planning,
  subject: string,
  doc: { redirectFrom: string[]; url: string; path: string },
): PagePlan[] {
  return doc.redirectFrom
    .filter((from) => planning.redirects.get(pathKey(outputOf(from, ".html"))) === doc.path)
    .map((from) => redirect(planning, subject, from, doc.url));
}

function redirect({ config }: Planning, subject: string, from: string, to: string): PagePlan {
  const isElsewhere = /^(?:[a-z][a-z0-9+.-]*:)?\/\//i.test(to);
  const target = isElsewhere ? to : config.origin + config.basePath.replace(/\/$/, "") + to;
  return page("redirect", from, subject, "jekyll/redirect", { target }, { path: outputOf(from, ".html") });
}

function postPages(planning: Planning, { post, previous, next }: PostWithNeighbours): PagePlan[] {
  const subject = `post:${post.path}`;
  const moved = redirectsOf(planning, subject, post);
  if (planning.redirects.has(pathKey(post.output))) return moved;
  const source = { path: post.path, fingerprint: post.fingerprint, isTemplate: false };
  const target = redirectTarget(planning, post);
  if (target !== null)
    return [{ ...redirect(planning, subject, post.url, target), path: post.output }, ...moved];
  const facts = { doc: post, previous, next };
  return [page("post", post.url, subject, "jekyll/page", facts, { source, path: post.output }), ...moved];
}

function redirectTarget({ jekyll }: Planning, { data }: { data: Record<string, unknown> }): string | null {
  if (!jekyll.plugins.includes("jekyll-redirect-from")) return null;
  const to: unknown = Array.isArray(data.redirect_to) ? data.redirect_to[0] : data.redirect_to;
  return typeof to === "string" && to !== "" ? to : null;
}

function* documentGroups(planning: Planning, touched: Touched): Iterable<Group> {
  const { pages } = planning;
  const template = paginationTemplate(planning.jekyll, pages);
  const shown = new Set(pages.map(({ path }) => path));
  const wanted = (path: string) =>
    touched.everything || touched.pages?.has(path) || (path === template?.path && touched.listings.size > 0);
  for (const doc of pages) {
    if (!wanted(doc.path)) continue;
    const subject = `doc:${doc.path}`;
    yield { subject, from: 1, pages: documentPages(planning, doc, doc === template) };
  }
  for (const path of touched.pages ?? [])
    if (!shown.has(path)) yield { subject: `doc:${path}`, from: 1, pages: [] };
}

function documentPages(planning: Planning, doc: StaticPage, isPaginated: boolean): PagePlan[] {
  const subject = `doc:${doc.path}`;
  const moved = redirectsOf(planning, subject, doc);
  if (doc.jekyll?.isWritten === false) return [];
  const target = redirectTarget(planning, doc);
  if (target !== null)
    return [{ ...redirect(planning, subject, doc.url, target), path: doc.output }, ...moved];
  const source = { path: doc.path, fingerprint: doc.fingerprint, isTemplate: false };
  const own: PagePlan[] = isPaginated
    ? pagesOf(planning.jekyll, doc, planning.answers).map(({ url, output, paginator, shown }) =>
        page("page", url, subject, "jekyll/page", { doc: shown, paginator }, { source, path: output }),
      )
    : [page("page", doc.url, subject, "jekyll/page", { doc }, { source, path: doc.output })];
  return [...own.filter(({ path }) => !planning.redirects.has(pathKey(path))), ...moved];
}

/** What plugins add once per site, unless the site brings it itself. */
function sitePages(planning: Planning): PagePlan[] {
  const { jekyll, config, answers, pages } = planning;
  const taken = new Set(pages.map(({ output }) => output));
  const plans: PagePlan[] = [];
  const add = (
    kind: PagePlan["kind"],
    url: string,
    template: string,
    facts: () => Record<string, unknown>,
  ) => {
    const path = url.slice(1);
    if (!taken.has(path) && !planning.hasFile(path))
      plans.push(page(kind, url, "site:", template, facts(), { path }));
  };
  if (jekyll.plugins.includes("jekyll-feed")) {
    const feed = jekyll.values.feed as Record<string, unknown> | undefined;
    const limit = Number(feed?.posts_limit ?? 10) || 10;
    const path = typeof feed?.path === "string" ? `/${feed.path.replace(/^\//, "")}` : "/feed.xml";
    add("feed", path, "jekyll/feed", () => ({ posts: answers.newest(0, limit) }));
  }
  if (jekyll.plugins.includes("jekyll-sitemap")) {
    add("sitemap", "/sitemap.xml", "jekyll/sitemap", () => ({ entries: sitemapEntries(planning) }));
    add("robots", "/robots.txt", "jekyll/robots", () => ({
      sitemap: `${config.origin}${config.basePath}/sitemap.xml`,
    }));
  }
  if (jekyll.plugins.includes("jekyll-redirect-from")) {
    const moved: Record<string, string> = {};
    for (const { redirectFrom, url } of [...answers.redirecting(), ...pages])
      for (const from of redirectFrom) moved[from] = config.origin + config.basePath + url;
    for (const doc of pages) {
      const to = redirectTarget(planning, doc);
      if (to !== null) moved[doc.url] = to;
    }
    add("page", "/redirects.json", "jekyll/redirects", () => ({ moved }));
  }
  return plans;
}

/** Posts oldest first as jekyll-sitemap lists them, then pages that are HTML. */
function sitemapEntries(planning: Planning): { url: string; modified: number | null }[] {
  const { config, jekyll, answers, pages } = planning;
  const at = (url: string) => config.origin + config.basePath + url.replace(/\/index\.html$/, "/");
  const entries: { url: string; modified: number | null }[] = answers
    .sitemap()
    .map(({ url, date, modified }) => ({
      url: at(url),
      modified: readDate(modified, config.timezone) ?? date,
    }));
  for (const doc of [...pages, ...[...planning.archives.bySubject.values()].flat()]) {
    const isHtml = /\.x?html?$/.test(doc.output) && doc.jekyll?.isWritten !== false;
    if (isHtml && doc.inSitemap && doc.output !== "404.html")
      entries.push({ url: at(doc.url), modified: readDate(doc.data.last_modified_at, config.timezone) });
  }
  const template = paginationTemplate(jekyll, pages);
  if (template?.inSitemap)
    for (const { url } of pagesOf(jekyll, template, answers).slice(1))
      entries.push({ url: at(url), modified: null });
  return entries;
}
