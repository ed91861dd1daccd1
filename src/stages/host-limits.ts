// How far the site is from what its host allows. Files, bytes and builds are counted along with what is published, so
// that it costs nothing to know them; without a host nothing is counted.
import type { Ledger } from "../catalog/ledger.js";
import { hostLimit } from "../diagnostics/host.js";
import { MAX_REDIRECTS } from "../pages/host-files.js";
import type { Host } from "../types/config.js";
import type { Instant } from "../types/content.js";
import type { Diagnostic } from "../types/diagnostic.js";
import type { Workspace } from "./workspace.js";

interface Tally {
  host: Host;
  bytes: number;
  /** Files that are too big, with their bytes. */
  big: Record<string, number>;
  /** Folders that hold too many files, with their number. */
  crowded: Record<string, number>;
  /** Builds of the last hour that published something. */
  builds: Instant[];
}

interface Limits {
  source: string;
  files?: number;
  /** For those who pay more. */
  filesPaid?: number;
  fileBytes?: number;
  bytes?: number;
  perFolder?: number;
  redirects?: number;
  buildsPerHour?: number;
}

const MIB = 1024 * 1024;
const HOUR = 3_600_000;

const LIMITS: Readonly<Record<Host, Limits | null>> = {
  // "Published GitHub Pages sites may be no larger than 1 GB", "a soft limit of 10 builds per hour. This limit does not
  // apply if you build and publish your site with a custom GitHub Actions workflow"; files in git: 100 MiB.
  "github-pages": {
    source: "https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits",
    bytes: 1_000_000_000,
    fileBytes: 100 * MIB,
    buildsPerHour: 10,
  },
  // Files: 20,000 on the Free plan, 100,000 on paid ones since January 2026; 25 MiB each.
  "cloudflare-pages": {
    source: "https://developers.cloudflare.com/pages/platform/limits/",
    files: 20_000,
    filesPaid: 100_000,
    fileBytes: 25 * MIB,
    redirects: MAX_REDIRECTS,
  },
  // "a limit of 54,000 files per directory"; none on the number of files.
  netlify: { source: "https://docs.netlify.com/site-deploys/overview/", perFolder: 54_000 },
  nginx: null,
  none: null,
};

export interface Deed {
  /** Published or recorded anew, before the ledger knows of it. */
  put: Iterable<{ path: string; bytes: number }>;
  removed: readonly string[];
  /** There is any of both. */
  isDeed: boolean;
  now: Instant;
}

/** Call it before the ledger is changed; what it returns, afterwards. */
export function keepTally(
  { catalog, ledger, config }: Workspace,
  { put, removed, isDeed, now }: Deed,
): () => void {
  const limits = LIMITS[config.host];
  if (limits === null) return () => catalog.setMeta("tally", "");
  const known = readTally(catalog, config.host);
  if (known !== null) {
    const before = (path: string) => ledger.get(path)?.bytes ?? 0;
    for (const { path, bytes } of put) known.bytes += bytes - before(path);
    for (const path of removed) known.bytes -= before(path);
  }
  return () => {
    const tally = known ?? emptyTally(config.host);
    if (known === null) for (const { bytes } of ledger.files()) tally.bytes += bytes;
    const folders = new Set(removed.map(folderOf));
    for (const path of removed) delete tally.big[path];
    for (const { path, bytes } of known === null ? ledger.files() : put) {
      if (bytes > (limits.fileBytes ?? Number.POSITIVE_INFINITY)) tally.big[path] = bytes;
      else delete tally.big[path];
      if (limits.perFolder !== undefined) folders.add(folderOf(path));
    }
    if (limits.perFolder !== undefined)
      tally.crowded = crowdedFolders(ledger, tally.crowded, folders, limits.perFolder);
    tally.builds = [...tally.builds.filter((at) => at > now - HOUR && at <= now), ...(isDeed ? [now] : [])];
    catalog.setMeta("tally", JSON.stringify(tally));
  };
}

const emptyTally = (host: Host): Tally => ({ host, bytes: 0, big: {}, crowded: {}, builds: [] });

/** `null`: not counted up to now. */
function readTally(catalog: Workspace["catalog"], host: Host): Tally | null {
  const text = catalog.meta("tally");
  const tally = text ? (JSON.parse(text) as Tally) : null;
  return tally?.host === host ? tally : null;
}

/** A folder can only have become too full if the site has so many files at all. */
function crowdedFolders(
  ledger: Ledger,
  known: Tally["crowded"],
  changed: Iterable<string>,
  most: number,
): Tally["crowded"] {
  const crowded = { ...known };
  if (ledger.count() <= most) return {};
  for (const folder of changed) {
    const count = ledger.countIn(folder);
    if (count > most) crowded[folder] = count;
    else delete crowded[folder];
  }
  return crowded;
}

const folderOf = (path: string) => path.slice(0, path.lastIndexOf("/") + 1);

/** Warnings, with figures. */
export function limitWarnings({ catalog, ledger, config, queries }: Workspace): Diagnostic[] {
  const { host } = config;
  const limits = LIMITS[host];
  const tally = limits && readTally(catalog, host);
  if (!limits || !tally) return [];
  const warnings: Diagnostic[] = [];
  const warn = (what: string, has: number, most: number, cure: string) => {
    if (has > most) warnings.push(hostLimit({ host, what, has, most, cure, source: limits.source }));
  };
  const none = Number.POSITIVE_INFINITY;
  const paid = limits.filesPaid ?? none;
  const files = ledger.count();
  if (files > paid) warn("files", files, paid, CURES.files);
  else
    warn(
      "files",
      files,
      limits.files ?? none,
      `${CURES.files} Paid plans take ${paid.toLocaleString("en")}.`,
    );
  warn("bytes", tally.bytes, limits.bytes ?? none, CURES.bytes);
  for (const [path, bytes] of Object.entries(tally.big))
    warn(`bytes in ${path}`, bytes, limits.fileBytes ?? none, CURES.file);
  for (const [folder, count] of Object.entries(tally.crowded))
    warn(`files in ${folder || "the top folder"}`, count, limits.perFolder ?? none, CURES.folder);
  warn("redirects", queries.countRedirects(), limits.redirects ?? none, CURES.redirects);
  warn("builds in an hour", tally.builds.length, limits.buildsPerHour ?? none, CURES.builds);
  return warnings;
}

const CURES = {
  files: "Publish to a server or a bucket, or fewer listings: a larger perPage.",
  bytes: "Keep pictures elsewhere, or publish to a server or a bucket.",
  file: "Make it smaller, or keep it elsewhere: the host refuses it.",
  folder: "Give posts or terms a permalink with folders, such as the year.",
  redirects: "The newest are in _redirects; the others have their pages, as before.",
  builds: "Publish with a workflow of your own (see README.md), which has no such limit, or less often.",
};
