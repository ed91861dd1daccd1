// For an address that the site has not: the nearest ones that it has, and why a post is not there that should be.
import { distance } from "fastest-levenshtein";
import { type Candidate, postsHeld, postsNear, someTerms } from "../catalog/near.js";
import type { Workspace } from "../stages/workspace.js";
import { isoWithOffset } from "../time.js";
import type { Diagnostic } from "../types/diagnostic.js";
import { fillPattern, pathKey, slugify, withBase } from "../urls.js";

/** Suggestions at most. */
const SHOWN = 5;
/** Terms that are looked at: the most used ones. */
const TERMS = 5000;

/** Real addresses that look most like `output`, with the base path. */
export function nearestPages(workspace: Workspace, output: string): Candidate[] {
  const { catalog, config } = workspace;
  const wanted = readable(pathKey(output));
  const ranked = [...postsNear(catalog, pathKey(output)), ...otherPages(workspace)]
    .map((candidate) => ({ candidate, steps: stepsTo(wanted, readable(decoded(candidate.url))) }))
    .filter(({ steps }) => steps <= Math.max(3, wanted.length / 3))
    .sort((a, b) => a.steps - b.steps || (a.candidate.url < b.candidate.url ? -1 : 1));
  const seen = new Set<string>();
  const unique = ranked.filter(({ candidate: { url } }) => !seen.has(url) && seen.add(url));
  return unique
    .slice(0, SHOWN)
    .map(({ candidate: { url, title } }) => ({ url: withBase(config.basePath, url), title }));
}

function otherPages({ catalog, config, site }: Workspace): Candidate[] {
  const { permalinks } = config;
  const terms = someTerms(catalog, TERMS).map(({ taxonomy, name, slug }) => ({
    url: fillPattern(permalinks[taxonomy], { slug }),
    title: name,
  }));
  const fixed = [
    "/",
    permalinks.categories,
    permalinks.tags,
    "/feed.xml",
    "/rss.xml",
    "/feed.json",
    "/sitemap.xml",
  ];
  return [
    ...terms,
    ...site(0).staticPages.map(({ url, title }) => ({ url, title })),
    ...fixed.map((url) => ({ url, title: url })),
  ];
}

/** Slips of the keyboard between two addresses; a right name in the wrong folder is a small one. */
function stepsTo(wanted: string, other: string): number {
  const [a, b] = [lastName(wanted), lastName(other)];
  const sameName = a === b && a.length > 2 ? 2 : Number.POSITIVE_INFINITY;
  return Math.min(distance(wanted, other), sameName);
}

const lastName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
const readable = (path: string): string =>
  path
    .toLowerCase()
    .replace(/^\//, "")
    .replace(/(?:index)?\.html$/, "")
    .replace(/\/$/, "");

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

export interface Absence {
  /** The source that would be the page. */
  file: string;
  why: string;
  problem: Diagnostic | null;
}

/** Posts that were meant to be at `output`: those that wait, and those that were rejected and are called like it. */
export function whyAbsent(
  { catalog, config }: Workspace,
  errors: readonly Diagnostic[],
  output: string,
): Absence[] {
  const held = postsHeld(catalog, pathKey(output)).map(({ path, hold, date }) => ({
    file: path,
    why: HOLDS[hold]?.(isoWithOffset(date, config.timezone)) ?? hold,
    problem: errors.find(({ file }) => file === path) ?? null,
  }));
  const name = lastName(readable(pathKey(output)));
  const rejected = errors
    .filter(({ file }) => file !== undefined && nameOf(file) === name)
    .filter(({ file }) => !held.some((one) => one.file === file))
    .map((problem) => ({ file: problem.file as string, why: "is rejected", problem }));
  return [...held, ...rejected];
}

const HOLDS: Readonly<Record<string, (date: string) => string>> = {
  draft: () => "is a draft: it shows with --drafts",
  unpublished: () => "says published: false",
  future: (date) => `is due ${date}: it shows with --future`,
  collision: () => "wants an address that another one wants, too",
};

/** `posts/2026-03-01-bus.md` → `bus`: what stands for `:title` in an address. */
const nameOf = (file: string): string =>
  pathKey(
    slugify(
      lastName(file)
        .replace(/\.\w+$/, "")
        .replace(/^\d{4}-\d{1,2}-\d{1,2}-/, ""),
    ),
  );
