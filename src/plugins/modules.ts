// A plugin's module on the disk: where it is, and a hash of its source. The hash covers the local modules that it
// imports, whatever is below them, and the versions of packages.
import { existsSync, readFileSync, statSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, resolve } from "node:path";
import type * as Lexer from "es-module-lexer";
import { sha256, valueHash } from "../hash.js";
import { isGroup } from "./fault.js";

/** The file of `module`, or why there is none. */
export function findModule(root: string, module: string): { file: string } | { why: string } {
  if (/^\.{0,2}\//.test(module)) {
    const file = resolve(root, module);
    return isFile(file) ? { file } : { why: "there is no such file" };
  }
  const found = findPackage(root, packageOf(module));
  if (found === null) return { why: "there is no such package in node_modules/" };
  const entry = entryOf(found.manifest, `.${module.slice(packageOf(module).length)}`);
  const file = entry === null ? null : join(found.folder, entry);
  return file !== null && isFile(file) ? { file } : { why: "its package.json names no such module" };
}

export interface ModuleSource {
  hash: string;
  /** The module's file and those that it imports, absolute. */
  files: string[];
}

/** Reads a module and all local modules that it imports, by `import`, `import()` of a text, or `require` of one. */
export async function readModules(entry: string): Promise<ModuleSource> {
  const lexer = await import("es-module-lexer"); // not before: most sites have no plugins
  await lexer.init;
  const texts = new Map<string, string>();
  const packages = new Set<string>();
  const open = [entry];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (texts.has(file)) continue;
    const text = readFileSync(file, "utf8");
    texts.set(file, sha256(text));
    if (!/\.[cm]?[jt]s$/.test(file)) continue; // JSON imports nothing
    for (const name of importsOf(text, lexer)) {
      if (/^\.{1,2}\//.test(name)) open.push(...localFile(dirname(file), name));
      else if (!isBuiltin(name)) packages.add(versionOf(dirname(file), packageOf(name)));
    }
  }
  const files = [...texts.keys()].sort();
  const folder = dirname(entry);
  // A site is the same wherever it lies.
  const named = files.map((file) => [
    file.startsWith(`${folder}/`) ? file.slice(folder.length) : "",
    texts.get(file),
  ]);
  return { hash: valueHash([named, [...packages].sort()]), files };
}

function importsOf(text: string, { parse }: typeof Lexer): string[] {
  const required = [...text.matchAll(/\brequire\(\s*(["'])([^"']+)\1\s*\)/g)].map(([, , name]) => name!);
  try {
    return [...required, ...parse(text)[0].flatMap(({ n }) => (n === undefined ? [] : [n]))];
  } catch {
    // What cannot be read will not load either, and that is said with its place.
    return required;
  }
}

function localFile(folder: string, name: string): string[] {
  const path = join(folder, decodeURI(name.replace(/[?#].*$/, "")));
  return [path, `${path}.js`, `${path}.cjs`, `${path}.json`, join(path, "index.js")]
    .filter(isFile)
    .slice(0, 1);
}

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();

/** `@scope/name/part` → `@scope/name`. */
const packageOf = (module: string): string =>
  module
    .split("/")
    .slice(0, module.startsWith("@") ? 2 : 1)
    .join("/");

function versionOf(folder: string, name: string): string {
  return `${name}@${String(findPackage(folder, name)?.manifest.version ?? "")}`;
}

type Manifest = Record<string, unknown>;

/** As Node looks for it: in `node_modules/` of this folder, then of those above. */
function findPackage(from: string, name: string): { folder: string; manifest: Manifest } | null {
  for (let folder = from; ; folder = dirname(folder)) {
    const file = join(folder, "node_modules", name, "package.json");
    if (existsSync(file))
      return { folder: dirname(file), manifest: JSON.parse(readFileSync(file, "utf8")) as Manifest };
    if (folder === dirname(folder)) return null;
  }
}

/** `path`: `.` or `./part`. https://nodejs.org/api/packages.html#package-entry-points */
function entryOf(manifest: Manifest, path: string): string | null {
  const { exports, main } = manifest;
  if (exports === undefined || exports === null)
    return path === "." ? (typeof main === "string" ? main : "index.js") : path;
  const hasPaths = isGroup(exports) && Object.keys(exports).every((key) => key.startsWith("."));
  return targetOf(hasPaths ? exports[path] : path === "." ? exports : undefined);
}

function targetOf(target: unknown): string | null {
  if (typeof target === "string") return target;
  if (!isGroup(target)) return null;
  for (const [condition, inner] of Object.entries(target))
    if (["node", "import", "default"].includes(condition)) {
      const found = targetOf(inner);
      if (found !== null) return found;
    }
  return null;
}
