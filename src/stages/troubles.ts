// What pages were made without: remembered with the page, so that it is said at each build until it is mended.
import type { Catalog } from "../catalog/catalog.js";
import { remembered } from "../memo.js";
import type { Diagnostic } from "../types/diagnostic.js";

export interface Troubles {
  /** Of a page that has just been rendered. */
  put(path: string, problems: readonly Diagnostic[] | undefined): void;
  /** Forgets the pages that are gone; what is left, each once. */
  settle(gone: ReadonlySet<string>): Diagnostic[];
}

export function openTroubles(catalog: Catalog): Troubles {
  const recorded = catalog.meta("troubles") ?? "{}";
  const known = new Map(Object.entries(JSON.parse(recorded) as Record<string, readonly Diagnostic[]>));
  return {
    put(path, problems) {
      if (problems === undefined) known.delete(path);
      else known.set(path, problems);
    },
    settle(gone) {
      for (const path of gone) known.delete(path);
      const sorted = [...known].sort(([a], [b]) => (a < b ? -1 : 1));
      const text = JSON.stringify(Object.fromEntries(sorted));
      if (text !== recorded) catalog.setMeta("troubles", text);
      return folded(sorted.flatMap(([path, problems]) => problems.map((problem) => ({ path, problem }))));
    },
  };
}

/**
 * A hook that fails over each page is one problem, not one for each: it names the first page, and how many there are.
 * All other problems name their place, and are the same only if that is, too.
 */
function folded(all: readonly { path: string; problem: Diagnostic }[]): Diagnostic[] {
  const groups = new Map<string, { path: string; problem: Diagnostic; count: number }>();
  for (const one of all) {
    const { code, message, hint } = one.problem;
    const key = JSON.stringify(code === PLUGIN ? [code, message, hint] : one.problem);
    remembered(groups, key, () => ({ ...one, count: 0 })).count++;
  }
  return [...groups.values()].map(({ path, problem, count }) => {
    if (problem.code !== PLUGIN || !path.endsWith(".html")) return problem;
    const others = count === 1 ? "" : ` and ${count - 1} other page${count === 2 ? "" : "s"}`;
    return { ...problem, message: `${problem.message} (in making ${path}${others})` };
  });
}

const PLUGIN = "plugin-failed";
