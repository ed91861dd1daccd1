// The posts of a category or tag. A page that goes over all terms asks for one after the other, thousands of them: from
// then on they are read together, and ahead.
import type { Catalog } from "../../catalog/catalog.js";
import { remembered } from "../../memo.js";
import type { Post, Taxonomy } from "../../types/content.js";
import { type Spelling, spellingsOf } from "./term-names.js";

export interface TermPosts {
  /** Newest first. */
  posts(taxonomy: Taxonomy, key: string, offset: number, limit: number): Post[];
  spellings(taxonomy: Taxonomy): ReadonlyMap<string, Spelling>;
}

/** So many terms asked for are a walk over all of them. */
const WALK = 50;
/** Terms whose posts are read ahead. */
const AHEAD = 100;

export function createTermPosts(catalog: Catalog, recordsOf: (ids: readonly number[]) => Post[]): TermPosts {
  const spelled = new Map<Taxonomy, Map<string, Spelling>>();
  const spellings = (taxonomy: Taxonomy) =>
    remembered(spelled, taxonomy, () => spellingsOf(catalog, taxonomy));
  const walks = new Map<Taxonomy, { asked: number; read: number }>();
  const listed = new Map<Taxonomy, ReturnType<typeof idsOfAll>>();
  const all = (taxonomy: Taxonomy) => remembered(listed, taxonomy, () => idsOfAll(catalog, taxonomy));

  const someIds = ({ term, id }: Spelling, offset: number, limit: number): number[] =>
    catalog
      .sql(
        "SELECT post FROM post_terms WHERE term = ? AND spelling = ? ORDER BY date DESC, path DESC LIMIT ? OFFSET ?",
      )
      .all(term, id, limit, offset)
      .map((row) => row.post as number);
  /** The same part of the lists that come next. */
  const readAhead = (taxonomy: Taxonomy, from: number, offset: number, limit: number) => {
    const next = [...all(taxonomy).values()].slice(from, from + AHEAD);
    recordsOf(next.flatMap(({ ids }) => ids.slice(offset, offset + limit)));
  };
  return {
    spellings,
    posts(taxonomy, key, offset, limit) {
      const spelling = spellings(taxonomy).get(key);
      if (spelling === undefined) return [];
      const walk = remembered(walks, taxonomy, () => ({ asked: 0, read: -1 }));
      if (++walk.asked <= WALK) return recordsOf(someIds(spelling, offset, limit));
      const found = all(taxonomy).get(spelling.id);
      if (found === undefined) return [];
      if (found.place >= walk.read && limit <= FEW) {
        readAhead(taxonomy, found.place, offset, limit);
        walk.read = found.place + AHEAD;
      }
      return recordsOf(found.ids.slice(offset, offset + limit));
    },
  };
}

/** A longer part of each list is not read ahead. */
const FEW = 50;

/** Posts of every spelling, newest first; `place`: in the order in which posts, oldest first, bring the terms up. */
function idsOfAll(catalog: Catalog, taxonomy: Taxonomy): Map<number, { ids: number[]; place: number }> {
  const rows = catalog
    .sql(
      `SELECT spelling, json_group_array(post ORDER BY date DESC, path DESC) AS ids
       FROM post_terms WHERE term IN (SELECT id FROM terms WHERE taxonomy = ?)
       GROUP BY spelling ORDER BY MIN(date)`,
    )
    .all(taxonomy);
  return new Map(
    rows.map(({ spelling, ids }, place) => [
      spelling as number,
      { ids: JSON.parse(ids as string) as number[], place },
    ]),
  );
}
