// What is kept of git's answers between builds: the catalog holds a record, which names a file of `.broadsheet/git`.
import { hash } from "node:crypto";
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { type FileList, readFileList, type Why } from "./snapshot.js";

/** In the catalog: the name of git's answer and the exceptions to it, or why there is none. */
export type Recorded = { folders: readonly string[]; files: string; exceptions: string[] } | Why;

export interface Kept {
  name: string;
  exceptions: string[];
}

/** What the last build's record names. */
export function findKept(recorded: string | null, folders: readonly string[]): Kept | Why {
  if (recorded === null || recorded === "") return { why: "the last build did not ask git" };
  const record = parseRecord(recorded);
  if ("why" in record) return { why: `at the last build, ${record.why}` };
  if (!sameItems(record.folders, folders))
    return { why: "the site's folders are other ones than at the last build" };
  return { name: record.files, exceptions: record.exceptions };
}

export function readKept({ name }: Kept, home: string): FileList | Why {
  try {
    const files = readFileList(join(home, name));
    return nameOf(files) === name ? files : { why: "what the last build kept of git's answer is damaged" };
  } catch {
    return { why: "what the last build kept of git's answer is gone" };
  }
}

/** Keeps what the record names. */
export function keepAnswer(answer: string, home: string, record: Recorded): Recorded {
  if ("why" in record) return record;
  try {
    renameSync(answer, join(home, record.files));
    rememberFolders(home, record.folders);
    return record;
  } catch (cause) {
    return { why: `git's answer could not be kept: ${(cause as Error).message}` };
  }
}

/** By content: two answers of one name are the same, and what is found under a name can be told from what was damaged. */
export const nameOf = ({ bytes }: FileList): string => `${hash("sha256", bytes, "hex").slice(0, 32)}.files`;

/** Removes all but what the record names. What cannot be removed is in nobody's way. */
export function removeOthers(home: string, recorded: string): void {
  const record = parseRecord(recorded);
  try {
    for (const name of readdirSync(home))
      if (name !== FOLDERS && ("why" in record || name !== record.files)) rmSync(join(home, name));
  } catch {} // nor is there anything where git was never asked
}

/** A flipped bit would make of an exception the name of another file. */
export function formatRecord(record: Recorded): string {
  const json = JSON.stringify(record);
  return `${crc32(json)} ${json}`;
}

function parseRecord(recorded: string): Recorded {
  const [sum] = recorded.split(" ", 1) as [string];
  const json = recorded.slice(sum.length + 1);
  if (crc32(json) !== Number(sum)) return { why: "what was kept of git's answer was damaged" };
  return JSON.parse(json) as Recorded;
}

// ---------------------------------------------------------------- folders

const FOLDERS = "folders.json";

/** Known before the settings are read, so that git can be asked while modules load. None: not known. */
export function rememberedFolders(home: string): string[] {
  try {
    const folders: unknown = JSON.parse(readFileSync(join(home, FOLDERS), "utf8"));
    if (Array.isArray(folders)) return folders.map(String);
  } catch {} // there is none, or it was damaged
  return [];
}

function rememberFolders(home: string, folders: readonly string[]): void {
  if (!sameItems(folders, rememberedFolders(home)))
    writeFileSync(join(home, FOLDERS), JSON.stringify(folders));
}

export const sameItems = (a: readonly string[], b: readonly string[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b);
