// The program's own sources, as the architecture test sees them: names, texts and who imports whom.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, posix } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../src", import.meta.url));

export interface SourceFile {
  /** Below src/, without extension: `pages/plan`. */
  name: string;
  text: string;
  imports: Import[];
}

export interface Import {
  /** A file of ours by name; a package or `node:fs` as written. */
  target: string;
  /** Of this program, not of a package. */
  isOwn: boolean;
  /** Gone when compiled: it makes no dependency at run time. */
  typeOnly: boolean;
}

export function readSources(): SourceFile[] {
  return readdirSync(ROOT, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".ts"))
    .sort()
    .map((path) => {
      const name = path.replace(/\.ts$/, "");
      const text = readFileSync(`${ROOT}/${path}`, "utf8");
      return { name, text, imports: importsOf(name, text) };
    });
}

/** Names of value imports that lead from a file back to itself. */
export function findRing(files: readonly SourceFile[]): string[] | null {
  const targets = new Map(
    files.map((file) => [file.name, file.imports.filter((one) => !one.typeOnly).map((one) => one.target)]),
  );
  const done = new Set<string>();
  const visit = (name: string, path: string[]): string[] | null => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
    if (done.has(name)) return null;
    for (const target of targets.get(name) ?? []) {
      const ring = visit(target, [...path, name]);
      if (ring) return ring;
    }
    done.add(name);
    return null;
  };
  for (const { name } of files) {
    const ring = visit(name, []);
    if (ring) return ring;
  }
  return null;
}

/** The text without comments, so that what they say is not taken for code. */
export const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\/|(?<=^|[\s;{}(,])\/\/.*$/gm, "");

const STATEMENT = /^(?:import|export)\s+(type\s+)?([^;"']*?\s+from\s+)?["']([^"']+)["'];/gm;
const EXPRESSION = /(typeof\s+)?\bimport\("([^"]+)"\)(\.[A-Z])?/g;

function importsOf(name: string, text: string): Import[] {
  const statements = [...text.matchAll(STATEMENT)].map(([, type, names = "", target]) => ({
    ...resolveTarget(name, target!),
    typeOnly: type !== undefined || isAllTypes(names),
  }));
  const expressions = [...text.matchAll(EXPRESSION)].map(([, typeOf, target, member]) => ({
    ...resolveTarget(name, target!),
    typeOnly: typeOf !== undefined || member !== undefined,
  }));
  return [...statements, ...expressions];
}

/** `{ type A, type B }`, and nothing else. */
function isAllTypes(names: string): boolean {
  const inBraces = /^\{([^}]*)\}\s+from\s+$/.exec(names)?.[1];
  const each =
    inBraces
      ?.split(",")
      .map((part) => part.trim())
      .filter(Boolean) ?? [];
  return each.length > 0 && each.every((part) => part.startsWith("type "));
}

function resolveTarget(name: string, target: string): Pick<Import, "target" | "isOwn"> {
  const isOwn = target.startsWith(".");
  return { isOwn, target: isOwn ? posix.join(dirname(name), target).replace(/\.js$/, "") : target };
}
