// `build --verify`: builds the site once more, clean and beside the real one, and compares every byte.
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type BuildOptions, build } from "../build.js";
import { readCatalog } from "../catalog/catalog.js";
import { createLedger, type KnownPage } from "../catalog/ledger.js";
import { outputDiffers } from "../diagnostics/program.js";
import { compareRecipes } from "../recipe.js";
import type { Diagnostic } from "../types/diagnostic.js";

export interface Verification {
  /** Files compared. */
  files: number;
  /** One for each that differs, is missing or should not be there. */
  differences: Diagnostic[];
}

/** `out` must have been built with the same options. Leaves nothing behind. */
export async function verify(options: BuildOptions & { out: string; now: number }): Promise<Verification> {
  const home = join(options.root, ".broadsheet");
  const scratch = join(home, "verify");
  rmSync(scratch, { recursive: true, force: true });
  try {
    const clean = join(scratch, "dist");
    await build({ ...options, out: clean, home: scratch, full: true, strict: false });
    const [ours, theirs] = [listFiles(options.out), listFiles(clean)];
    const paths = [...new Set([...ours, ...theirs])].sort();
    const differing = paths.filter((path) => !sameFile(join(options.out, path), join(clean, path)));
    const explain = explainer(join(home, "catalog.db"), join(scratch, "catalog.db"));
    return { files: paths.length, differences: differing.map((path) => outputDiffers(path, explain(path))) };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function listFiles(folder: string): Set<string> {
  const entries = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
  const files = entries.filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  return new Set(paths.filter((path) => !path.startsWith(".git/")));
}

const sameFile = (a: string, b: string): boolean =>
  existsSync(a) && existsSync(b) && readFileSync(a).equals(readFileSync(b));

/** What the two catalogs know of a page, and in which of its inputs they differ. */
function explainer(incremental: string, clean: string): (path: string) => string {
  const find = (file: string) => {
    const catalog = readCatalog(file);
    const ledger = createLedger(catalog);
    return (path: string): KnownPage | null => ledger.get(path);
  };
  const [ours, theirs] = [find(incremental), find(clean)];
  return (path) => {
    const [mine, other] = [ours(path), theirs(path)];
    if (other === null) return "a clean build does not make it";
    if (mine === null) return "a clean build makes it, this one did not";
    const difference = compareRecipes(mine, other);
    if (mine.recipe === other.recipe)
      return "the catalog takes it for current: its file was changed, or an input is not recorded";
    const inputs = [
      ...(difference?.own ?? []),
      ...(difference?.shared ? ["a template, setting, word or query"] : []),
    ];
    return inputs.length > 0
      ? `it is stale in ${inputs.join(", ")}`
      : "it reads other things than a clean build's page";
  };
}
