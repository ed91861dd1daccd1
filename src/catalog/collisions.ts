// Posts that want one path are all refused, each naming the others: none may win by chance. `x.html` and
// `x.html/index.html` are one path too, as no disk has a file and a folder of one name.
import { postCollision } from "../diagnostics/site.js";
import type { Post } from "../types/content.js";
import type { Diagnostic } from "../types/diagnostic.js";
import { foldersLikeFiles } from "../urls.js";
import { type Catalog, fromJson } from "./catalog.js";
import { type Recorded, toRecorded } from "./posts.js";

export interface CollisionActs {
  /** Whether the post would be published, were it alone. */
  isWanted(post: Post): boolean;
  publish(row: Recorded): void;
  refuse(row: Recorded): void;
}

/** Settles every path that a change may have freed or taken. Returns what there is to say, of old collisions too. */
export function settleCollisions(
  catalog: Catalog,
  changedKeys: Set<string>,
  acts: CollisionActs,
): Diagnostic[] {
  if (catalog.cold) {
    const twins = catalog.sql("SELECT output_key FROM posts GROUP BY output_key HAVING COUNT(*) > 1");
    const deep = catalog.sql("SELECT output_key FROM posts WHERE output_key GLOB '*.*/*'");
    for (const row of [...twins.all(), ...deep.all()]) changedKeys.add(row.output_key as string);
  }
  const at = catalog.sql("SELECT * FROM posts WHERE output_key = ? ORDER BY path");
  const wanting = (key: string) =>
    at
      .all(key)
      .map(toRecorded)
      .filter((row) => acts.isWanted(row.post));
  const concerned = new Set([...changedKeys].flatMap((key) => [key, ...rivalKeys(catalog, key)]));
  for (const key of concerned) {
    const rows = wanting(key);
    if (rows.length === 0) continue;
    const collide = rows.length > 1 || rivalKeys(catalog, key).some((rival) => wanting(rival).length > 0);
    for (const row of rows) {
      if (collide) acts.refuse(row);
      else if (!row.live) acts.publish(row);
    }
  }
  return collisions(catalog);
}

/** Paths above or below this one: a folder that looks like a file, and what is in a folder of this name. */
function rivalKeys(catalog: Catalog, key: string): string[] {
  const below = catalog.sql("SELECT DISTINCT output_key FROM posts WHERE output_key > ? AND output_key < ?");
  return [
    ...foldersLikeFiles(key),
    ...below.all(`${key}/`, `${key}0`).map((row) => row.output_key as string),
  ];
}

function collisions(catalog: Catalog): Diagnostic[] {
  const held = catalog
    .sql("SELECT path, output_key, record FROM posts WHERE hold = 'collision' ORDER BY path")
    .all()
    .map((row) => ({
      path: row.path as string,
      key: row.output_key as string,
      url: fromJson<Post>(row, "record").url,
    }));
  return held.map((one) => {
    const others = held.filter((other) => other !== one && isOnePath(one.key, other.key));
    return postCollision(
      one.url,
      others.map((other) => other.path),
      { file: one.path, line: 1 },
    );
  });
}

/** Whether no disk can hold both, the one as a file and the other as a file or in a folder. */
export const isOnePath = (a: string, b: string): boolean =>
  a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
