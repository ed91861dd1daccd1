// SQLite behind four verbs: node:sqlite where Node has it (22.13 and later), a WebAssembly build elsewhere.
// Measured on 100,000 posts: 0.8 s against 1.4 s to insert; neither compiles nor downloads anything.
import { existsSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { setFlagsFromString } from "node:v8";

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

export type Engine = "node" | "wasm";

const require = createRequire(import.meta.url);

/** Whether this Node has `node:sqlite` without a flag (22.13 and later). */
export function hasNodeSqlite(version = process.versions.node): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 13);
}

/**
 * Opens or creates the database at `path`. Nothing is read yet: damage shows at the first statement, as an
 * exception. Callers hold the site's lock, so a lock that the wasm build left behind is stale by then.
 */
export function openDatabase(path: string, engine: Engine = hasNodeSqlite() ? "node" : "wasm"): Database {
  return engine === "node" ? openNode(path) : openWasm(path);
}

interface NodeStatement {
  run(...values: Value[]): unknown;
  get(...values: Value[]): Row | undefined;
  all(...values: Value[]): Row[];
  iterate(...values: Value[]): IterableIterator<Row>;
}

function openNode(path: string): Database {
  const { DatabaseSync } = withoutExperimentalWarning(() => require("node:sqlite")) as {
    DatabaseSync: new (
      path: string,
    ) => { exec(sql: string): void; prepare(sql: string): NodeStatement; close(): void };
  };
  const db = new DatabaseSync(path);
  return {
    engine: "node",
    exec: (sql) => db.exec(sql),
    prepare: (sql) => db.prepare(sql),
    close: () => db.close(),
  };
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
