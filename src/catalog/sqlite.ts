// SQLite behind four verbs: node:sqlite where Node has it (22.13 and later), before that the same interface as an
// optional package with binaries for the usual machines, and a WebAssembly build where neither is. Why, in
// .github/decisions/015-sqlite.md.
import { existsSync, rmSync } from "node:fs";
import { createRequire } from "node:module";

export type Value = string | number | null | Uint8Array;

/**
 * A long text for a statement that says `CAST(? AS TEXT)`: Node encodes it in half the time that the wasm build takes.
 */
export const longText = (text: string): Uint8Array => Buffer.from(text);
export type Row = Record<string, Value>;

export interface Statement {
  run(...values: Value[]): void;
  get(...values: Value[]): Row | undefined;
  all(...values: Value[]): Row[];
  /** One row at a time; the statement must not be used again before the iteration ends. */
  iterate(...values: Value[]): IterableIterator<Row>;
}

export interface Database {
  /** Which build answers: for reports and the conformance test. */
  readonly engine: Engine;
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

/** `node` is `node:sqlite`, `native` the package that has its interface, `wasm` the build that runs everywhere. */
export type Engine = "node" | "native" | "wasm";

const require = createRequire(import.meta.url);

/** Whether this Node has `node:sqlite` without a flag (22.13 and later). */
export function hasNodeSqlite(version = process.versions.node): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 13);
}

/**
 * Whether the optional package is installed and has a binary that this machine can load. Not on Windows, where a file
 * that is still open (see `letGo`) could not be replaced.
 */
export function hasNativeSqlite(): boolean {
  if (process.platform === "win32") return false;
  try {
    requireNative();
    return true;
  } catch {
    return false;
  }
}

/**
 * Opens or creates the database at `path`. Nothing is read yet: damage shows at the first statement, as an
 * exception. Callers hold the site's lock, so a lock that the wasm build left behind is stale by then.
 */
export function openDatabase(path: string, engine: Engine = bestEngine()): Database {
  return OPEN[engine](path);
}

const OPEN: Record<Engine, (path: string) => Database> = {
  node: openNode,
  native: openNative,
  wasm: openWasm,
};

function bestEngine(): Engine {
  if (hasNodeSqlite()) return "node";
  return hasNativeSqlite() ? "native" : "wasm";
}

/** What Broadsheet uses of `node:sqlite`, and of the package that repeats it. */
interface NodeSqlite {
  DatabaseSync: new (path: string, options: { defensive: boolean }) => NodeDatabase;
}

interface NodeDatabase {
  readonly isTransaction: boolean;
  exec(sql: string): void;
  prepare(sql: string): NodeStatement;
  close(): void;
}

interface NodeStatement {
  run(...values: Value[]): unknown;
  get(...values: Value[]): Row | undefined;
  all(...values: Value[]): Row[];
  iterate(...values: Value[]): IterableIterator<Row>;
}

// Defensive databases, the default since Node 25, keep a journal where none is asked for.
const OPTIONS = { defensive: false };

function openNode(path: string): Database {
  const { DatabaseSync } = withoutExperimentalWarning(() => require("node:sqlite")) as NodeSqlite;
  const db = new DatabaseSync(path, OPTIONS);
  return {
    engine: "node",
    exec: (sql) => db.exec(sql),
    prepare: (sql) => db.prepare(sql),
    close: () => db.close(),
  };
}

const requireNative = () => require("@photostructure/sqlite") as NodeSqlite;

function openNative(path: string): Database {
  const { DatabaseSync } = requireNative();
  const db = new DatabaseSync(path, OPTIONS);
  const statements: NodeStatement[] = [];
  return {
    engine: "native",
    exec: (sql) => db.exec(sql),
    prepare(sql) {
      const statement = db.prepare(sql);
      statements.push(statement);
      return statement;
    },
    close() {
      try {
        letGo(db, statements);
      } catch {} // it is damaged, and closed all the same
      db.close();
    },
  };
}

/**
 * Closing a database of the package leaves it open until its statements are collected: what it holds of the file must
 * be given back before, or the next one to open it finds it locked.
 */
function letGo(db: NodeDatabase, statements: NodeStatement[]): void {
  for (const statement of statements) statement.iterate().return?.(); // resets it, and runs nothing
  if (db.isTransaction) db.exec("ROLLBACK");
  db.exec("PRAGMA locking_mode = NORMAL; SELECT 1 FROM sqlite_schema LIMIT 1; PRAGMA shrink_memory");
}

/** Node 22 announces on stderr that node:sqlite is experimental; our users can do nothing about it. */
function withoutExperimentalWarning<T>(load: () => T): T {
  const emit = process.emitWarning;
  process.emitWarning = () => {};
  try {
    return load();
  } finally {
    process.emitWarning = emit;
  }
}

function openWasm(path: string): Database {
  // Optimised code pays where a catalog is filled. In the many short builds after it, its compiler only takes a core
  // from the rest: a third of the time of one that finds nothing changed.
  const { setFlagsFromString } = require("node:v8") as typeof import("node:v8");
  setFlagsFromString(existsSync(path) ? "--liftoff-only" : "--wasm-tiering-budget=20000000");
  const sqlite = require("node-sqlite3-wasm") as typeof import("node-sqlite3-wasm");
  // Its lock is a folder that a killed process leaves behind.
  if (existsSync(`${path}.lock`)) rmSync(`${path}.lock`, { recursive: true });
  const db = new sqlite.Database(path);
  const statements = new Set<import("node-sqlite3-wasm").Statement>();
  return {
    engine: "wasm",
    exec: (sql) => db.exec(sql),
    prepare(sql) {
      const statement = db.prepare(sql);
      statements.add(statement);
      return {
        run: (...values) => void statement.run(values),
        get: (...values) => (statement.get(values) as Row | null) ?? undefined,
        all: (...values) => statement.all(values) as Row[],
        iterate: (...values) => statement.iterate(values) as IterableIterator<Row>,
      };
    },
    close() {
      for (const statement of statements)
        try {
          statement.finalize();
        } catch {} // says again what the statement's last run said
      db.close();
    },
  };
}
