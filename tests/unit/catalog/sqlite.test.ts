// What the catalog relies on, held against every build of SQLite that this Node can run.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isDamage } from "../../../src/catalog/catalog.js";
import {
  type Database,
  type Engine,
  hasNativeSqlite,
  hasNodeSqlite,
  longText,
  openDatabase,
} from "../../../src/catalog/sqlite.js";
import { tempFolder } from "../../tools/temp-site.js";

const ENGINES: Engine[] = [
  "wasm",
  ...(hasNativeSqlite() ? ["native" as const] : []),
  ...(hasNodeSqlite() ? ["node" as const] : []),
];
const folder = tempFolder();
let files = 0;
const newFile = () => join(folder, `${++files}.db`);

describe.each(ENGINES)("SQLite through the %s engine", (engine) => {
  const withNotes = (file = ":memory:"): Database => {
    const db = openDatabase(file, engine);
    db.exec("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT, size INTEGER) ");
    return db;
  };
  const insert = (db: Database, ...texts: (string | null)[]) => {
    const statement = db.prepare("INSERT INTO notes (text) VALUES (?)");
    for (const text of texts) statement.run(text);
  };

  it("says which engine it is", () => {
    expect(withNotes().engine).toBe(engine);
  });

  it("gives back text, numbers and nothing as they went in", () => {
    const db = withNotes();
    const values = ["", "潮汐 🌊", "two\nlines", "quotes \" and '", null, 0, -1, 2 ** 40, 8.64e15, 1.5];
    const echo = db.prepare("SELECT ? AS value");
    for (const value of values) expect(echo.get(value)).toEqual({ value });
    const long = "潮".repeat(500_000);
    expect(echo.get(long)).toEqual({ value: long });
    db.close();
  });

  it("gives rows as a list, one by one, or undefined where there is none", () => {
    const db = withNotes();
    insert(db, "a", "b", "c");
    expect(db.prepare("SELECT text FROM notes WHERE id > ? ORDER BY id").all(1)).toEqual([
      { text: "b" },
      { text: "c" },
    ]);
    expect(db.prepare("SELECT text FROM notes WHERE id > 9").all()).toEqual([]);
    expect(db.prepare("SELECT text FROM notes WHERE id = 9").get()).toBeUndefined();
    expect([...db.prepare("SELECT text FROM notes ORDER BY id").iterate()]).toEqual([
      { text: "a" },
      { text: "b" },
      { text: "c" },
    ]);
    db.close();
  });

  it("runs a prepared statement again and again, also after an iteration that was left early", () => {
    const db = withNotes();
    insert(db, "a", "b", "c");
    const after = db.prepare("SELECT text FROM notes WHERE id > ? ORDER BY id");
    for (const row of after.iterate(0)) {
      expect(row).toEqual({ text: "a" });
      break;
    }
    expect(after.all(2)).toEqual([{ text: "c" }]);
    expect([...after.iterate(1)]).toHaveLength(2);
    db.close();
  });

  it("lets one statement write while another is iterated", () => {
    const db = withNotes();
    insert(db, "a", "b");
    const grow = db.prepare("UPDATE notes SET size = ? WHERE id = ?");
    for (const row of db.prepare("SELECT id FROM notes ORDER BY id").iterate())
      grow.run(7, row["id"] as number);
    expect(db.prepare("SELECT SUM(size) AS n FROM notes").get()).toEqual({ n: 14 });
    db.close();
  });

  it("orders text by its UTF-8 bytes", () => {
    const db = withNotes();
    const texts = ["\u{1F30A}", "\uFF21", "a", "B", "é", "é", "潮"];
    insert(db, ...texts);
    const byBytes = [...texts].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect(
      db
        .prepare("SELECT text FROM notes ORDER BY text")
        .all()
        .map((row) => row["text"]),
    ).toEqual(byBytes);
    db.close();
  });

  it("knows the SQL that the catalog is written in", () => {
    const db = withNotes();
    db.exec(`CREATE TABLE places (a INTEGER, b TEXT, record TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID;
             CREATE INDEX places_some ON places(a) WHERE a > 1`);
    const put = db.prepare("INSERT OR REPLACE INTO places VALUES (?, ?, ?)");
    put.run(1, "x", '{"url":"/潮.html"}');
    put.run(2, "a", "{}");
    put.run(2, "b", "{}");
    put.run(2, "b", '{"url":"/b.html"}');
    expect(db.prepare("SELECT b FROM places WHERE (a, b) > (?, ?) ORDER BY a, b").all(1, "x")).toEqual([
      { b: "a" },
      { b: "b" },
    ]);
    expect(db.prepare("SELECT json_extract(record, '$.url') AS url FROM places WHERE a = 1").get()).toEqual({
      url: "/潮.html",
    });
    expect(db.prepare("SELECT COUNT(*) AS n FROM places INDEXED BY places_some WHERE a > 1").get()).toEqual({
      n: 2,
    });
    db.prepare(
      "INSERT INTO places VALUES (1, 'x', '') ON CONFLICT (a, b) DO UPDATE SET record = excluded.record",
    ).run();
    expect(db.prepare("SELECT record FROM places WHERE a = 1").get()).toEqual({ record: "" });
    db.close();
  });

  it("keeps no journal where none is asked for", () => {
    const db = withNotes(newFile());
    expect(db.prepare("PRAGMA journal_mode = OFF").get()).toEqual({ journal_mode: "off" });
    db.close();
  });

  it("tells the last row's id", () => {
    const db = withNotes();
    insert(db, "a", "b");
    expect(db.prepare("SELECT last_insert_rowid() AS id").get()).toEqual({ id: 2 });
    db.close();
  });

  it("forgets what was rolled back and keeps what was committed, in the file", () => {
    const file = newFile();
    const db = withNotes(file);
    db.exec("BEGIN");
    insert(db, "kept");
    db.exec("COMMIT");
    db.exec("BEGIN");
    insert(db, "forgotten");
    db.exec("ROLLBACK");
    db.close();
    const again = openDatabase(file, engine);
    expect(again.prepare("SELECT text FROM notes").all()).toEqual([{ text: "kept" }]);
    again.close();
  });

  it("closes while statements are open, and leaves nothing beside the file", () => {
    const file = newFile();
    const db = withNotes(file);
    insert(db, "a");
    db.prepare("SELECT * FROM notes").iterate().next();
    db.close();
    expect(existsSync(`${file}.lock`)).toBe(false);
    expect(existsSync(`${file}-journal`)).toBe(false);
  });

  it.each([
    ["a statement that was run", "COMMIT"],
    ["an iteration that nobody ended", "COMMIT"],
    ["a transaction that nobody ended", ""],
  ])("gives the file back when it is closed, for whoever opens it next: %s", (what, end) => {
    const file = newFile();
    const lock = "PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE";
    const db = withNotes(file);
    insert(db, "a", "b", "c");
    db.exec(lock);
    insert(db, "d");
    const rows = db.prepare("SELECT text FROM notes ORDER BY id").iterate();
    if (what.startsWith("an iteration")) rows.next();
    if (end) db.exec(end);
    db.close();
    const next = openDatabase(file, engine);
    next.exec(lock);
    insert(next, "e");
    next.exec("COMMIT");
    const texts = next.prepare("SELECT text FROM notes ORDER BY id").all();
    expect(texts.map((row) => row["text"]).join("")).toBe(end ? "abcde" : "abce");
    next.close();
  });

  it("opens a file in a folder with any name", () => {
    const inside = join(folder, `潮 汐 #1?${engine}`);
    mkdirSync(inside);
    withNotes(join(inside, "catalog.db")).close();
    expect(existsSync(join(inside, "catalog.db"))).toBe(true);
  });

  it("opens a file whose last user was killed", () => {
    const file = newFile();
    withNotes(file).close();
    mkdirSync(`${file}.lock`); // what the WebAssembly build leaves behind
    const db = openDatabase(file, engine);
    expect(db.prepare("SELECT * FROM notes").all()).toEqual([]);
    db.close();
  });

  it("throws what SQLite says", () => {
    const db = withNotes();
    expect(() => db.exec("SELEKT")).toThrow(/syntax error/);
    expect(() => db.prepare("SELECT * FROM letters")).toThrow(/no such table/);
    insert(db, "a");
    expect(() => db.prepare("INSERT INTO notes (id) VALUES (1)").run()).toThrow(/UNIQUE/);
    db.close();
  });

  it("throws an error that is known as damage for a file that is no database", () => {
    const file = newFile();
    writeFileSync(file, "This is no database, whatever it is called. ".repeat(100));
    expect(damageOf(file)).toBe(true);
  });

  it("throws such an error for a database with a page overwritten, and never ends the process", () => {
    const file = newFile();
    const db = withNotes(file);
    db.exec("BEGIN");
    insert(db, ...Array.from({ length: 200 }, (_, i) => `${i} `.repeat(100)));
    db.exec("COMMIT");
    db.close();
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0xa5, 4096, 8192));
    expect(damageOf(file)).toBe(true);
  });

  function damageOf(file: string): boolean {
    const db = openDatabase(file, engine);
    try {
      db.prepare("SELECT SUM(LENGTH(text)) FROM notes").all();
      db.exec("PRAGMA integrity_check");
      return false;
    } catch (error) {
      return isDamage(error);
    } finally {
      db.close();
    }
  }
});

it.each(
  ENGINES.flatMap((writer) => ENGINES.map((reader) => ({ writer, reader }))),
)("what $writer has written, $reader reads and goes on with", ({ writer, reader }) => {
  const file = newFile();
  const first = openDatabase(file, writer);
  first.exec("PRAGMA page_size = 16384; PRAGMA journal_mode = OFF; BEGIN");
  first.exec("CREATE TABLE notes (a INTEGER, b TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID");
  first.prepare("INSERT INTO notes VALUES (1, CAST(? AS TEXT))").run(longText("潮汐".repeat(9000)));
  first.exec("COMMIT");
  first.close();
  const second = openDatabase(file, reader);
  second.prepare("INSERT INTO notes VALUES (?, ?)").run(2, "é");
  second.close();
  const third = openDatabase(file, writer);
  expect(third.prepare("SELECT a, b FROM notes ORDER BY a").all()).toEqual([
    { a: 1, b: "潮汐".repeat(9000) },
    { a: 2, b: "é" },
  ]);
  third.close();
});

describe("hasNodeSqlite", () => {
  it.each([
    ["20.19.0", false],
    ["22.5.1", false],
    ["22.12.0", false],
    ["22.13.0", true],
    ["23.4.0", true],
    ["24.1.0", true],
  ])("is right about Node %s", (version, has) => {
    expect(hasNodeSqlite(version)).toBe(has);
  });
});
