// Which sources may have changed, as git tells it: without opening the others, and also in a fresh, shallow checkout,
// where every mtime is new and the commit of the last build is not there.
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { blobsOf, differences, firstOdd } from "./listing.js";
import { firstWithAlias, lookAt, type SeenFile } from "./look.js";
import { type FileList, readFileList, type Snapshot, takeSnapshot } from "./snapshot.js";

/*
 * Git's index says which blob each tracked file was checked out from, and git tells which files are not, or not
 * surely, as the index has them. A build keeps the index's listing and these exceptions. In the next one, a file is as
 * it was if its blob is and it neither was nor is an exception. No commit and no tree is looked at, so rewritten
 * history, shallow and partial clones and a branch without commits are nothing special.
 *
 * Laws, each with the bug you get otherwise:
 * - Of each path that is not recorded as an exception, the catalog holds what the blob recorded for it says. So
 *   whatever was read and has not that blob's content is an exception: a file saved while the build ran (else
 *   reverting it goes unnoticed), and one that git rewrites on checkout: line ends, encodings, `$Id$`. (Parsing takes
 *   every line end for LF: git may call a file the same when only they differ.)
 * - Git is asked before anything is read. (Else what is saved in between counts as read.)
 * - A listing belongs to the catalog that names it, and to no other. (Else a killed build's listing hides changes that
 *   its catalog never saw.)
 * - Where git does not look, it does not speak: links, submodules, filters such as LFS, files it was told to pass over.
 *   One of them, and noticing is left to size, mtime and inode.
 */

export type GitNotice =
  /** What is on the disk of each file that may have changed; `null`: it is gone. All others are as they were. */
  | { ok: true; changed: Map<string, SeenFile | null> }
  /** Git cannot tell, and why; for `--timings`. */
  | { ok: false; why: string };

export interface GitNoticing {
  /** Asks about `folders`; where they are not known yet, about those of the last build. Returns at once. */
  ask(folders?: readonly string[]): void;
  /** Compares with what the last build `recorded`. Any path may be among them, also such as are no sources. */
  changes(recorded: string | null): Promise<GitNotice>;
  /**
   * What to keep in the catalog for the next build. `fingerprints`, by path: of every source that this build read; of
   * every source there is, if it did not go by `changes`.
   */
  record(fingerprints: ReadonlyMap<string, string>): Promise<string>;
  /** After the catalog is committed with this record: removes what belongs to former ones. */
  settle(recorded: string): void;
}

/** `root` is the site's folder, absolute; `home` one of our own, where git's answers are kept. */
export function noticeWithGit(root: string, home: string): GitNoticing {
  let asked: { folders: readonly string[]; snapshot: Promise<Snapshot | { why: string }> } | undefined;
  let questions = 0;
  let known: Known | undefined;

  const answers = () => asked?.snapshot ?? { why: "git was not asked" };
  return {
    ask(folders = rememberedFolders(home)) {
      if (folders.length === 0 || sameItems(folders, asked?.folders)) return;
      const snapshot = takeSnapshot(root, folders, join(home, `asked-${++questions}`));
      asked = { folders, snapshot: snapshot.catch((cause: Error) => ({ why: cause.message })) };
    },
    async changes(recorded) {
      const before = readRecord(recorded, home, asked?.folders);
      const now = await answers();
      if ("why" in now) return { ok: false, why: now.why };
      if ("why" in before) return { ok: false, why: before.why };
      const same = before.files.bytes.equals(now.files.bytes);
      if (!same && nameOf(before.files) !== before.name)
        return { ok: false, why: "what the last build kept of git's answer is damaged" };
      const notice = compare(root, before, now);
      if (notice.ok) known = { name: same ? before.name : null };
      return notice;
    },
    async record(fingerprints) {
      const now = await answers();
      return JSON.stringify("why" in now ? now : keep(home, asked!.folders, now, { known, fingerprints }));
    },
    settle(recorded) {
      const record = parseRecord(recorded);
      const kept = new Set(["why" in record ? "" : record.files, FOLDERS]);
      for (const name of namesIn(home)) if (!kept.has(name)) rmSync(join(home, name), { force: true });
    },
  };
}

// ---------------------------------------------------------------- compare

function compare(root: string, before: Kept, now: Snapshot): GitNotice {
  const twin = firstWithAlias(root, now.files.untracked);
  if (twin !== null) return { ok: false, why: `the disk has other spellings for ${twin}` };
  const changed = new Map<string, SeenFile | null>(before.exceptions.map((path) => [path, null]));
  const there = [...blobsOf(now.files.listing, changed).keys(), ...now.modified, ...now.files.untracked];
  for (const { path, now: file } of differences(before.files.listing, now.files.listing)) {
    if (file === null) changed.set(path, null);
    else if (file.oddity === null) there.push(path);
    else return { ok: false, why: `${path} ${file.oddity}` };
  }
  // What git has nowhere is gone, even if the disk answers to the name: one that ignores case does.
  for (const path of there) {
    const look = lookAt(root, path);
    if ("why" in look) return { ok: false, why: look.why };
    changed.set(path, look.seen);
  }
  return { ok: true, changed };
}

// ---------------------------------------------------------------- record

/** What the catalog keeps: the name of git's answer and the exceptions to it, or why there is none. */
type Recorded = { folders: readonly string[]; files: string; exceptions: string[] } | { why: string };

interface Kept {
  name: string;
  files: FileList;
  exceptions: string[];
}

/** After a comparison: all files are plain, and the answer is that of the last build, if it has a name. */
interface Known {
  name: string | null;
}

/** More exceptions than that are not worth a look each time. */
const MANY = 5000;

interface KeepOptions {
  known: Known | undefined;
  fingerprints: ReadonlyMap<string, string>;
}

function keep(
  home: string,
  folders: readonly string[],
  { files, modified, answer }: Snapshot,
  { known, fingerprints }: KeepOptions,
): Recorded {
  const odd = known ? null : firstOdd(files.listing);
  if (odd !== null) return { why: `${odd.path} ${odd.oddity}` };
  const blobs = blobsOf(files.listing, fingerprints);
  const exceptions = new Set([...modified, ...files.untracked]);
  for (const [path, fingerprint] of fingerprints) if (blobs.get(path) !== fingerprint) exceptions.add(path);
  if (exceptions.size > MANY)
    return {
      why: `${exceptions.size} files were not as git has them (not committed, or rewritten on checkout)`,
    };
  const name = known?.name ?? nameOf(files);
  renameSync(answer, join(home, name));
  rememberFolders(home, folders);
  return { folders, files: name, exceptions: [...exceptions].sort() };
}

function readRecord(
  recorded: string | null,
  home: string,
  folders: readonly string[] = [],
): Kept | { why: string } {
  if (recorded === null || recorded === "") return { why: "the last build did not ask git" };
  const record = parseRecord(recorded);
  if ("why" in record) return { why: `at the last build, ${record.why}` };
  if (!sameItems(record.folders, folders))
    return { why: "the site's folders are other ones than at the last build" };
  const { files: name, exceptions } = record;
  try {
    return { name, files: readFileList(join(home, name)), exceptions };
  } catch {
    return { why: "what the last build kept of git's answer is gone" };
  }
}

function parseRecord(recorded: string): Recorded {
  try {
    return JSON.parse(recorded) as Recorded;
  } catch {
    return { why: "what was kept of git's answer was damaged" };
  }
}

/** By content, so that what is found under it can be told from what was damaged. */
const nameOf = ({ bytes }: FileList): string => `${crc32(bytes).toString(16)}-${bytes.length}.files`;

// ---------------------------------------------------------------- folders

const FOLDERS = "folders.json";

/** Before the settings are read, these are known: git can be asked while modules load. */
function rememberedFolders(home: string): string[] {
  try {
    return JSON.parse(readFileSync(join(home, FOLDERS), "utf8")) as string[];
  } catch {
    return [];
  }
}

function rememberFolders(home: string, folders: readonly string[]): void {
  if (!sameItems(folders, rememberedFolders(home)))
    writeFileSync(join(home, FOLDERS), JSON.stringify(folders));
}

const sameItems = (a: readonly string[], b: readonly string[] = []): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // nothing was ever asked
  }
}
