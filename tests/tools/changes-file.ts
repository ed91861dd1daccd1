// changes.json tells the difference to what was published last, to those who have it.
import { sha256 } from "../../src/hash.js";
import type { Diagnostic } from "../../src/types/diagnostic.js";
import type { BuildReport } from "../../src/types/report.js";
import { bytesOf, same, type Tree } from "./trees.js";

export interface ChangesFile {
  added: { path: string; sha256: string; bytes: number }[];
  changed: { path: string; sha256: string; bytes: number }[];
  removed: { path: string }[];
}

export const isAboutCatalog = ({ code }: Diagnostic): boolean => code.startsWith("catalog-");

/** Throws if changes.json or the report's counts tell anything else than what happened. */
export function checkChanges(changes: ChangesFile, report: BuildReport, last: Tree, after: Tree): void {
  for (const { path, sha256: sum, bytes } of [...changes.added, ...changes.changed]) {
    const found = bytesOf(after, path);
    same(`what changes.json says of ${path}`, [sha256(found), found.length], [sum, bytes]);
  }
  const isNew = (path: string) => !last.has(path);
  const put = [...after.keys()].filter((path) => last.get(path) !== after.get(path)).sort();
  const removed = [...last.keys()].filter((path) => !after.has(path)).sort();
  const paths = (entries: readonly { path: string }[]) => entries.map(({ path }) => path).sort();
  same("changes.json, added", put.filter(isNew), paths(changes.added));
  same(
    "changes.json, changed",
    put.filter((path) => !isNew(path)),
    paths(changes.changed),
  );
  same("changes.json, removed", removed, paths(changes.removed));
  const { written, unchanged, removed: gone } = report.pages;
  same(
    "pages written, unchanged, removed",
    [put.length, after.size - put.length, removed.length],
    [written, unchanged, gone],
  );
}
