// What pages were made without: remembered with the page, so that it is said at each build until it is mended.
import type { Catalog } from "../catalog/catalog.js";
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
      const each = new Map(
        sorted.flatMap(([, problems]) => problems.map((one) => [JSON.stringify(one), one])),
      );
      return [...each.values()];
    },
  };
}
