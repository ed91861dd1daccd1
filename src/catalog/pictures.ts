// Pictures: who shows which, and what is known of each.

import { pictureOf } from "../pictures/variants.js";
import type { ImagesConfig } from "../types/config.js";
import type { Diagnostic } from "../types/diagnostic.js";
import type { Picture, PictureFacts, PictureTrouble } from "../types/pictures.js";
import { type Catalog, fromJson } from "./catalog.js";

/** What a build learns of uses while it records sources. */
export interface PictureUses {
  /** `uses`: the address of each picture as its source has it, by key. */
  replace(user: string, uses: ReadonlyMap<string, string>): void;
  /** Sources whose uses were recorded in this build. */
  readonly users: ReadonlySet<string>;
  /** Pictures that they show now or did before. */
  readonly keys: ReadonlySet<string>;
}

export function createPictureUses(catalog: Catalog): PictureUses {
  const users = new Set<string>();
  const keys = new Set<string>();
  return {
    users,
    keys,
    replace(user, uses) {
      const old = catalog.cold
        ? []
        : catalog.sql("SELECT picture FROM picture_uses WHERE user = ?").all(user);
      if (old.length === 0 && uses.size === 0) return;
      users.add(user);
      for (const { picture } of old) keys.add(picture as string);
      if (old.length > 0) catalog.sql("DELETE FROM picture_uses WHERE user = ?").run(user);
      for (const [key, address] of uses) {
        keys.add(key);
        catalog
          .sql("INSERT INTO picture_uses (picture, user, address, problem) VALUES (?, ?, ?, NULL)")
          .run(key, user, address);
      }
    },
  };
}

export type KnownFacts = PictureFacts | PictureTrouble;

export interface KnownPicture {
  key: string;
  /** How its file looked from outside when it was read. */
  look: string;
  facts: KnownFacts;
}

export const isTrouble = (facts: KnownFacts): facts is PictureTrouble => "problem" in facts;

/** Every picture of which something is known, by key. */
export function knownPictures(catalog: Catalog): Map<string, KnownPicture> {
  const rows = catalog.sql("SELECT path, look, facts FROM pictures").all();
  return new Map(
    rows.map((row) => {
      const key = row.path as string;
      return [key, { key, look: row.look as string, facts: fromJson<KnownFacts>(row, "facts") }];
    }),
  );
}

export function putPicture(catalog: Catalog, { key, look, facts }: KnownPicture): void {
  catalog
    .sql("INSERT OR REPLACE INTO pictures (path, stem, look, facts) VALUES (?, ?, ?, ?)")
    .run(key, isTrouble(facts) ? null : facts.stem, look, JSON.stringify(facts));
}

export function forgetPicture(catalog: Catalog, key: string): void {
  catalog.sql("DELETE FROM pictures WHERE path = ?").run(key);
}

export interface PictureUse {
  user: string;
  address: string;
}

/** Who shows the picture, and under which address. */
export const usesOf = (catalog: Catalog, key: string): PictureUse[] =>
  catalog
    .sql("SELECT user, address FROM picture_uses WHERE picture = ? ORDER BY user")
    .all(key)
    .map((row) => ({ user: row.user as string, address: row.address as string }));

/** What the source at `user` shows of which something is known: with its address there. */
export const picturesOfUser = (catalog: Catalog, user: string): (KnownPicture & { address: string })[] =>
  catalog
    .sql(
      `SELECT path, look, facts, address FROM picture_uses JOIN pictures ON pictures.path = picture_uses.picture
       WHERE user = ? ORDER BY path`,
    )
    .all(user)
    .map((row) => ({
      key: row.path as string,
      look: row.look as string,
      facts: fromJson<KnownFacts>(row, "facts"),
      address: row.address as string,
    }));

export function putProblem(catalog: Catalog, key: string, user: string, problem: Diagnostic | null): void {
  catalog
    .sql("UPDATE picture_uses SET problem = ? WHERE picture = ? AND user = ?")
    .run(problem && JSON.stringify(problem), key, user);
}

/** What is wrong with the pictures of the site's sources, whenever that was found. */
export const pictureProblems = (catalog: Catalog): Diagnostic[] =>
  catalog
    .sql(
      `SELECT problem FROM picture_uses INDEXED BY picture_uses_problem WHERE problem IS NOT NULL
       ORDER BY user, picture`,
    )
    .all()
    .map((row) => fromJson<Diagnostic>(row, "problem"));

export interface PictureQueries {
  /** `null`: the site has none at this key, or nothing can be said of it. */
  picture(key: string): Picture | null;
  facts(key: string): PictureFacts | null;
  /** Whose copies have this in their names. */
  withStem(stem: string): string | null;
  all(): string[];
}

export function createPictureQueries(catalog: Catalog, images: false | ImagesConfig): PictureQueries {
  const facts = (key: string): PictureFacts | null => {
    if (images === false) return null;
    const row = catalog.sql("SELECT facts FROM pictures WHERE path = ? AND stem IS NOT NULL").get(key);
    return row === undefined ? null : fromJson<PictureFacts>(row, "facts");
  };
  return {
    facts,
    picture(key) {
      const known = facts(key);
      return known === null || images === false ? null : pictureOf(key, known, images);
    },
    withStem(stem) {
      const row = catalog.sql("SELECT path FROM pictures WHERE stem = ?").get(stem);
      return (row?.path as string | undefined) ?? null;
    },
    all: () =>
      images === false
        ? []
        : catalog
            .sql("SELECT path FROM pictures WHERE stem IS NOT NULL ORDER BY path")
            .all()
            .map((row) => row.path as string),
  };
}
