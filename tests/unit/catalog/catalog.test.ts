import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { isDamage, openCatalog } from "../../../src/catalog/catalog.js";
import { createArchive, samplePost } from "../../tools/sample-catalog.js";
import { tempFolder } from "../../tools/temp-site.js";

const newFile = () => join(tempFolder(), "deep/catalog.db");
const KEY = "1.0 settings";

describe("openCatalog", () => {
  it("is cold where there is no file, and warm once it was committed", () => {
    const file = newFile();
    const first = openCatalog({ file, key: KEY });
    expect([first.cold, first.refused]).toEqual([true, null]);
    first.setMeta("tree", "abc");
    first.commit();

    const second = openCatalog({ file, key: KEY });
    expect([second.cold, second.refused]).toEqual([false, null]);
    expect(second.meta("tree")).toBe("abc");
    expect(second.meta("nothing")).toBeNull();
    second.discard();
  });

  it("leaves no catalog behind if the first build is discarded", () => {
    const file = newFile();
    openCatalog({ file, key: KEY }).discard();
    expect(readdirSync(dirname(file))).toEqual([]);
  });

  it("leaves nothing that looks like a catalog if the first build is killed, and starts afresh beside the rest", () => {
    const file = newFile();
    openCatalog({ file, key: KEY }).setMeta("tree", "half");
    expect(existsSync(file)).toBe(false);
    const next = openCatalog({ file, key: KEY });
    expect(next.cold).toBe(true);
    expect(next.meta("tree")).toBeNull();
    next.commit();
    expect(readdirSync(dirname(file)).filter((name) => !name.endsWith(".lock"))).toEqual(["catalog.db"]);
  });

  it("forgets what was discarded", () => {
    const file = committed({ tree: "abc" });
    const catalog = openCatalog({ file, key: KEY });
    catalog.setMeta("tree", "def");
    catalog.discard();
    expect(metaOf(file, "tree")).toBe("abc");
  });

  it("replaces what was there with `full`, at the commit and not before", () => {
    const file = committed({ tree: "abc" });
    openCatalog({ file, key: KEY, full: true }).discard();
    expect(metaOf(file, "tree")).toBe("abc");
    const anew = openCatalog({ file, key: KEY, full: true });
    expect([anew.cold, anew.refused, anew.meta("tree")]).toEqual([true, null, null]);
    anew.commit();
    expect(metaOf(file, "tree")).toBeNull();
  });

  it("does not use a catalog made under another key", () => {
    const file = committed({ tree: "abc" });
    const other = openCatalog({ file, key: "1.1 settings" });
    expect([other.cold, other.refused, other.meta("tree")]).toEqual([true, "outdated", null]);
    other.commit();
    expect(openCatalog({ file, key: "1.1 settings" }).cold).toBe(false);
  });

  it("writes no file in memory", () => {
    const catalog = openCatalog({ file: null, key: KEY });
    catalog.setMeta("tree", "abc");
    expect([catalog.cold, catalog.meta("tree")]).toEqual([true, "abc"]);
    catalog.commit();
  });

  it("keeps prepared statements by their text", () => {
    const catalog = openCatalog({ file: null, key: KEY });
    expect(catalog.sql("SELECT 1 AS n")).toBe(catalog.sql("SELECT 1 AS n"));
    catalog.discard();
  });

  it("may be discarded after an error that already rolled back", () => {
    const catalog = openCatalog({ file: null, key: KEY });
    catalog.sql("ROLLBACK").run();
    expect(() => catalog.discard()).not.toThrow();
  });
});

describe("a catalog that is damaged", () => {
  const archive = createArchive(
    Array.from({ length: 60 }, (_, i) => samplePost(`p${i}`, { tags: [`t${i}`] })),
  );
  const whole = readFileSync(archive.file);

  const reopen = (bytes: Uint8Array) => {
    const file = newFile();
    openCatalog({ file, key: "test" }).commit(); // makes the folder
    writeFileSync(file, bytes);
    return openCatalog({ file, key: "test" });
  };

  it.each([
    ["is empty", new Uint8Array(0)],
    ["is text", Buffer.from("not a database, but long enough to look for one\n".repeat(40))],
    ["has lost its header", Buffer.concat([Buffer.alloc(100), whole.subarray(100)])],
    ["was cut within the first page", whole.subarray(0, 1000)],
  ])("is cold and said to be damaged where it %s", (_, bytes) => {
    const catalog = reopen(bytes);
    expect([catalog.cold, catalog.refused]).toEqual([true, "damaged"]);
    catalog.commit();
  });

  it("is either refused at once or throws what is known as damage, whatever bytes are overwritten", () => {
    const random = generator(20220323);
    for (let round = 0; round < 40; round++) {
      const bytes = Buffer.from(whole);
      for (let i = 0; i < 60; i++) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
      const catalog = reopen(bytes);
      try {
        if (!catalog.cold) readAll(catalog);
      } catch (error) {
        expect(isDamage(error), String(error)).toBe(true);
      } finally {
        catalog.discard();
      }
    }
  });

  it("is refused or throws damage where its end is missing", () => {
    const file = newFile();
    openCatalog({ file, key: "test" }).commit();
    writeFileSync(file, whole);
    truncateSync(file, Math.floor(whole.length / 2));
    const catalog = openCatalog({ file, key: "test" });
    const damaged = () => {
      if (catalog.cold) return catalog.refused === "damaged";
      try {
        readAll(catalog);
        return false;
      } catch (error) {
        return isDamage(error);
      }
    };
    expect(damaged()).toBe(true);
    catalog.discard();
  });
});

function readAll(catalog: ReturnType<typeof openCatalog>): void {
  const tables = catalog.sql("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  for (const { name } of tables) catalog.sql(`SELECT * FROM "${name}"`).all();
}

function committed(meta: Record<string, string>): string {
  const file = newFile();
  const catalog = openCatalog({ file, key: KEY });
  for (const [key, value] of Object.entries(meta)) catalog.setMeta(key, value);
  catalog.commit();
  return file;
}

function metaOf(file: string, key: string): string | null {
  const catalog = openCatalog({ file, key: KEY });
  try {
    return catalog.meta(key);
  } finally {
    catalog.discard();
  }
}

/** Numbers from 0 to 1, the same ones in every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
