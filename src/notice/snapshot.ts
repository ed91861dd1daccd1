// What git says of the site's folders at one moment.
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { askGit } from "./ask.js";

export interface Snapshot {
  /** `git ls-files -s -v -z`, as bytes; see listing.ts. */
  listing: Buffer;
  /** Where that is kept for the moment. */
  listingFile: string;
  /** Tracked files that are not, or not surely, as the index has them: changed, deleted, in conflict. */
  modified: string[];
  /** Files that git does not have, whether or not it was told to ignore them: to us a post is a post. */
  untracked: string[];
}

/**
 * Asks four questions at once. Answers go to files whose names begin with `prefix`.
 *
 * `diff-files` compares what lstat() says with the index and opens only files written in the second in which the
 * index was: for the others "modified" may mean "touched", which costs us a look, and spares git one at each file of a
 * checkout that was copied. `status` would look into all of them, and `diff-index HEAD` into trees.
 */
export async function takeSnapshot(
  root: string,
  folders: readonly string[],
  prefix: string,
): Promise<Snapshot | { why: string }> {
  if (!isInCheckout(root)) return { why: "the site is not in a git checkout" };
  mkdirSync(dirname(prefix), { recursive: true });
  const ask = async (name: string, question: string[]): Promise<{ why: string } | { file: string }> => {
    const file = `${prefix}.${name}`;
    const why = await askGit(root, question, file);
    return why === null ? { file } : { why };
  };
  const answers = await Promise.all([
    ask("modified", ["diff-files", "--raw", "-z", "--relative", "--no-renames", "--", ...folders]),
    ask("untracked", ["ls-files", "-o", "-z", "--", ...folders]),
    ask("listing", ["ls-files", "-s", "-v", "-z", "--", ...folders]),
    ask("filters", ["check-attr", "-z", "filter", "--", ...folders.flatMap(samples)]),
  ]);
  const files: string[] = [];
  for (const answer of answers) {
    if ("why" in answer) return answer;
    files.push(answer.file);
  }
  const [modified, untracked, listingFile, filters] = files as [string, string, string, string];
  const filtered = firstFiltered(entriesOf(filters));
  if (filtered !== null) return { why: `a git filter stands between the repository and ${filtered}` };
  return {
    listing: readFileSync(listingFile),
    listingFile,
    modified: entriesOf(modified).filter((entry) => !entry.startsWith(":")),
    untracked: entriesOf(untracked),
  };
}

/** Saves four processes where there is no repository. */
function isInCheckout(root: string): boolean {
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git"))) return true;
    if (folder === dirname(folder)) return false;
  }
}

/** Names that stand for all: who filters texts does it by folder or by extension. */
const samples = (folder: string): string[] =>
  ["md", "markdown", "html", "njk"].map((extension) => `${folder}/2000-01-01-a.${extension}`);

/** Of `path, "filter", value` and so on. */
function firstFiltered(entries: readonly string[]): string | null {
  for (const [index, path] of entries.entries()) {
    const value = entries[index + 2];
    if (index % 3 === 0 && value !== "unspecified" && value !== "unset") return path;
  }
  return null;
}

function entriesOf(file: string): string[] {
  return readFileSync(file, "utf8").split("\0").slice(0, -1);
}
