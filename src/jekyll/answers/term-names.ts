// Names of categories and tags in a Jekyll site's catalog. To Jekyll each spelling is a term.
import type { Catalog } from "../../catalog/catalog.js";
import type { Post, Taxonomy } from "../../types/content.js";

export interface Spelling {
  id: number;
  term: number;
  /** Of published posts that have it. */
  count: number;
}

/** By name. Read at once, because a page may ask for every one of them. */
export function spellingsOf(catalog: Catalog, taxonomy: Taxonomy): Map<string, Spelling> {
  const rows = catalog
    .sql(
      `SELECT spellings.id AS id, term, spellings.name AS name, spellings.count AS count
       FROM spellings JOIN terms ON terms.id = term WHERE taxonomy = ? AND key = spellings.name`,
    )
    .all(taxonomy);
  return new Map(
    rows.map(({ id, term, name, count }) => [
      name as string,
      { id: id as number, term: term as number, count: count as number },
    ]),
  );
}

export function countOf(catalog: Catalog, taxonomy: Taxonomy, key: string): number {
  const row = catalog
    .sql(
      `SELECT spellings.count AS n FROM terms JOIN spellings ON spellings.term = terms.id
       WHERE taxonomy = ? AND key = ? AND spellings.name = ?`,
    )
    .get(taxonomy, key, key);
  return (row?.n as number | undefined) ?? 0;
}

export function usedNames(catalog: Catalog, taxonomy: Taxonomy): string[] {
  return catalog
    .sql(
      `SELECT spellings.name AS name FROM spellings JOIN terms ON terms.id = term
       WHERE taxonomy = ? AND spellings.count > 0 ORDER BY spellings.name`,
    )
    .all(taxonomy)
    .map((row) => row.name as string);
}

/** Names as posts write them with how many do, in the order in which posts, oldest first, bring them up. */
export function termNames(
  catalog: Catalog,
  taxonomy: Taxonomy,
  recordsOf: (ids: readonly number[]) => Post[],
): { name: string; count: number }[] {
  const rows = catalog
    .sql(
      `SELECT spellings.name AS name, spellings.count AS count, (
         SELECT post FROM post_terms WHERE post_terms.term = terms.id AND post_terms.spelling = spellings.id
         ORDER BY date, path LIMIT 1) AS first
       FROM terms JOIN spellings ON spellings.term = terms.id WHERE taxonomy = ? AND spellings.count > 0`,
    )
    .all(taxonomy)
    .filter(({ first }) => first !== null);
  const firsts = recordsOf(rows.map(({ first }) => first as number));
  const placed = rows.map((row, index) => {
    const { date, path, categories, tags } = firsts[index]!;
    const name = row.name as string;
    const place = (taxonomy === "category" ? categories : tags).indexOf(name);
    return { name, count: row.count as number, date, path, place };
  });
  placed.sort(
    (a, b) => a.date - b.date || (a.path === b.path ? a.place - b.place : a.path < b.path ? -1 : 1),
  );
  return placed.map(({ name, count }) => ({ name, count }));
}
