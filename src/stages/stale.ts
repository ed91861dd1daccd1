// What else than posts makes pages stale: shared inputs and the queries that templates made on their own.
import { copiedFrom } from "../compress.js";
import { valueHash } from "../hash.js";
import { contestedAddresses } from "../jekyll/addresses.js";
import { touchLists } from "../jekyll/touch.js";
import type { Inspection } from "../output/inspect.js";
import { newsWindow } from "../pages/news-sitemap.js";
import { TAXONOMIES } from "../taxonomies.js";
import type { Instant } from "../types/content.js";
import type { FreeQuery, JekyllList, Touched } from "../types/pages.js";
import { foldTerm, pathKey } from "../urls.js";
import type { Workspace } from "./workspace.js";

/** Past this many pages it is simpler, and no slower, to look at all of them. */
const MANY = 200;

/** Widens `touched` by the pages that are damaged, or read an input or query whose value is another one now. */
export function touchReaders(
  workspace: Workspace,
  touched: Touched,
  inspection: Inspection,
  now: Instant,
): void {
  const { catalog, ledger, inputs, answers, jekyll } = workspace;
  const planKey =
    jekyll === null ? workspace.planKey : valueHash([workspace.planKey, contestedAddresses(jekyll)]);
  touchNews(workspace, touched, now);
  if (inspection.damaged.size > 0 || catalog.meta("plan") !== planKey) touched.everything = true;
  catalog.setMeta("plan", planKey);
  if (touched.everything) return;
  touchUncovered(workspace, touched);
  if (jekyll !== null) touchLists(jekyll, touched);
  const { stale } = touched;
  for (const { key, result } of ledger.queries()) {
    const isQuery = key.startsWith("query:");
    if (isQuery && !rangesOver(key, touched)) continue;
    if ((isQuery ? answers.hash(key) : inputs.hashOf(key)) !== result) stale.add(key);
  }
  if (stale.size === 0) return;
  const readers = ledger.reading((read) => stale.has(read), MANY + 1);
  if (readers.length > MANY || readers.some(({ number }) => number > 0)) {
    touched.everything = true;
    touched.readersOnly = true;
    return;
  }
  for (const { subject } of readers) touchSubject(subject, touched);
}

/** What an asset stood in for comes back when it goes: robots.txt, a redirect. */
function touchUncovered({ ledger, siteInputs, queries, config }: Workspace, touched: Touched): void {
  const outputs = new Set(siteInputs.assets.map(({ output }) => output));
  for (const { path } of ledger.ofSubject("assets:")) {
    if (outputs.has(path)) continue;
    const original = copiedFrom(path);
    if (original !== null && outputs.has(original)) continue; // an asset's copy
    if (original !== null && config.compress) touched.everything = true; // some page may have one now
    touched.site = true;
    const owner = queries.aliasOwner(pathKey(path));
    if (owner !== null) touched.posts.add(owner);
  }
}

/** Posts grow old, and with `--future` become news, by the clock alone: have some since the last build? */
function touchNews({ catalog, config }: Workspace, touched: Touched, now: Instant): void {
  const last = Number(catalog.meta("news"));
  catalog.setMeta("news", String(now));
  if (!config.sitemap.news || config.jekyll !== null || last === now) return;
  const [before, after] = [newsWindow(last), newsWindow(now)];
  const crossed = catalog.sql(
    "SELECT 1 FROM posts INDEXED BY posts_live WHERE live = 1 AND date > ? AND date <= ? LIMIT 1",
  );
  const hasCrossed = (a: Instant, b: Instant) => crossed.get(Math.min(a, b), Math.max(a, b)) !== undefined;
  if (hasCrossed(before.from, after.from) || hasCrossed(before.to, after.to)) touched.site = true;
}

function touchSubject(subject: string, touched: Touched): void {
  const kind = subject.slice(0, subject.indexOf(":"));
  const key = subject.slice(kind.length + 1);
  if (kind === "post") touched.posts.add(key);
  else if (kind === "doc") touchPage(key, touched);
  else if (!LISTINGS.has(kind)) touched.site = true;
  else if (!touched.listings.has(subject)) touched.listings.set(subject, { shiftedFrom: null, changed: [] });
}

function touchPage(path: string, touched: Touched): void {
  touched.pages ??= new Set();
  touched.pages.add(path);
}

const LISTINGS = new Set(["home", "year", "month", "day", ...TAXONOMIES]);

/** Whether a changed post can have changed a query's result. */
function rangesOver(key: string, touched: Touched): boolean {
  const query = JSON.parse(key.slice("query:".length)) as FreeQuery;
  const taxonomy = query.name === "posts" ? TAXONOMIES.find((kind) => query[kind] !== undefined) : undefined;
  if (query.name === "posts" && taxonomy !== undefined)
    return touched.listings.has(`${taxonomy}:${foldTerm(query[taxonomy]!)}`);
  if (query.name === "jekyll" || query.name === "jekyll-count") return listRangesOver(query.list, touched);
  if (query.name === "jekyll-neighbours") return true; // a document's coming and going touches nothing, either
  if (query.name === "jekyll-link") return true; // a file's coming and going touches nothing
  return touched.listings.size > 0;
}

function listRangesOver(list: JekyllList, touched: Touched): boolean {
  if ("key" in list) return touched.listings.has(`${list.of}:${foldTerm(list.key)}`);
  return list.of !== "posts" || touched.listings.size > 0;
}

/** Remembers the values of everything that some page reads, for the next build's comparison. */
export function recordInputs({ ledger, inputs, answers }: Workspace, reads: Iterable<string>): void {
  for (const read of reads) {
    if (read.startsWith("self.")) continue;
    ledger.putQuery(read, read.startsWith("query:") ? answers.hash(read) : inputs.hashOf(read));
  }
}
