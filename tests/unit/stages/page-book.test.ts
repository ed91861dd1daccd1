import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { KnownPage } from "../../../src/catalog/ledger.js";
import { createPageBook } from "../../../src/stages/page-book.js";
import { tempFolder } from "../../tools/temp-site.js";

const READS = [["self.post", "site.title"], ["self.file"]];

const pageOf = (number: number): KnownPage => ({
  path: `chao/2022/03/${number}-潮汐.html`,
  kind: number % 7 === 0 ? "asset" : "post",
  subject: `post:posts/${number}.md`,
  number,
  reads: READS[number % 2] as string[],
  recipe: String(number).padStart(32, "0"),
  sha256: String(number).padStart(64, "f"),
  bytes: 1000 + number,
  mtime: 1648039030000 + number,
  cause: { at: 1648039030000, because: ["self.post", `query:{"limit":${number}}`] },
});

describe("the book of pages", () => {
  it("tells of each page what was noted of it, though most of that is in a file", () => {
    const file = join(tempFolder(), "home/notes");
    const book = createPageBook(new Set(), file);
    const pages = Array.from({ length: 30_000 }, (_, number) => pageOf(number));
    for (const page of pages) {
      if (page.number % 5 === 0) book.keep(page);
      else book.stage(page, null);
    }
    expect(existsSync(join(file, ".."))).toBe(true); // lines were written into a file without a name
    expect(readdirSync(join(file, ".."))).toEqual([]);
    const byPath = new Map(pages.map((page) => [page.path, page]));
    const noted = [...book.kept, ...book.staged];
    expect(noted).toHaveLength(pages.length);
    for (const entry of noted.reverse()) {
      const page = byPath.get(entry.path) as KnownPage;
      expect(book.record(entry)).toEqual(page);
    }
    book.close();
  });

  it("writes no file for a few pages, nor where there is none to write", () => {
    const folder = tempFolder();
    const book = createPageBook(new Set(), join(folder, "notes"));
    book.stage(pageOf(1), null);
    expect(book.record(book.staged[0]!)).toEqual(pageOf(1));
    book.close();
    const inMemory = createPageBook(new Set(), null);
    for (let number = 0; number < 30_000; number++) inMemory.keep(pageOf(number));
    expect(inMemory.record(inMemory.kept[29_999]!)).toEqual(pageOf(29_999));
    inMemory.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("knows what is new, what goes first and what others must be told", () => {
    const book = createPageBook(new Set(["damaged.html"]), null);
    const known = pageOf(8);
    book.stage(pageOf(7), null);
    book.stage({ ...known, sha256: "0".repeat(64) }, known);
    book.stage({ ...known, mtime: 0 }, known); // put back
    expect(book.staged).toMatchObject([
      { isNew: true, isAsset: true, differs: true },
      { isNew: false, isAsset: false, differs: true },
      { isNew: false, isAsset: false, differs: false },
    ]);
    expect(book.isDamaged("damaged.html")).toBe(true);
  });
});
