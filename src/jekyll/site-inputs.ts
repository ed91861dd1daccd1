// What a Jekyll site brings besides posts and pages: data files, and the files that are published as they are.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { jekyllConfigBroken } from "../diagnostics/jekyll.js";
import type { Config } from "../types/config.js";
import type { Diagnostic } from "../types/diagnostic.js";
import type { JekyllConfig } from "../types/jekyll.js";
import { parseCsv } from "./csv.js";
import type { JekyllFile } from "./sources.js";
import { readYaml, YamlError } from "./yaml.js";

export interface JekyllAsset {
  file: string;
  output: string;
  path: string;
  themeName: null;
}

/** Files as assets; those of a collection lie in its folder without the underscore. */
export function jekyllAssets(
  root: string,
  files: readonly JekyllFile[],
  { collections, collectionsDir }: JekyllConfig,
): JekyllAsset[] {
  const base = collectionsDir === "" ? "" : `${collectionsDir}/`;
  return files.flatMap(({ path }): JekyllAsset[] => {
    const below = path.startsWith(base) ? path.slice(base.length) : path;
    const label = below.startsWith("_") ? below.slice(1, below.indexOf("/")) : null;
    const collection = collections.find((one) => one.label === label);
    if (collection !== undefined && !collection.output) return [];
    return [
      {
        file: join(root, path),
        output: collection === undefined ? path : below.slice(1),
        path,
        themeName: null,
      },
    ];
  });
}

export function loadJekyllData(
  root: string,
  config: Config,
  problems: Diagnostic[],
): Record<string, unknown> {
  const { dataDir } = config.jekyll as JekyllConfig;
  return readFolder(root, dataDir, problems);
}

function readFolder(root: string, folder: string, problems: Diagnostic[]): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  let names: string[];
  try {
    names = readdirSync(join(root, folder)).sort();
  } catch {
    return data;
  }
  for (const name of names) {
    const path = `${folder}/${name}`;
    if (/^[._#~]/.test(name)) continue;
    if (statSync(join(root, path)).isDirectory()) data[keyOf(name)] = readFolder(root, path, problems);
    else if (/\.(?:ya?ml|json|csv|tsv)$/i.test(name)) {
      const value = readData(root, path, problems);
      if (value !== undefined) data[keyOf(name.replace(/\.[^.]+$/, ""))] = value;
    }
  }
  return data;
}

/** As Jekyll makes a name one can write in Liquid. */
const keyOf = (name: string): string =>
  name.replace(/[^\w\s-]+|(?<=^|\b\s)\s+(?=$|\s?\b)/g, "").replace(/\s+/g, "_");

function readData(root: string, path: string, problems: Diagnostic[]): unknown {
  const text = readFileSync(join(root, path), "utf8").replace(/^\uFEFF/, "");
  try {
    if (/\.csv$/i.test(path)) return parseCsv(text, ",");
    if (/\.tsv$/i.test(path)) return parseCsv(text, "\t");
    return /\.json$/i.test(path) ? (JSON.parse(text) as unknown) : readYaml(text);
  } catch (error) {
    const line = error instanceof YamlError ? error.line : 1;
    problems.push(jekyllConfigBroken((error as Error).message, { file: path, line }));
    return undefined;
  }
}
