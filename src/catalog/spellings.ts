// Other spellings of terms, where they make other addresses: `Ｃ` is spelled `C` as well, and both are found.
import { TAXONOMIES } from "../taxonomies.js";
import type { Taxonomy } from "../types/content.js";
import { pathKey, slugify } from "../urls.js";
import type { Catalog } from "./catalog.js";

/**
 * The term to which each folded slug leads: that of its own pages, else the first by key that has a spelling for it.
 */
export function slugOwners(catalog: Catalog, taxonomy: Taxonomy): Map<string, string> {
  const terms = catalog.sql("SELECT key, slug FROM terms WHERE taxonomy = ? ORDER BY key").all(taxonomy);
  const owners = new Map(terms.map((row) => [pathKey(row.slug as string), row.key as string]));
  for (const { key, slugKey } of otherSlugs(catalog, taxonomy))
    if (!owners.has(slugKey)) owners.set(slugKey, key);
  return owners;
}

/** Listings that lead there from another slug than their own: which ones do, every new name can change. */
export function listingsWithOtherSlugs(catalog: Catalog): string[] {
  const ids = new Set<string>();
  for (const taxonomy of TAXONOMIES)
    for (const { key } of otherSlugs(catalog, taxonomy)) ids.add(`${taxonomy}:${key}`);
  return [...ids];
}

function otherSlugs(catalog: Catalog, taxonomy: Taxonomy): { key: string; slugKey: string }[] {
  return catalog
    .sql(
      `SELECT key, slug_key, spellings.name AS name FROM spellings JOIN terms ON terms.id = spellings.term
       WHERE taxonomy = ? AND spellings.name <> terms.name ORDER BY key, spellings.name`,
    )
    .all(taxonomy)
    .map((row) => ({
      key: row.key as string,
      own: row.slug_key,
      slugKey: pathKey(slugify(row.name as string)),
    }))
    .filter(({ own, slugKey }) => slugKey !== own);
}
