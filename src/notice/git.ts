// Which sources may have changed, as git tells it: without opening the others, and also in a fresh, shallow checkout,
// where every mtime is new and the commit of the last build is not there.
import { join } from "node:path";
import {
  findKept,
  formatRecord,
  type Kept,
  keepAnswer,
  nameOf,
  type Recorded,
  readKept,
  rememberedFolders,
  removeOthers,
  sameItems,
} from "./kept.js";
import { blobsOf, type Difference, differences, firstOdd } from "./listing.js";
import { firstWithAlias, lookAt, type SeenFile } from "./look.js";
import { type Answers, type FileList, type Snapshot, takeSnapshot, type Why } from "./snapshot.js";

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
 * - What goes by the list alone is confirmed before anything is published, refused or recorded. (Else a file that
 *   differs from what git has is missed.)
 * - A listing belongs to the catalog that names it, and to no other. (Else a killed build's listing hides changes that
 *   its catalog never saw.)
 * - Where git does not look, it does not speak: links, submodules, filters such as LFS, files it was told to pass over.
 *   One of them, and noticing is left to size, mtime and inode.
 */

export type GitNotice =
  /** What is on the disk of each file that may have changed; `null`: it is gone. All others are as they were. */
  | { ok: true; changed: Map<string, SeenFile | null>; confirm: Confirm }
  /** Git cannot tell, and why; for `--timings`. */
  | { ok: false; why: string };

/**
 * Git lists what it has long before it has looked at every file, and in a fresh checkout finds none that differs. So
 * where its list differs from the last build's, that is taken for all that changed. Once git has looked: whether it was.
 */
export type Confirm = () => Promise<boolean>;

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
  let asked: (Answers & { folders: readonly string[] }) | undefined;
  let questions = 0;
  let known: Known | null = null;

  const whole = async () => (await asked?.snapshot) ?? NOT_ASKED;
  return {
    ask(folders = rememberedFolders(home)) {
      if (folders.length === 0 || (asked && sameItems(folders, asked.folders))) return;
      asked = { folders, ...takeSnapshot(root, folders, join(home, `asked-${++questions}`)) };
    },
    async changes(recorded) {
      const before = findKept(recorded, asked?.folders ?? []);
      const files = (await asked?.files) ?? NOT_ASKED;
      // Compared while git still looks at the files.
      const listed = compareListings(before, files, home);
      const guess = "why" in listed || listed.differences.length === 0 ? null : listed;
      const now = guess !== null && (await isUnderWay(asked!.snapshot)) ? guess : await whole();
      if ("why" in now) return { ok: false, why: now.why };
      if ("why" in listed) return { ok: false, why: listed.why };
      const changed = compare(root, listed, now);
      if ("why" in changed) return { ok: false, why: changed.why };
      known = { name: listed.name };
      return { ok: true, changed, confirm: async () => isCoveredBy(changed, await whole()) };
    },
    async record(fingerprints) {
      const now = await whole();
      if ("why" in now) return formatRecord({ why: now.why });
      const record = planRecord(asked!.folders, now, known, fingerprints);
      return formatRecord(keepAnswer(now.answer, home, record));
    },
    settle: (recorded) => removeOthers(home, recorded),
  };
}

const NOT_ASKED: Why = { why: "git was not asked" };

/** What its children have said by now is heard first. */
async function isUnderWay(snapshot: Answers["snapshot"]): Promise<boolean> {
  await new Promise(setImmediate);
  return (await Promise.race([snapshot, null])) === null;
}

const isCoveredBy = (changed: ReadonlyMap<string, unknown>, now: Snapshot | Why): boolean =>
  "modified" in now && now.modified.every((path) => changed.has(path));

/** What came of the index's listing alone. */
interface Listed extends Pick<Snapshot, "files" | "modified"> {
  /** Of git's answer. */
  name: string;
  differences: Difference[];
  /** At the last build. */
  exceptions: readonly string[];
}

function compareListings(before: Kept | Why, now: FileList | Why, home: string): Listed | Why {
  if ("why" in before) return before;
  if ("why" in now) return now;
  const name = nameOf(now);
  const listed = { name, differences: [], exceptions: before.exceptions, files: now, modified: [] };
  if (name === before.name) return listed;
  const files = readKept(before, home);
  return "why" in files ? files : { ...listed, differences: [...differences(files.listing, now.listing)] };
}

function compare(
  root: string,
  before: Listed,
  now: Pick<Snapshot, "files" | "modified">,
): Map<string, SeenFile | null> | Why {
  const twin = firstWithAlias(root, now.files.untracked);
  if (twin !== null) return { why: `the disk has other spellings for ${twin}` };
  const changed = new Map<string, SeenFile | null>(before.exceptions.map((path) => [path, null]));
  const there = [...blobsOf(now.files.listing, changed).keys(), ...now.modified, ...now.files.untracked];
  for (const { path, now: file } of before.differences) {
    if (file === null) changed.set(path, null);
    else if (file.oddity === null) there.push(path);
    else return { why: `${path} ${file.oddity}` };
  }
  // What git has nowhere is gone, even if the disk answers to the name: one that ignores case does.
  for (const path of there) {
    const look = lookAt(root, path);
    if ("why" in look) return look;
    changed.set(path, look.seen);
  }
  return changed;
}

/** After a comparison: every file is a plain one, and git's answer has this name. */
interface Known {
  name: string;
}

/** More exceptions than that are not worth a look each time. */
const MANY = 5000;

function planRecord(
  folders: readonly string[],
  { files, modified }: Snapshot,
  known: Known | null,
  fingerprints: ReadonlyMap<string, string>,
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
  return { folders, files: known?.name ?? nameOf(files), exceptions: [...exceptions].sort() };
}
