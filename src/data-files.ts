// Data for templates: files of YAML or JSON. One that cannot be read is left out, and said with its place.
import { readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { load, YAMLException } from "js-yaml";
import { discover } from "./content/discover.js";
import { readJson } from "./content/front-matter/json.js";
import { BuildError, type Place } from "./diagnostics/diagnostic.js";
import { dataFileInvalid } from "./diagnostics/site.js";
import type { Memory } from "./memory.js";
import type { Diagnostic } from "./types/diagnostic.js";
import { explainYamlError } from "./yaml/errors.js";
import { parseYamlMapping } from "./yaml/yaml.js";

/** `data/*.yml|yaml|json` by path without extension. */
export function loadData(
  root: string,
  folder: string,
  problems: Diagnostic[],
  memory: Memory,
): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  const found = discover({ root, folder, wanted: /\.(?:ya?ml|json)$/i });
  problems.push(...found.problems.filter((problem) => problem.severity === "error"));
  for (const { path } of found.files) {
    const name = path.slice(folder.length + 1).replace(/\.\w+$/, "");
    const value = readDataFile(join(root, path), path, problems, memory);
    if (value !== undefined) data[name] = value;
  }
  return data;
}

/** `path` is the file's as diagnostics name it. `undefined` where it cannot be read. */
export function readDataFile(file: string, path: string, problems: Diagnostic[], memory: Memory): unknown {
  const text = readFileSync(file, "utf8").replace(/^\ufeff/, "");
  const known = memory.recall<{ value: unknown }>(file, text);
  if (known !== undefined) return known.value;
  try {
    const value = parseDataFile(file, path, text);
    memory.remember(file, text, { value });
    return value;
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    problems.push(...error.diagnostics);
    return undefined;
  }
}

function parseDataFile(file: string, path: string, text: string): unknown {
  if (extname(file).toLowerCase() === ".json") return parseJson(text, path);
  return /^\s*(?:#.*\s*)*[-[]/.test(text) ? parseYamlList(text, path) : parseYamlMapping(text, path).value;
}

/** JSON.parse words its errors differently in each version of Node and mostly without a place. */
function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const wrapped = readJson(`{"":${text}}`);
    const offset = wrapped.ok ? 0 : Math.min(wrapped.offset - 4, text.length);
    const why = wrapped.ok ? "this is not JSON" : wrapped.problem({ file }).message;
    throw new BuildError(dataFileInvalid(why, placeAt(text, Math.max(offset, 0), file)), { cause });
  }
}

function parseYamlList(text: string, file: string): unknown {
  try {
    return load(text, { maxAliases: 20 });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { message, offset } = explainYamlError(error, text);
    throw new BuildError(dataFileInvalid(message, placeAt(text, offset, file)), { cause: error });
  }
}

function placeAt(text: string, offset: number, file: string): Place {
  const before = text.slice(0, offset).split("\n");
  const source = text.split("\n")[before.length - 1]?.replace(/\r$/, "");
  return { file, line: before.length, column: before.at(-1)!.length + 1, source };
}
