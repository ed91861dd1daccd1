// Sections of segments that wait for the others of their files, while the search index is made anew.
import type { Catalog } from "./catalog.js";
import { longText } from "./sqlite.js";

/** What a segment brings to each file of a part of the index; empty: nothing. */
export interface Sections {
  name: string;
  texts: string[];
}

export interface WaitingSections {
  put(part: number, sections: Sections): void;
  /** In the order in which they were put. */
  of(part: number): Iterable<Sections>;
  clear(): void;
}

export function createSectionList(): WaitingSections {
  const parts = new Map<number, Sections[]>();
  return {
    put(part, sections) {
      const list = parts.get(part);
      if (list) list.push(sections);
      else parts.set(part, [sections]);
    },
    of: (part) => parts.get(part) ?? [],
    clear: () => parts.clear(),
  };
}

/** On the disk, for an archive whose index is larger than memory should hold. */
export function createSectionTable(catalog: Catalog): WaitingSections {
  const clear = () => catalog.sql("DELETE FROM search_waiting").run();
  clear();
  let place = 0;
  return {
    put: (part, sections) =>
      catalog
        .sql("INSERT INTO search_waiting VALUES (?, ?, CAST(? AS TEXT))")
        .run(part, place++, longText(JSON.stringify(sections))),
    *of(part) {
      const rows = catalog.sql("SELECT sections FROM search_waiting WHERE part = ? ORDER BY place");
      for (const row of rows.iterate(part)) yield JSON.parse(row.sections as string) as Sections;
    },
    clear,
  };
}
