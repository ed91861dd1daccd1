// Which files are new, changed or gone since the catalog was written.
import type { Diagnostic } from "../types/diagnostic.js";
import { type Catalog, fromJson } from "./catalog.js";
import { countDays } from "./days.js";

export type SourceKind = "post" | "page";

/** A file as the disk shows it, unopened. */
export interface SourceStat {
  /** Relative to the site's root, with forward slashes. */
  path: string;
  size: number;
  /** Whole milliseconds. */
  mtime: number;
  inode: number;
}

export interface Comparison {
  /** New, or not surely the same: to be read. With the fingerprint of last time, `null` for a new one. */
  suspects: (SourceStat & { fingerprint: string | null })[];
  gone: string[];
  unchanged: number;
}

/** A file is unchanged without being opened only if size, mtime and inode are all as recorded. */
export function compareSources(catalog: Catalog, kind: SourceKind, found: readonly SourceStat[]): Comparison {
  if (catalog.cold)
    return { suspects: found.map((stat) => ({ ...stat, fingerprint: null })), gone: [], unchanged: 0 };
  const unseen = new Map(found.map((stat) => [stat.path, stat]));
  const suspects: Comparison["suspects"] = [];
  const gone: string[] = [];
  const known = catalog.sql("SELECT path, stamp, fingerprint FROM sources WHERE kind = ? ORDER BY path");
  for (const { path, stamp, fingerprint } of known.iterate(kind) as Iterable<Record<string, string>>) {
    const stat = unseen.get(path as string);
    unseen.delete(path as string);
    if (stat === undefined) gone.push(path as string);
    else if (stamp !== stampOf(stat)) suspects.push({ ...stat, fingerprint: fingerprint as string });
  }
  for (const stat of unseen.values()) suspects.push({ ...stat, fingerprint: null });
  return { suspects, gone, unchanged: found.length - suspects.length };
}

const stampOf = ({ size, mtime, inode }: Omit<SourceStat, "path">): string => `${size} ${mtime} ${inode}`;

export function recordSource(
  catalog: Catalog,
  kind: SourceKind,
  stat: SourceStat,
  fingerprint: string,
  problems: readonly Diagnostic[],
): void {
  catalog
    .sql("INSERT OR REPLACE INTO sources (path, kind, stamp, fingerprint, problems) VALUES (?, ?, ?, ?, ?)")
    .run(stat.path, kind, stampOf(stat), fingerprint, problems.length > 0 ? JSON.stringify(problems) : null);
}

/** Same bytes, other mtime or inode: next time it need not be opened. */
export function touchSource(catalog: Catalog, stat: SourceStat): void {
  catalog.sql("UPDATE sources SET stamp = ? WHERE path = ?").run(stampOf(stat), stat.path);
}

/** A file that is no source, with what is to be said of it. */
export function recordProblem(catalog: Catalog, problem: Diagnostic): void {
  catalog
    .sql(
      "INSERT OR REPLACE INTO sources (path, kind, stamp, fingerprint, problems) VALUES (?, 'other', '', '', ?)",
    )
    .run(problem.file ?? "", JSON.stringify([problem]));
}

/** After every folder was walked: these, and no others, are the files that are no sources. */
export function replaceProblems(catalog: Catalog, problems: readonly Diagnostic[]): void {
  catalog.sql("DELETE FROM sources WHERE kind = 'other'").run();
  for (const problem of problems) recordProblem(catalog, problem);
}

export interface RecordedSource {
  kind: string;
  /** Size, mtime and inode. */
  stamp: string;
  fingerprint: string;
}

/** The source at `path`, and those below it. */
export function recordedBelow(catalog: Catalog, path: string): Map<string, RecordedSource> {
  const rows = catalog
    .sql("SELECT path, kind, stamp, fingerprint FROM sources WHERE path = ? OR (path > ? AND path < ?)")
    .all(path, `${path}/`, `${path}0`);
  return new Map(
    rows.map(({ path, kind, stamp, fingerprint }) => [
      path as string,
      { kind, stamp, fingerprint } as RecordedSource,
    ]),
  );
}

/** Sources after `path` in the order of paths, so many: for those who look at all of them bit by bit. */
export function recordedAfter(catalog: Catalog, path: string, limit: number): string[] {
  return catalog
    .sql("SELECT path FROM sources WHERE path > ? ORDER BY path LIMIT ?")
    .all(path, limit)
    .map((row) => row.path as string);
}

/** Whether the disk shows the source as it was recorded. */
export function isAsRecorded(catalog: Catalog, stat: SourceStat): boolean {
  return catalog.sql("SELECT stamp FROM sources WHERE path = ?").get(stat.path)?.stamp === stampOf(stat);
}

/** Bytes that a source had when it was recorded; `null`: it is none. */
export function recordedSize(catalog: Catalog, path: string): number | null {
  const stamp = catalog.sql("SELECT stamp FROM sources WHERE path = ?").get(path)?.stamp;
  return typeof stamp === "string" && stamp !== "" ? Number(stamp.split(" ")[0]) : null;
}

export function findSource(catalog: Catalog, path: string): { kind: string; fingerprint: string } | null {
  const row = catalog.sql("SELECT kind, fingerprint FROM sources WHERE path = ?").get(path);
  return row ? { kind: row.kind as string, fingerprint: row.fingerprint as string } : null;
}

/** Of every source, by path. */
export function recordedFingerprints(catalog: Catalog): Map<string, string> {
  const rows = catalog.sql("SELECT path, fingerprint FROM sources WHERE kind <> 'other'").all();
  return new Map(rows.map((row) => [row.path as string, row.fingerprint as string]));
}

/** Every source by path. */
export function recordedSources(catalog: Catalog): Map<string, { kind: SourceKind; stamp: string }> {
  const rows = catalog.sql("SELECT path, kind, stamp FROM sources WHERE kind <> 'other'").all();
  return new Map(
    rows.map(({ path, kind, stamp }) => [
      path as string,
      { kind: kind as SourceKind, stamp: stamp as string },
    ]),
  );
}

export function forgetSource(catalog: Catalog, path: string): void {
  catalog.sql("DELETE FROM sources WHERE path = ?").run(path);
}

/** The same, unless the file was found to be no source meanwhile: what is said of it stays. */
export function forgetSourceRead(catalog: Catalog, path: string): void {
  catalog.sql("DELETE FROM sources WHERE path = ? AND kind <> 'other'").run(path);
}

/** What is wrong with the sources of the site, whenever they were read. */
export function recordedProblems(catalog: Catalog): Diagnostic[] {
  return catalog
    .sql("SELECT problems FROM sources INDEXED BY sources_problems WHERE problems IS NOT NULL ORDER BY path")
    .all()
    .flatMap((row) => fromJson<Diagnostic[]>(row, "problems"));
}

export interface PostCounts {
  published: number;
  drafts: number;
  future: number;
  /** When the next held post is due, `null` if none waits. */
  nextDue: number | null;
}

/** When the next held post is due, `null` if none waits. */
export const nextDue = (catalog: Catalog): number | null =>
  catalog.sql("SELECT MIN(date) AS n FROM posts WHERE hold = 'future'").get()!.n as number | null;

export function countPosts(catalog: Catalog): PostCounts {
  const number = (sql: string) => catalog.sql(sql).get()!.n as number | null;
  return {
    published: countDays(catalog, ""),
    drafts: number("SELECT COUNT(*) AS n FROM posts WHERE hold = 'draft'") ?? 0,
    future: number("SELECT COUNT(*) AS n FROM posts WHERE hold = 'future'") ?? 0,
    nextDue: nextDue(catalog),
  };
}
