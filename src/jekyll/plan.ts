// Which pages a Jekyll site has: all of them, or those that a change can have reached. Pure.
import { type Group, page } from "../pages/site.js";
import type { StaticPage } from "../types/content.js";
import type { JekyllConfig } from "../types/jekyll.js";
import type { PagePlan, Touched } from "../types/pages.js";
import { pathKey } from "../urls.js";
import { type Addresses, type JekyllSite, ownPages } from "./addresses.js";
import type { PostWithNeighbours } from "./answers/answers.js";
import { readDate } from "./dates.js";
import { pagesOf, paginationTemplate } from "./pagination/paginate.js";
import { outputOf } from "./urls.js";

interface Planning extends JekyllSite, Addresses {
  jekyll: JekyllConfig;
  pages: StaticPage[];
}

export function* planJekyllGroups(site: JekyllSite, touched: Touched): Iterable<Group> {
  const jekyll = site.config.jekyll as JekyllConfig;
  const planning: Planning = { ...site, ...site.addresses(), jekyll, pages: site.answers.pages() };
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
  yield* listingGroups(planning, touched);
}

/** Archives and autopages: all that show one category, tag, year, month or day. */
function* listingGroups(planning: Planning, touched: Touched): Iterable<Group> {
  const { archives, paged, jekyll } = planning;
  const kinds = [...(jekyll.archives?.kinds ?? []), ...jekyll.autopages.map(({ of }) => of)];
  const isListed = (id: string) => kinds.some((kind) => id.startsWith(`${kind}:`));
  const subjects = touched.everything
    ? [...archives.bySubject.keys(), ...paged.bySubject.keys()]
    : [...touched.listings.keys()];
  for (const subject of new Set(subjects.filter(isListed))) {
    const pages = (archives.bySubject.get(subject) ?? []).map((doc) =>
      page("listing", doc.url, subject, "jekyll/page", { doc }, { path: doc.output }),
    );
    yield { subject, from: 1, pages: [...pagedPlans(planning, subject), ...pages] };
  }
}

/** The pages of the lists of a subject. */
function* pagedPlans({ paged, answers }: Planning, subject: string): Iterable<PagePlan> {
  for (const { template, pages, own } of paged.bySubject.get(subject) ?? []) {
    const { doc, settings } = template;
    const { path, fingerprint, jekyll } = doc;
    const source = jekyll?.isAutopage ? null : { path, fingerprint, isTemplate: false };
    for (const number of own) {
      const shown = pages.shown(number);
      const from = (number - 1) * settings.perPage;
      const items = answers.paged.items(settings.list, from, from + settings.perPage);
      const facts = { doc: shown, paginator: pages.paginator(number, items) };
      const kind = subject.startsWith("doc:") ? "page" : "listing";
      const url = shown.url.replace(/^\/?/, "/");
      yield page(kind, url, subject, "jekyll/page", facts, { source, path: shown.output });
    }
  }
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
  const { pages, paged } = planning;
  const template = paginationTemplate(planning.jekyll, pages);
  const wanted = (path: string) => touched.everything || touched.pages?.has(path);
  const shown = new Set(pages.map(({ path }) => path));
  for (const doc of pages) {
    if (!wanted(doc.path)) continue;
    const subject = `doc:${doc.path}`;
    yield { subject, from: 1, pages: documentPages(planning, doc, doc === template) };
  }
  for (const subject of paged.bySubject.keys()) {
    const path = subject.slice("doc:".length);
    if (!subject.startsWith("doc:") || shown.has(path)) continue;
    shown.add(path);
    if (wanted(path)) yield { subject, from: 1, pages: pagedPlans(planning, subject) };
  }
  for (const path of touched.pages ?? [])
    if (!shown.has(path)) yield { subject: `doc:${path}`, from: 1, pages: [] };
}

function* documentPages(planning: Planning, doc: StaticPage, isPaginated: boolean): Iterable<PagePlan> {
  const subject = `doc:${doc.path}`;
  const { jekyll, answers, paged, redirects } = planning;
  if (doc.jekyll?.isWritten === false) return;
  const target = redirectTarget(planning, doc);
  const source = { path: doc.path, fingerprint: doc.fingerprint, isTemplate: false };
  const isFree = ({ output }: { output: string }) => !redirects.has(pathKey(output));
  if (target !== null) yield { ...redirect(planning, subject, doc.url, target), path: doc.output };
  else if (paged.bySubject.has(subject)) yield* pagedPlans(planning, subject);
  else if (isPaginated) {
    for (const { url, output, paginator, shown } of pagesOf(jekyll, doc, answers).filter(isFree))
      yield page("page", url, subject, "jekyll/page", { doc: shown, paginator }, { source, path: output });
  } else if (isFree(doc))
    yield page("page", doc.url, subject, "jekyll/page", { doc }, { source, path: doc.output });
  yield* redirectsOf(planning, subject, doc);
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
  const { archives, paged } = planning;
  const archived = [...archives.bySubject.values()].flat();
  const listed = paged.entries.flatMap(({ pages, own }) => own.map(pages.shown));
  for (const doc of [...ownPages(answers, paged.entries), ...archived, ...listed]) {
    const { isWritten = true, name, outputExt = "" } = doc.jekyll ?? {};
    // A page of jekyll-paginate-v2 has no extension but that of its permalink, or its `indexpage`.
    const isHtml = isWritten && /\.x?html?$/.test(name === undefined ? doc.output : outputExt);
    if (isHtml && doc.inSitemap && doc.output !== "404.html")
      entries.push({ url: at(doc.url), modified: readDate(doc.data.last_modified_at, config.timezone) });
  }
  const template = paginationTemplate(jekyll, pages);
  if (template?.inSitemap)
    for (const { url } of pagesOf(jekyll, template, answers).slice(1))
      entries.push({ url: at(url), modified: null });
  return entries;
}
