// Terms: who uses them, how often, how they are spelled, and which slug is theirs.

import { remembered } from "../memo.js";
import { termsOf } from "../taxonomies.js";
import type { Post, Taxonomy } from "../types/content.js";
import { foldTerm, pathKey, slugify } from "../urls.js";
import type { Catalog } from "./catalog.js";

export interface TermIndex {
  link(post: number, record: Post): void;
  unlink(record: Post): void;
  /** Brings names, slugs and counts of the used terms up to date. */
  settle(): TermChanges;
}

export interface TermChanges {
  /** A term that goes on existing is now called or found otherwise: every page that shows it may be stale. */
  renamed: boolean;
  /** Some spelling came or went. */
  respelled: boolean;
}

interface Face {
  id: number;
  taxonomy: Taxonomy;
  name: string;
  slug: string;
  slugKey: string;
  count: number;
}

interface Spelling {
  id: number;
  term: number;
  /** Posts that came less posts that went, since the catalog was opened. */
  delta: number;
}

/** `fold`: what of a name is the term's identity. */
export function createTermIndex(catalog: Catalog, fold: (name: string) => string = foldTerm): TermIndex {
  const spellings = new Map<string, Spelling>();
  const used = new Set<number>();
  let respelled = false;

  const spellingOf = (taxonomy: Taxonomy, name: string): Spelling => {
    const spelling = remembered(spellings, `${taxonomy}:${name}`, () => {
      const term = findOrCreateTerm(catalog, taxonomy, fold(name));
      const id = findSpelling(catalog, term, name);
      if (id === null) respelled = true;
      return { id: id ?? createSpelling(catalog, term, name), term, delta: 0 };
    });
    used.add(spelling.term);
    return spelling;
  };
  const spellingsOf = (record: Post): Spelling[] =>
    termsOf(record).map(([taxonomy, name]) => spellingOf(taxonomy, name));

  return {
    link(post, record) {
      const insert = catalog.sql(
        "INSERT OR REPLACE INTO post_terms (term, date, path, post, spelling) VALUES (?, ?, ?, ?, ?)",
      );
      for (const spelling of spellingsOf(record)) {
        insert.run(spelling.term, record.date, record.path, post, spelling.id);
        spelling.delta++;
      }
    },
    unlink(record) {
      const remove = catalog.sql("DELETE FROM post_terms WHERE term = ? AND date = ? AND path = ?");
      for (const spelling of spellingsOf(record)) {
        remove.run(spelling.term, record.date, record.path);
        spelling.delta--;
      }
    },
    settle() {
      const count = catalog.sql("UPDATE spellings SET count = count + ? WHERE id = ?");
      for (const { id, delta } of spellings.values()) if (delta !== 0) count.run(delta, id);
      const unused = catalog.sql("DELETE FROM spellings WHERE count <= 0 RETURNING id").all();
      return { renamed: settle(catalog, used), respelled: respelled || unused.length > 0 };
    },
  };
}

function findOrCreateTerm(catalog: Catalog, taxonomy: Taxonomy, key: string): number {
  const found = catalog.sql("SELECT id FROM terms WHERE taxonomy = ? AND key = ?").get(taxonomy, key);
  if (found) return found.id as number;
  catalog
    .sql("INSERT INTO terms (taxonomy, key, name, slug, slug_key, count) VALUES (?, ?, '', '', '', 0)")
    .run(taxonomy, key);
  return lastId(catalog);
}

function findSpelling(catalog: Catalog, term: number, name: string): number | null {
  const found = catalog.sql("SELECT id FROM spellings WHERE term = ? AND name = ?").get(term, name);
  return (found?.id as number | undefined) ?? null;
}

function createSpelling(catalog: Catalog, term: number, name: string): number {
  catalog.sql("INSERT INTO spellings (term, name, count) VALUES (?, ?, 0)").run(term, name);
  return lastId(catalog);
}

const lastId = (catalog: Catalog) => catalog.sql("SELECT last_insert_rowid() AS id").get()!.id as number;

/** True if a term that goes on existing has another name or slug now. */
function settle(catalog: Catalog, used: Set<number>): boolean {
  let renamed = false;
  const slugGroups = new Map<string, { taxonomy: Taxonomy; slugKey: string }>();
  const inGroup = ({ taxonomy, slugKey }: Face) => {
    // A term that is really called `C-2` takes that slug from a twin of `C`.
    for (const key of [slugKey, slugKey.replace(/-\d+$/, "")])
      if (key) slugGroups.set(`${taxonomy}:${key}`, { taxonomy, slugKey: key });
  };
  for (const id of used) {
    const old = faceOf(catalog, id);
    const oldest = catalog
      .sql(
        `SELECT name FROM spellings WHERE id =
         (SELECT spelling FROM post_terms WHERE term = ? ORDER BY date, path LIMIT 1)`,
      )
      .get(id);
    inGroup(old);
    if (!oldest) {
      catalog.sql("DELETE FROM terms WHERE id = ?").run(id);
      continue;
    }
    const name = oldest.name as string;
    const slugKey = pathKey(slugify(name));
    const total = catalog.sql("SELECT SUM(count) AS n FROM spellings WHERE term = ?").get(id)!.n as number;
    catalog
      .sql("UPDATE terms SET name = ?, slug_key = ?, count = ? WHERE id = ?")
      .run(name, slugKey, total, id);
    if (old.count > 0 && old.name !== name) renamed = true;
    inGroup({ ...old, name, slugKey });
  }
  for (const { taxonomy, slugKey } of slugGroups.values())
    if (assignSlugs(catalog, taxonomy, slugKey)) renamed = true;
  return renamed;
}

/**
 * Terms whose names make one slug (`C` and `C#`) are told apart by a number, the oldest keeping the plain one.
 * True if a term that had a slug has another one now.
 */
function assignSlugs(catalog: Catalog, taxonomy: Taxonomy, slugKey: string): boolean {
  const group = catalog
    .sql("SELECT id, name, slug FROM terms WHERE taxonomy = ? AND slug_key = ?")
    .all(taxonomy, slugKey);
  if (group.length > 1) {
    const first = (id: number) =>
      catalog.sql("SELECT date, path FROM post_terms WHERE term = ? ORDER BY date, path LIMIT 1").get(id)!;
    const ages = new Map(group.map((row) => [row, first(row.id as number)]));
    group.sort((a, b) => {
      const [x, y] = [ages.get(a)!, ages.get(b)!];
      return (
        (x.date as number) - (y.date as number) ||
        (x.path! < y.path! ? -1 : x.path! > y.path! ? 1 : 0) ||
        (a.name! < b.name! ? -1 : 1)
      );
    });
  }
  let renamed = false;
  let number = 1;
  for (const row of group) {
    let slug = slugify(row.name as string);
    if (row !== group[0]) {
      do number++;
      while (isPlainSlug(catalog, taxonomy, `${slug}-${number}`));
      slug += `-${number}`;
    }
    if (slug === row.slug) continue;
    if (row.slug !== "") renamed = true;
    catalog.sql("UPDATE terms SET slug = ? WHERE id = ?").run(slug, row.id!);
  }
  return renamed;
}

/** Whether a term's own name makes this slug. */
const isPlainSlug = (catalog: Catalog, taxonomy: Taxonomy, slug: string): boolean =>
  catalog.sql("SELECT 1 FROM terms WHERE taxonomy = ? AND slug_key = ?").get(taxonomy, pathKey(slug)) !==
  undefined;

function faceOf(catalog: Catalog, id: number): Face {
  const row = catalog.sql("SELECT * FROM terms WHERE id = ?").get(id)!;
  return {
    id,
    taxonomy: row.taxonomy as Taxonomy,
    name: row.name as string,
    slug: row.slug as string,
    slugKey: row.slug_key as string,
    count: row.count as number,
  };
}
