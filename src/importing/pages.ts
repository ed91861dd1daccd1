// What becomes of a Jekyll site's pages: some are moved, some the program makes itself, some lead on, and some are made
// by Liquid alone and have to be made anew.

import { BuildError } from "../diagnostics/diagnostic.js";
import { hasLiquid, isSass } from "../jekyll/syntax.js";
import type { Config } from "../types/config.js";
import type { Post, StaticPage } from "../types/content.js";
import type { Diagnostic } from "../types/diagnostic.js";
import { fillPattern } from "../urls.js";
import { escapeXml } from "../xml.js";
import type { Carrier } from "./carry.js";
import type { Listing } from "./listing.js";
import type { Places } from "./places.js";
import type { TermPages } from "./term-pages.js";

export interface PageMover {
  old: Listing;
  /** The new site without its pages. */
  first: Listing;
  terms: TermPages;
  places: Places;
  carrier: Carrier;
  bytesOf(path: string): Uint8Array;
  bodyOf(page: StaticPage): string;
  runBody(doc: Post | StaticPage): { text: string; problems: Diagnostic[] };
  put(path: string, bytes: Uint8Array | string): void;
}

export interface MovedPages {
  moved: number;
  /** Sources whose Liquid was run once. */
  run: string[];
  /** Sources in Sass that were compiled once, and where the CSS is. */
  compiled: { path: string; place: string }[];
  /** Sources that stayed behind, with the reason. */
  left: { path: string; why: string }[];
  /** By file: where an address leads that has a page to lead on. */
  leads: Map<string, string>;
  /** By file: where what was there is to be found. */
  elsewhere: Map<string, string>;
  problems: Diagnostic[];
}

export function movePages(mover: PageMover): MovedPages {
  const { old, first } = mover;
  const result: MovedPages = {
    ...{ moved: 0, run: [], compiled: [], left: [], problems: [] },
    ...{ leads: new Map(), elsewhere: new Map() },
  };
  for (const page of old.pages) movePage(page, mover, result);
  const sources = new Map(old.pages.map((page) => [page.path, page]));
  const listings = new Map<string, string>();
  for (const { kind, subject, url } of first.addresses.values())
    if (kind === "listing" && !listings.has(subject)) listings.set(subject, url);
  for (const { path, kind, source, subject, target, url } of old.addresses.values()) {
    if (first.addresses.has(path)) continue;
    const page = source === null ? undefined : sources.get(source);
    if (kind === "redirect" && target !== null) leadOn(path, url, target, mover, result);
    else if (kind === "listing" && listings.has(subject)) {
      const now = listings.get(subject) as string;
      if (/\.x?html?$/.test(path)) leadOn(path, url, now, mover, result);
      else result.elsewhere.set(path, now);
    }
    // A further page of a paginated list.
    else if (page !== undefined && page.output !== path) leadOn(path, url, page.url, mover, result);
  }
  return result;
}

function movePage(page: StaticPage, mover: PageMover, result: MovedPages): void {
  const { first, terms } = mover;
  if (mover.old.addresses.get(page.output)?.kind === "redirect") return;
  const term = terms.pages.get(page.path);
  if (term !== undefined && !first.addresses.has(page.output)) {
    const pattern = first.workspace.config.permalinks[term.taxonomy];
    leadOn(page.output, page.url, fillPattern(pattern, { slug: term.slug }), mover, result);
    return;
  }
  const body = mover.bodyOf(page);
  const why = whyLeft(page, body, first);
  if (why === null) {
    if (isSass(page.path)) moveSheet(page, mover, result);
    else moveText(page, body, mover, result);
    return;
  }
  result.left.push({ path: page.path, why });
  if (isFeed(page, body)) result.elsewhere.set(page.output, "/feed.xml");
}

/** `null`: it can be moved. */
function whyLeft(page: StaticPage, body: string, { addresses, workspace }: Listing): string | null {
  if (page.jekyll?.isWritten === false) return "its collection publishes no pages (output: false)";
  const known = addresses.get(page.output);
  if (known !== undefined && page.output !== "404.html")
    return `the program makes ${known.url} itself (${known.kind})`;
  const owner = workspace.reservedBy(page.output);
  if (owner !== null) return `its address belongs to ${owner}`;
  if (body.trim() === "") return `its text is empty: the layout ${page.layout} makes it`;
  return isFeed(page, body) ? "it is a feed made by Liquid" : null;
}

const isFeed = ({ output }: StaticPage, body: string): boolean =>
  /\.(?:xml|atom|rss)$/.test(output) && /<(?:feed|rss)\b/.test(body) && hasLiquid(body);

/** A site of the program's own kind has no Sass: it gets the CSS. */
function moveSheet(page: StaticPage, { runBody, places, put }: PageMover, result: MovedPages): void {
  try {
    const { text, problems } = runBody(page);
    const place = places.file(page.output);
    put(place, text);
    result.moved++;
    result.compiled.push({ path: page.path, place });
    result.problems.push(...problems);
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    result.left.push({ path: page.path, why: "it does not compile" });
    result.problems.push(...error.diagnostics);
  }
}

/** Pages go to pages/; what is no HTML, or a whole document already, is published as it is. */
function moveText(page: StaticPage, body: string, mover: PageMover, result: MovedPages): void {
  const { places, carrier, put } = mover;
  const isRun = hasLiquid(body) && page.data.render_with_liquid !== false;
  if (isRun) result.run.push(page.path);
  result.moved++;
  const isPage = page.output.endsWith(".html") && !/^\s*<(?:!doctype|html)\b/i.test(body);
  const place = isPage ? places.page(page.path) : null;
  if (place === null) {
    const ran = isRun ? mover.runBody(page) : { text: body, problems: [] };
    result.problems.push(...ran.problems);
    put(places.file(page.output), ran.text);
    return;
  }
  const carried = carrier.page(page, place, mover.bytesOf(page.path));
  result.problems.push(...carried.problems);
  put(carried.path, carried.bytes);
}

function leadOn(path: string, url: string, target: string, mover: PageMover, result: MovedPages): void {
  const { first, places, put } = mover;
  if (first.workspace.reservedBy(path) !== null) {
    result.elsewhere.set(path, target);
    return;
  }
  result.leads.set(path, target);
  put(places.file(path), redirectPage(absolute(first.workspace.config, target), url));
}

const absolute = ({ origin, basePath }: Config, target: string): string =>
  target.startsWith("/") && !target.startsWith("//") ? origin + basePath + target : target;

function redirectPage(target: string, from: string): string {
  const to = escapeXml(target);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escapeXml(from)}</title>
<link rel="canonical" href="${to}">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url=${to}">
<p><a href="${to}">${to}</a></p>
</html>
`;
}
