import { describe, expect, it } from "vitest";
import type { Queries } from "../../../src/catalog/queries.js";
import type { Post } from "../../../src/types/content.js";
import { catalogWith, createArchive, queriesOf, samplePost } from "../../tools/sample-catalog.js";

let made = 0;
/** A post in one category; each is a day younger than the one made before. */
function inCategory(name: string, facts: Parameters<typeof samplePost>[1] = {}): Post {
  const date = new Date(Date.UTC(2022, 0, ++made)).toISOString();
  return samplePost(`post-${made}`, { date, categories: [name], ...facts });
}

const slugs = (queries: Queries) =>
  Object.fromEntries(queries.terms("category").map(({ name, slug }) => [name, slug]));
const names = (queries: Queries) => queries.terms("category").map(({ name, count }) => `${name} ${count}`);

describe("a term", () => {
  it("is one, however it is spelled, and called as its oldest post spells it", () => {
    const posts = [
      inCategory("TechWeb"),
      inCategory("Techweb"),
      inCategory("ＴＥＣＨＷＥＢ"),
      inCategory(" techweb "),
    ];
    const queries = queriesOf(catalogWith([...posts].reverse()));
    expect(names(queries)).toEqual(["TechWeb 4"]);
    expect(queries.otherSpellings("category", "techweb")).toEqual([" techweb ", "Techweb", "ＴＥＣＨＷＥＢ"]);
    expect(queries.mergedTerms()).toEqual([
      { taxonomy: "category", name: "TechWeb", others: [" techweb ", "Techweb", "ＴＥＣＨＷＥＢ"] },
    ]);
  });

  it("is called by the first path where the oldest posts share their date", () => {
    const date = "2022-03-23";
    const posts = [samplePost("b", { date, tags: ["B"] }), samplePost("a", { date, tags: ["b"] })];
    expect(queriesOf(catalogWith(posts)).terms("tag")).toMatchObject([{ name: "b" }]);
  });

  it("is a category or a tag, which have nothing to do with each other", () => {
    const queries = queriesOf(catalogWith([samplePost("a", { categories: ["One"], tags: ["one"] })]));
    expect(queries.term("category", "one")?.name).toBe("One");
    expect(queries.term("tag", "one")?.name).toBe("one");
    expect(queries.mergedTerms()).toEqual([]);
  });

  it("counts the published posts that have it", () => {
    const archive = createArchive([inCategory("a"), inCategory("a"), inCategory("b")]);
    expect(archive.ask(names)).toEqual(["a 2", "b 1"]);
    const more = inCategory("b");
    archive.round({ add: [more, inCategory("c", { visibility: "draft" })] });
    expect(archive.ask(names)).toEqual(["a 2", "b 2"]);
    archive.round({ remove: [more.path] });
    expect(archive.ask(names)).toEqual(["a 2", "b 1"]);
  });

  it("goes with its last post, and is a new one if it comes again", () => {
    const only = inCategory("Only");
    const archive = createArchive([only]);
    archive.round({ remove: [only.path] });
    expect(archive.ask(names)).toEqual([]);
    expect(archive.ask((queries) => queries.term("category", "only"))).toBeNull();
    archive.round({ add: [{ ...only, categories: ["ONLY"] }] });
    expect(archive.ask(names)).toEqual(["ONLY 1"]);
    expect(archive.ask((queries) => queries.otherSpellings("category", "only"))).toEqual([]);
  });

  it("touches everything when it is called otherwise, and only then", () => {
    const [old, young] = [inCategory("Old"), inCategory("OLD")];
    const archive = createArchive([old, young]);
    expect(archive.round({ add: [inCategory("oLD")] }).touched.everything).toBe(false);
    expect(archive.round({ remove: [old.path] }).touched.everything).toBe(true);
    expect(archive.ask(names)).toEqual(["OLD 2"]);
    const older = { ...inCategory("ancient"), categories: ["old"], date: 0 };
    expect(archive.round({ add: [older] }).touched.everything).toBe(true);
    expect(archive.ask(slugs)).toEqual({ old: "old" });
  });
});

describe("a term's slug", () => {
  it("is told apart by a number where another term has the same, the oldest keeping it plain", () => {
    const posts = [inCategory("C"), inCategory("C#"), inCategory("[c]"), inCategory("D")];
    expect(slugs(queriesOf(catalogWith([...posts].reverse())))).toEqual({
      C: "C",
      "C#": "C-2",
      "[c]": "c-3",
      D: "D",
    });
  });

  it("stays as it is when a younger twin comes, and nothing else is touched", () => {
    const archive = createArchive([inCategory("C")]);
    expect(archive.round({ add: [inCategory("C#")] }).touched.everything).toBe(false);
    expect(archive.ask(slugs)).toEqual({ C: "C", "C#": "C-2" });
  });

  it("is given on when the oldest twin goes", () => {
    const oldest = inCategory("C");
    const archive = createArchive([oldest, inCategory("C#")]);
    expect(archive.round({ remove: [oldest.path] }).touched.everything).toBe(true);
    expect(archive.ask(slugs)).toEqual({ "C#": "C" });
  });

  it("is never that of a term which is really called so", () => {
    const posts = [
      inCategory("C"),
      inCategory("C#"),
      inCategory("C-2"),
      inCategory("c 3"),
      inCategory("<c>"),
    ];
    const all = Object.values(slugs(queriesOf(catalogWith(posts)))).map((slug) => slug.toLowerCase());
    expect(new Set(all).size).toBe(posts.length);
    expect(slugs(queriesOf(catalogWith(posts)))).toMatchObject({ C: "C", "C-2": "C-2", "C#": "C-4" });
  });

  it("is the same whether the namesake came before or after, and when it has gone", () => {
    const [c, sharp, named] = [inCategory("C"), inCategory("C#"), inCategory("C-2")];
    const archive = createArchive([c, sharp]);
    expect(archive.round({ add: [named] }).touched.everything).toBe(true);
    expect(archive.ask(slugs)).toEqual(slugs(queriesOf(catalogWith([c, sharp, named]))));
    archive.round({ remove: [named.path] });
    expect(archive.ask(slugs)).toEqual({ C: "C", "C#": "C-2" });
  });

  it("is that of its tags apart from its categories", () => {
    const queries = queriesOf(catalogWith([samplePost("a", { categories: ["C"], tags: ["C#"] })]));
    expect(queries.term("tag", "c#")?.slug).toBe("C");
    expect(queries.slugOwner("tag", "c")).toBe("c#");
    expect(queries.slugOwner("tag", "d")).toBe(null);
  });
});
