// What git says of the site's folders at one moment.
import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { askGit } from "./ask.js";
import { changedOf, type IndexState, isState, prepareIndex } from "./racy.js";

export interface Snapshot {
  files: FileList;
  /** Where the answer is kept that `files` was read from. */
  answer: string;
  /** Tracked files that are not, or not surely, as the index has them: changed, deleted, in conflict. */
  modified: string[];
  /** Set if the index need not be looked into again. */
  calm: IndexState | null;
}

/** Git's answer to "which files are there?", as bytes: of 100,000 files it is 10 MB. */
export interface FileList {
  bytes: Buffer;
  /** Files that git does not have, whether or not it was told to ignore them: to us a post is a post. */
  untracked: string[];
  /** A line per file of the index; see listing.ts. A part of `bytes`. */
  listing: Buffer;
}

export interface SnapshotOptions {
  /** Answers go to files whose names begin with it. */
  prefix: string;
  /** An index of which it is known that it has few late entries; see racy.ts. */
  calm: IndexState | null;
  few: number;
}

/**
 * Asks all questions at once, and returns how to get the answers.
 *
 * `diff-files` compares what lstat() says with the index. Of a file that was only touched it says "modified", which
 * costs us a look and spares git one at every file of a copied checkout. `status` would look into all of them, and
 * `diff-index` into trees.
 */
export function startSnapshot(
  root: string,
  folders: readonly string[],
  { prefix, calm, few }: SnapshotOptions,
): () => Promise<Snapshot | { why: string }> {
  const top = topOfCheckout(root);
  if (top === null) return async () => ({ why: "the site is not in a git checkout" });
  mkdirSync(dirname(prefix), { recursive: true });
  const ask = (name: string, words: string[], index: string | null = null) =>
    askGit(root, { words, index, answer: `${prefix}.${name}` });

  const files = ask("files", ["ls-files", "-s", "-v", "-o", "-z", "--", ...folders]);
  const filters = mayHaveAttributes(top, root, folders)
    ? ask("filters", ["check-attr", "-z", "filter", "--", ...samples(folders)])
    : null;
  const isCalm = isState(calm);
  const racy = isCalm ? null : prepareIndex(root, folders, { copy: `${prefix}.index`, few });
  const diff = ["diff-files", "--raw", "-z", "--relative", "--no-renames", "--", ...folders];
  const modified = ask("modified", diff, racy?.copy);

  return async () => {
    const late = racy === null ? [] : changedOf(root, racy); // while git is still at it
    for (const why of await Promise.all([files, modified, filters])) if (why !== null) return { why };
    const filtered = filters && firstFiltered(entriesIn(readFileSync(`${prefix}.filters`)));
    if (filtered !== null) return { why: `a git filter stands between the repository and ${filtered}` };
    const raw = entriesIn(readFileSync(`${prefix}.modified`));
    return {
      files: readFileList(`${prefix}.files`),
      answer: `${prefix}.files`,
      modified: [...raw.filter((entry) => !entry.startsWith(":")), ...late],
      calm: isCalm ? calm : racy?.copy === null ? racy.state : null,
    };
  };
}

/** Untracked files come first: `? path`, NUL. */
export function readFileList(answer: string): FileList {
  const bytes = readFileSync(answer);
  let end = 0;
  while (bytes[end] === QUESTION_MARK) end = bytes.indexOf(0, end) + 1;
  const untracked = entriesIn(bytes.subarray(0, end)).map((entry) => entry.slice(2));
  return { bytes, untracked, listing: bytes.subarray(end) };
}

const QUESTION_MARK = 63;

const entriesIn = (answer: Buffer): string[] => answer.toString("utf8").split("\0").slice(0, -1);

/** Saves the processes where there is no repository. */
function topOfCheckout(root: string): string | null {
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git"))) return folder;
    if (folder === dirname(folder)) return null;
  }
}

/** In a second worktree, attributes of the repository are elsewhere: then git shall say. */
function mayHaveAttributes(top: string, root: string, folders: readonly string[]): boolean {
  if (existsSync(join(top, ".git/info/attributes")) || statSync(join(top, ".git")).isFile()) return true;
  const places = folders.flatMap((folder) => {
    const parts = relative(top, join(root, folder)).split(sep);
    return [top, ...parts.map((_, index) => join(top, ...parts.slice(0, index + 1)))];
  });
  return places.some((place) => existsSync(join(place, ".gitattributes")));
}

/** Names that stand for all: who filters texts does it by folder or by extension. */
const samples = (folders: readonly string[]): string[] =>
  folders.flatMap((folder) =>
    ["md", "markdown", "html", "njk"].map((extension) => `${folder}/2000-01-01-a.${extension}`),
  );

/** Entries are `path, "filter", value` and so on. */
function firstFiltered(entries: readonly string[]): string | null {
  for (const [index, path] of entries.entries()) {
    const value = entries[index + 2];
    if (index % 3 === 0 && value !== "unspecified" && value !== "unset") return path;
  }
  return null;
}
