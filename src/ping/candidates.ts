// Which addresses a change of the site is worth telling: pages that people shall find, and feeds.
import type { PageKind } from "../types/pages.js";
import { withBase } from "../urls.js";

/** As in changes.json. */
export interface Changes {
  added: readonly { path: string; url: string }[];
  changed: readonly { path: string; url: string }[];
  removed: readonly { path: string; url: string }[];
}

export interface Candidate {
  url: string;
  what: "page" | "feed" | "gone";
  /** Where a quota is short, lower ones are told first. */
  rank: number;
}

/** How the changed files are looked at. */
export interface Published {
  /** What the catalog says of a file: `null`, it knows none of that name; `undefined`, there is no catalog. */
  kindOf(path: string): PageKind | null | undefined;
  /** The file's text, `null` if it is not at hand. */
  read(path: string): string | null;
}

export interface Address {
  origin: string;
  basePath: string;
}

const RANKS: Partial<Record<PageKind, number>> = { post: 0, page: 1, home: 2 };
const OTHERS = 3;
/** For machines, or for nobody. */
const UNTOLD: ReadonlySet<PageKind> = new Set<PageKind>(["asset", "redirect", "not-found"]);
/** What a feed is called, for want of a catalog. */
const FEED_NAME = /(?:^|\/)(?:feed|rss|atom)\.(?:xml|json)$/;

export function candidates(changes: Changes, published: Published, site: Address): Candidate[] {
  const locate = (url: string) => site.origin + withBase(site.basePath, url);
  const told: Candidate[] = [];
  for (const { path, url } of [...changes.added, ...changes.changed]) {
    const kind = published.kindOf(path);
    if (kind === null) continue; // gone since
    if (kind === "feed" || (kind === undefined && FEED_NAME.test(path)))
      told.push({ url: locate(url), what: "feed", rank: OTHERS });
    if (!path.endsWith(".html") || (kind !== undefined && UNTOLD.has(kind))) continue;
    const address = addressOf(published.read(path), locate(url), site.origin);
    if (address !== null) told.push({ url: address, what: "page", rank: RANKS[kind ?? "listing"] ?? OTHERS });
  }
  for (const { path, url } of changes.removed)
    if (path.endsWith(".html") && !published.kindOf(path))
      told.push({ url: locate(url), what: "gone", rank: OTHERS + 1 });
  return told;
}

/** The address that a page calls its own; `null`: it is not to be found, or is found elsewhere. */
function addressOf(html: string | null, url: string, origin: string): string | null {
  if (html === null) return url;
  const { robots, canonical } = headOf(html);
  if (/\b(?:noindex|none)\b/i.test(robots)) return null;
  if (canonical === null) return url;
  return URL.canParse(canonical, url) && new URL(canonical, url).origin === origin
    ? new URL(canonical, url).href
    : null;
}

function headOf(html: string): { robots: string; canonical: string | null } {
  const end = html.search(/<\/head|<body/i);
  const head = end < 0 ? html : html.slice(0, end);
  let robots = "";
  let canonical: string | null = null;
  for (const [tag] of head.matchAll(/<(?:meta|link)\b[^>]*>/gi)) {
    if (/\bname\s*=\s*["']?robots\b/i.test(tag)) robots += ` ${attribute(tag, "content")}`;
    if (/\brel\s*=\s*["']?canonical\b/i.test(tag)) canonical = attribute(tag, "href");
  }
  return { robots, canonical };
}

function attribute(tag: string, name: string): string {
  const found = new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]*))`, "i").exec(tag);
  const value = found?.[1] ?? found?.[2] ?? found?.[3] ?? "";
  return value.replaceAll("&#39;", "'").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}
