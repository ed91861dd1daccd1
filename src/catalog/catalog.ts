// Opens, commits and discards the catalog. What it holds is in schema.ts; who reads it, in queries.ts.
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { BuildError } from "../diagnostics/diagnostic.js";
import { catalogNotKept } from "../diagnostics/program.js";
import { remembered } from "../memo.js";
import { PAGE_INDEXES, POST_INDEXES, SCHEMA_VERSION, TABLES } from "./schema.js";
import { type Database, openDatabase, type Row, type Statement } from "./sqlite.js";

export interface Catalog {
  /** Nothing was recorded before: every source is new. */
  readonly cold: boolean;
  /** Why a catalog that was there could not be used; `null` if there was none or it could. */
  readonly refused: "damaged" | "outdated" | null;
  /** Prepared once, then remembered. Not for `iterate` inside an `iterate` of the same text. */
  sql(text: string): Statement;
  meta(key: string): string | null;
  setMeta(key: string, value: string): void;
  /** Once, when a first build has recorded everything of this kind; a later build's catalog has them already. */
  makeIndexes(of: "posts" | "pages"): void;
  /** Makes everything so far permanent and goes on. Not for a cold one, which has no place of its own yet. */
  keep(): void;
  /** Makes everything since the opening permanent and closes. */
  commit(): void;
  /** Forgets everything since the opening and closes. */
  discard(): void;
}

export interface CatalogOptions {
  /** `.broadsheet/catalog.db`, or `null`: in memory, for a run that must write nothing. */
  file: string | null;
  /** Catalogs made under another key are not used: program version, parse settings. */
  key: string;
  /** Ignore what is there. */
  full?: boolean | undefined;
}

/**
 * Opens the catalog in a transaction. A cold one grows in a file of its own that takes the place of the old
 * one at `commit()`, so a killed first build leaves nothing that looks like a catalog.
 */
export function openCatalog(options: CatalogOptions): Catalog {
  const key = `${SCHEMA_VERSION} ${options.key}`;
  if (options.file === null) return create(":memory:", null, key, null);
  mkdirSync(dirname(options.file), { recursive: true });
  if (options.full || !existsSync(options.file))
    return create(`${options.file}.new`, options.file, key, null);
  const warm = reopen(options.file, key);
  if (typeof warm === "object") return warm;
  return create(`${options.file}.new`, options.file, key, warm);
}

/** Opens a catalog for reading, whatever program wrote it. End with `discard()`. */
export function readCatalog(file: string): Catalog {
  const db = openDatabase(file);
  db.exec("BEGIN");
  return wrap(db, false, null, () => {});
}

/** Whether SQLite says that the file is not a (whole) database. */
export function isDamage(error: unknown): boolean {
  return (
    error instanceof Error &&
    /malformed|not a database|corrupt|disk image|database schema/i.test(error.message)
  );
}

/** Whether SQLite says that the disk does not let it work. */
export function isDiskTrouble(error: unknown): error is Error {
  return (
    error instanceof Error &&
    /^(?:disk I\/O error|database or disk is full|unable to open database|attempt to write a readonly)/.test(
      error.message,
    )
  );
}

function reopen(file: string, key: string): Catalog | "damaged" | "outdated" {
  let db: Database | undefined;
  try {
    db = openDatabase(file);
    db.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16384");
    db.exec("BEGIN IMMEDIATE");
    const found = db.prepare("SELECT value FROM meta WHERE key = 'key'").get()?.value;
    if (found === key) return wrap(db, false, null, () => {});
    db.close();
    return "outdated";
  } catch {
    try {
      db?.close();
    } catch {} // a database that does not open may not close either
    return "damaged";
  }
}

function create(file: string, final: string | null, key: string, refused: Catalog["refused"]): Catalog {
  if (final !== null) for (const suffix of ["", "-journal"]) rmSync(file + suffix, { force: true });
  const db = openDatabase(file);
  db.exec(
    "PRAGMA page_size = 16384; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -16384",
  );
  db.exec(`BEGIN; ${TABLES}`);
  db.prepare("INSERT INTO meta VALUES ('key', ?)").run(key);
  return wrap(db, true, refused, (kept) => {
    if (final === null) return;
    // The old catalog goes before its journal: without it, it might be one that a killed build left half written.
    if (kept) for (const old of [final, `${final}-journal`]) rmSync(old, { recursive: true, force: true });
    if (kept) renameSync(file, final);
    else rmSync(file, { force: true });
  });
}

function wrap(
  db: Database,
  cold: boolean,
  refused: Catalog["refused"],
  closed: (kept: boolean) => void,
): Catalog {
  const statements = new Map<string, Statement>();
  const sql = (text: string): Statement => remembered(statements, text, () => db.prepare(text));
  const end = (how: "COMMIT" | "ROLLBACK") => {
    let kept = false;
    try {
      db.exec(how);
      kept = how === "COMMIT";
    } finally {
      db.close();
      closed(kept);
    }
  };
  return {
    cold,
    refused,
    sql,
    meta: (key) =>
      (sql("SELECT value FROM meta WHERE key = ?").get(key)?.value as string | undefined) ?? null,
    makeIndexes(of) {
      if (cold) db.exec(of === "posts" ? POST_INDEXES : PAGE_INDEXES);
    },
    setMeta: (key, value) => sql("INSERT OR REPLACE INTO meta VALUES (?, ?)").run(key, value),
    keep: () => {
      db.exec("COMMIT");
      db.exec("BEGIN IMMEDIATE");
    },
    commit: () => {
      try {
        end("COMMIT");
      } catch (cause) {
        throw new BuildError(catalogNotKept((cause as Error).message), { cause });
      }
    },
    discard: () => {
      try {
        end("ROLLBACK");
      } catch {} // rolled back by SQLite already, or never begun
    },
  };
}

/** Reads a JSON column. */
export const fromJson = <T>(row: Row, column: string): T => JSON.parse(row[column] as string) as T;
