// Folders of files as values, and what tells two of them apart.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Bytes of every file by path, as text in which each byte is one character. */
export type Tree = ReadonlyMap<string, string>;

export function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .sort();
  } catch {
    return []; // there is no such folder
  }
}

export function readBytes(folder: string): Tree {
  return new Map(filesIn(folder).map((path) => [path, readFileSync(join(folder, path), "latin1")]));
}

export const bytesOf = (tree: Tree, path: string) => Buffer.from(tree.get(path) ?? "", "latin1");

/** Throws with the first few differences. */
export function sameTree(what: string, expected: Tree, found: Tree): void {
  const lines = [...new Set([...expected.keys(), ...found.keys()])]
    .filter((path) => expected.get(path) !== found.get(path))
    .map((path) => `  ${path}: ${describe(expected.get(path), found.get(path))}`);
  if (lines.length > 0) throw new Error(`${what} differs:\n${lines.slice(0, 5).join("\n")}`);
}

function describe(expected: string | undefined, found: string | undefined): string {
  if (expected === undefined) return "is there and should not be";
  if (found === undefined) return "is missing";
  let at = 0;
  while (expected[at] === found[at]) at++;
  const part = (text: string) =>
    JSON.stringify(Buffer.from(text.slice(Math.max(0, at - 40), at + 80), "latin1").toString());
  return `should be ${part(expected)}, is ${part(found)}`;
}

/** Throws if they are not the same JSON. */
export function same(what: string, expected: unknown, found: unknown): void {
  const [a, b] = [JSON.stringify(expected), JSON.stringify(found)];
  if (a !== b) throw new Error(`${what} differs:\n  should be ${a}\n  is        ${b}`);
}
