// What git says of the site's folders at one moment.
import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { askGit } from "./ask.js";

export interface Snapshot {
  files: FileList;
  /** Where the answer is kept that `files` was read from. */
  answer: string;
  /** Tracked files that are not, or not surely, as the index has them: changed, deleted, in conflict. */
  modified: string[];
}

/** Git has not answered, or not in a way that can be used. */
export interface Why {
  why: string;
}

/** Git's answers as they come; neither promise is ever rejected. */
export interface Answers {
  /** Long before the rest: git lists what its index has, and only then looks at the files. */
  files: Promise<FileList | Why>;
  snapshot: Promise<Snapshot | Why>;
}

/** Git's answer to "which files are there?", as bytes: of 100,000 files it is 10 MB. */
export interface FileList {
  bytes: Buffer;
  /** Files that git does not have, whether or not it was told to ignore them: to us a post is a post. */
  untracked: string[];
  /** A line per file of the index; see listing.ts. A part of `bytes`. */
  listing: Buffer;
}

/**
 * Asks all questions at once; the answers go to files whose names begin with `prefix`.
 *
 * `diff-files` compares what lstat() says with the index. It opens only files written within the second in which the
 * index was: after a checkout of 100,000 anything up to half of them, which takes up to 0.4 s. Of others it may say
 * "modified" where they were but touched: that costs us a look, and spares git one at every file of a copied checkout.
 * `status` would look into all of them, and `diff-index` into trees.
 */
export function takeSnapshot(root: string, folders: readonly string[], prefix: string): Answers {
  try {
    const top = topOfCheckout(root);
    if (top === null) return silent({ why: "the site is not in a git checkout" });
    mkdirSync(dirname(prefix), { recursive: true });
    const filterable = mayHaveAttributes(top, root, folders);
    const differing = ["diff-files", "--raw", "-z", "--relative", "--no-renames", "--", ...folders];
    const listing = ["ls-files", "-s", "-v", "-o", "-z", "--", ...folders];
    const filtering = ["check-attr", "-z", "filter", "--", ...samples(folders)];
    const answer = `${prefix}.files`;
    const modified = ask(root, differing, `${prefix}.modified`, readEntries);
    const files = ask(root, listing, answer, readFileList);
    const filters = filterable ? ask(root, filtering, `${prefix}.filters`, readEntries) : [];
    return { files, snapshot: gather({ files, modified, filters }, answer) };
  } catch (cause) {
    return silent({ why: (cause as Error).message });
  }
}

const silent = (why: Why): Answers => ({ files: Promise.resolve(why), snapshot: Promise.resolve(why) });

/** Asks at once; what git says is read when it has said it. */
async function ask<T>(
  root: string,
  question: readonly string[],
  answer: string,
  read: (answer: string) => T,
): Promise<T | Why> {
  try {
    const why = await askGit(root, question, answer);
    return why === null ? read(answer) : { why };
  } catch (cause) {
    return { why: (cause as Error).message };
  }
}

type Asked<T> = Promise<T | Why> | T;

async function gather(
  asked: { files: Asked<FileList>; modified: Asked<string[]>; filters: Asked<string[]> },
  answer: string,
): Promise<Snapshot | Why> {
  const [modified, files, filters] = await Promise.all([asked.modified, asked.files, asked.filters]);
  if ("why" in modified) return modified;
  if ("why" in files) return files;
  if ("why" in filters) return filters;
  const filtered = firstFiltered(filters);
  if (filtered !== null) return { why: `a git filter stands between the repository and ${filtered}` };
  return { files, answer, modified: modified.filter((entry) => !entry.startsWith(":")) };
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

const readEntries = (answer: string): string[] => entriesIn(readFileSync(answer));

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
