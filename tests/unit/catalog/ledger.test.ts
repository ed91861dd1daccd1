import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openCatalog } from "../../../src/catalog/catalog.js";
import { createLedger, type KnownPage } from "../../../src/catalog/ledger.js";
import { tempFolder } from "../../tools/temp-site.js";

const SHA = "0123456789abcdef".repeat(4);

const page = (path: string, facts: Partial<KnownPage> = {}): KnownPage => ({
  path,
  kind: "post",
  subject: `post:posts/${path}.md`,
  number: 0,
  reads: ["self.post", "site.title"],
  recipe: "0123456789abcdef0123456789abcdef",
  sha256: SHA,
  bytes: 1234,
  mtime: 1648039030000,
  cause: { at: 1648039030000, because: ["self.post", "site.title"] },
  ...facts,
});

const newLedger = () => createLedger(openCatalog({ file: null, key: "test" }));

describe("the ledger", () => {
  it("gives a page back as it was put, over builds", () => {
    const file = join(tempFolder(), "catalog.db");
    const first = openCatalog({ file, key: "test" });
    const known = page("local/2022/03/23/潮 汐.html", {
      reads: ['query:{"name":"latest","limit":10}', "self.post"],
    });
    createLedger(first).put(known);
    first.commit();
    const second = openCatalog({ file, key: "test" });
    expect(createLedger(second).get(known.path)).toEqual(known);
    second.discard();
  });

  it("knows no page that was not put, or was removed", () => {
    const ledger = newLedger();
    expect(ledger.get("a")).toBeNull();
    ledger.put(page("a"));
    expect(ledger.get("A")).toBeNull();
    ledger.remove("a");
    ledger.remove("never");
    expect([ledger.get("a"), ledger.count()]).toEqual([null, 0]);
  });

  it("keeps one page per path, the last", () => {
    const ledger = newLedger();
    ledger.put(page("a"));
    ledger.put(
      page("a", { kind: "asset", subject: "assets:", recipe: "12-34-56", mtime: 0, reads: ["self.file"] }),
    );
    expect(ledger.get("a")).toEqual(
      page("a", { kind: "asset", subject: "assets:", recipe: "12-34-56", mtime: 0, reads: ["self.file"] }),
    );
    expect(ledger.count()).toBe(1);
  });

  it("lists a subject's pages by number, then by path", () => {
    const ledger = newLedger();
    const subject = "category:local";
    ledger.put(page("category/local/10.html", { subject, number: 10 }));
    ledger.put(page("category/local/9.html", { subject, number: 9 }));
    ledger.put(page("category/local.html", { subject }));
    ledger.put(page("category/local-paper.html", { subject: "category:local paper" }));
    ledger.put(page("category/Local.html", { subject }));
    expect(ledger.ofSubject(subject)).toEqual([
      { path: "category/Local.html", number: 0 },
      { path: "category/local.html", number: 0 },
      { path: "category/local/9.html", number: 9 },
      { path: "category/local/10.html", number: 10 },
    ]);
  });

  it("walks all pages by path", () => {
    const ledger = newLedger();
    for (const path of ["b", "a", "c"]) ledger.put(page(path));
    expect([...ledger.files()].map((known) => known.path)).toEqual(["a", "b", "c"]);
  });

  it("walks them from one on, as far as is wanted", () => {
    const ledger = newLedger();
    for (const path of ["b", "a", "d", "c"]) ledger.put(page(path));
    const from = (path: string, limit: number) => ledger.filesAfter(path, limit).map((file) => file.path);
    expect([from("", 2), from("b", 9), from("d", 9)]).toEqual([["a", "b"], ["c", "d"], []]);
  });

  it("knows the files that lie in no folder", () => {
    const ledger = newLedger();
    for (const path of ["index.html", "a/b.html", "z.txt", "z/a/b.html"]) ledger.put(page(path));
    expect(
      ledger
        .filesAtTop()
        .map((file) => file.path)
        .sort(),
    ).toEqual(["index.html", "z.txt"]);
  });

  it("tells files and folders of the site from others", () => {
    const ledger = newLedger();
    for (const path of ["a/b/c.html", "d.html"]) ledger.put(page(path));
    const asked = ["a", "a/b", "a/b/c.html", "d.html", "a/b/c", "d", "a/", "e"];
    expect(asked.filter((path) => ledger.holds(path))).toEqual(["a", "a/b", "a/b/c.html", "d.html"]);
  });

  it("counts its pages anew when one came or went", () => {
    const ledger = newLedger();
    ledger.put(page("a"));
    ledger.put(page("b"));
    expect(ledger.count()).toBe(2);
    ledger.put(page("b"));
    expect(ledger.count()).toBe(2);
    ledger.remove("a");
    expect(ledger.count()).toBe(1);
  });

  it("finds the pages that read something, and no others", () => {
    const ledger = newLedger();
    ledger.put(page("a", { reads: ["site.title", "words:en"] }));
    ledger.put(page("b", { reads: ["site.title"], subject: "home:", number: 3 }));
    ledger.put(page("c", { reads: ["site.titles"] }));
    ledger.put(page("d", { reads: [] }));
    expect(
      ledger.reading((read) => read === "site.title", 9).sort((x, y) => (x.path < y.path ? -1 : 1)),
    ).toEqual([
      { subject: "post:posts/a.md", number: 0, path: "a" },
      { subject: "home:", number: 3, path: "b" },
    ]);
    expect(ledger.reading((read) => read === "words:zh-CN", 9)).toEqual([]);
    expect(ledger.reading((read) => read === "site.title", 1)).toHaveLength(1);
  });

  it("does not find a page by what it used to read", () => {
    const ledger = newLedger();
    ledger.put(page("a", { reads: ["data.team"] }));
    ledger.put(page("a", { reads: ["data.tides"] }));
    expect(ledger.reading((read) => read === "data.team", 9)).toEqual([]);
    expect(ledger.reading((read) => read === "data.tides", 9)).toHaveLength(1);
  });

  it("keeps one list of reads for all pages that read the same", () => {
    const catalog = openCatalog({ file: null, key: "test" });
    const ledger = createLedger(catalog);
    for (let i = 0; i < 50; i++)
      ledger.put(page(`p${i}`, { reads: i % 2 === 0 ? ["self.post"] : ["self.post", "site.title"] }));
    expect(catalog.sql("SELECT COUNT(*) AS n FROM shapes").get()).toEqual({ n: 2 });
    expect(ledger.get("p7")?.reads).toEqual(["self.post", "site.title"]);
  });

  it("remembers the value of each input, by name", () => {
    const ledger = newLedger();
    ledger.putQuery("site.title", "one");
    ledger.putQuery('query:{"name":"latest","limit":10}', "two");
    ledger.putQuery("site.title", "three");
    expect(ledger.queries()).toEqual([
      { key: 'query:{"name":"latest","limit":10}', result: "two" },
      { key: "site.title", result: "three" },
    ]);
  });
});
