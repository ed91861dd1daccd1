// Terms as pages show them.
import type { Taxonomy } from "../types/content.js";
import type { TermCount, TermLink } from "../types/pages.js";
import { fillPattern, pathKey } from "../urls.js";
import type { Catalog } from "./catalog.js";
import type { QuerySettings } from "./query-settings.js";
import type { Row } from "./sqlite.js";

export function findTerm(
  catalog: Catalog,
  taxonomy: Taxonomy,
  key: string,
  settings: QuerySettings,
): TermLink | null {
  const row = catalog
    .sql("SELECT key, name, slug FROM terms WHERE taxonomy = ? AND key = ?")
    .get(taxonomy, key);
  return row ? termLink(taxonomy, row, settings) : null;
}

function termLink(taxonomy: Taxonomy, row: Row, settings: QuerySettings): TermLink {
  const key = row.key as string;
  const name = row.name as string;
  const info = settings.termInfo[taxonomy].get(key);
  return {
    taxonomy,
    key,
    name,
    title: info?.title ?? name,
    description: info?.description ?? "",
    slug: row.slug as string,
    url: fillPattern(settings.permalinks[taxonomy], { slug: row.slug as string }),
  };
}

/** Twins have a number behind the slug that they share. */
export function termWithSlug(catalog: Catalog, taxonomy: Taxonomy, slug: string): string | null {
  const row = catalog
    .sql("SELECT key FROM terms WHERE taxonomy = ? AND slug_key IN (?, ?) AND slug = ?")
    .get(taxonomy, pathKey(slug), pathKey(slug.replace(/-\d+$/, "")), slug);
  return (row?.key as string | undefined) ?? null;
}

export function allTerms(catalog: Catalog, taxonomy: Taxonomy, settings: QuerySettings): TermCount[] {
  return catalog
    .sql("SELECT key, name, slug, count FROM terms WHERE taxonomy = ? ORDER BY key")
    .all(taxonomy)
    .map((row) => ({ ...termLink(taxonomy, row, settings), count: row.count as number }));
}

/** The most used ones, the most used first; what a template says is their number may be anything. */
export function topTerms(
  catalog: Catalog,
  taxonomy: Taxonomy,
  limit: number,
  settings: QuerySettings,
): TermCount[] {
  const least =
    Number.isSafeInteger(limit) && limit > 0
      ? catalog
          .sql("SELECT count FROM terms WHERE taxonomy = ? ORDER BY count DESC LIMIT 1 OFFSET ?")
          .get(taxonomy, limit - 1)
      : undefined;
  const rows = catalog
    .sql("SELECT key, name, slug, count FROM terms WHERE taxonomy = ? AND count >= ?")
    .all(taxonomy, (least?.count as number | undefined) ?? 0);
  // SQLite would order keys of equal counts by their bytes.
  rows.sort((a, b) => (b.count as number) - (a.count as number) || (a.key! < b.key! ? -1 : 1));
  return rows
    .slice(0, limit)
    .map((row) => ({ ...termLink(taxonomy, row, settings), count: row.count as number }));
}

export function otherSpellings(catalog: Catalog, taxonomy: Taxonomy, key: string): string[] {
  return catalog
    .sql(
      `SELECT spellings.name AS name FROM terms JOIN spellings ON spellings.term = terms.id
       WHERE taxonomy = ? AND key = ? AND spellings.name <> terms.name ORDER BY spellings.name`,
    )
    .all(taxonomy, key)
    .map((row) => row.name as string);
}

export function mergedTerms(catalog: Catalog): { taxonomy: Taxonomy; name: string; others: string[] }[] {
  return mergedKeys(catalog).map(({ taxonomy, key, name }) => {
    const others = otherSpellings(catalog, taxonomy, key);
    return { taxonomy, name, others };
  });
}

export function mergedKeys(catalog: Catalog): { taxonomy: Taxonomy; key: string; name: string }[] {
  return catalog
    .sql(
      `SELECT taxonomy, key, name FROM terms
       WHERE id IN (SELECT term FROM spellings GROUP BY term HAVING COUNT(*) > 1) ORDER BY taxonomy, key`,
    )
    .all()
    .map((row) => ({
      taxonomy: row.taxonomy as Taxonomy,
      key: row.key as string,
      name: row.name as string,
    }));
}
