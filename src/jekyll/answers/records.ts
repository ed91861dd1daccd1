// Posts as they are recorded, each read once.
import type { Catalog } from "../../catalog/catalog.js";
import { parseCard } from "../../hash.js";
import { remembered } from "../../memo.js";
import type { Post } from "../../types/content.js";

export interface Records {
  record(id: number): Post;
  /** In the order of the ids. One query for those that are not known yet. */
  recordsOf(ids: readonly number[]): Post[];
}

/** Kept in memory: as many as a page's list may hold, more or less. */
const KEPT = 50_000;

export function createRecords(catalog: Catalog): Records {
  const known = new Map<number, Post>();
  const parse = (row: { record?: unknown }) => parseCard(row.record as string) as Post;
  const record = (id: number): Post => {
    if (known.size > KEPT) known.clear();
    return remembered(known, id, () => parse(catalog.sql("SELECT record FROM posts WHERE id = ?").get(id)!));
  };
  return {
    record,
    recordsOf(ids) {
      const missing = ids.filter((id) => !known.has(id));
      if (known.size + missing.length > KEPT) known.clear();
      else if (missing.length > 1) {
        const rows = catalog
          .sql("SELECT id, record FROM posts WHERE id IN (SELECT value FROM json_each(?))")
          .all(JSON.stringify(missing));
        for (const row of rows) known.set(row.id as number, parse(row));
      }
      return ids.map(record);
    },
  };
}
