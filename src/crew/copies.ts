// Makes the compressed copies of one file, where its bytes are at hand.
import { readFileSync, statSync } from "node:fs";
import { compressedAs, copiedFrom } from "../compress.js";
import { sha256 } from "../hash.js";
import type { RenderedCopy } from "../types/pages.js";
import type { CopyTask } from "./messages.js";

export interface CopyBench {
  /** Where the original may be already; its copies are beside it. */
  existing: string | null;
  /** The original keeps its bytes for long, and is worth more trouble. */
  kept: boolean;
  /** Stages a file; returns its mtime. */
  put(path: string, bytes: Uint8Array): number;
}

export function makeCopies(
  { files }: CopyTask,
  original: Uint8Array,
  { existing, kept, put }: CopyBench,
): RenderedCopy[] {
  return files.map(({ path, published }) => {
    const bytes = compressedAs(path, original, kept);
    const copy = { path, sha256: sha256(bytes), bytes: bytes.length };
    if (copy.sha256 === published) return { ...copy, same: true, mtime: 0 };
    const beside = existing === null ? null : existing + path.slice((copiedFrom(path) ?? path).length);
    const mtime = beside === null ? null : mtimeIfSame(beside, bytes);
    if (mtime !== null) return { ...copy, same: true, mtime };
    return { ...copy, same: false, mtime: put(path, bytes) };
  });
}

/** The mtime of a file that holds exactly `bytes`, else `null`. */
export function mtimeIfSame(file: string, bytes: Uint8Array): number | null {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats?.isFile() || stats.size !== bytes.length || !readFileSync(file).equals(bytes)) return null;
  return Math.floor(stats.mtimeMs);
}
