// What a post's page shows of other posts: the parts of its series and its other languages; and that each of those
// pages is remade when one of them comes, goes or changes.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  addBareTemplates,
  buildSite,
  type Files,
  readPage,
  readTree,
  SITE,
  source,
  tempSite,
  writeFiles,
} from "../../tools/temp-site.js";

const LAYOUT: Files = {
  "templates/post.njk":
    "{% for p in series.parts %}{{ '*' if p.isThis }}{{ p.title }} {% endfor %}" +
    "{% if series and not series.isWhole %}…{% endif %}" +
    "|{% for t in translations %}{{ t.lang }}={{ t.url }} {% endfor %}",
};

function site(files: Files): string {
  const root = tempSite({ "site.yml": `${SITE}permalink: none\n`, ...LAYOUT, ...files });
  addBareTemplates(root);
  return root;
}

const part = (day: number, more: Record<string, unknown> = {}) =>
  source({
    title: `P${day}`,
    date: new Date(Date.UTC(2024, 0, day)).toISOString().slice(0, 10),
    series: "The flood",
    ...more,
  });
const parts = (count: number): Files =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`posts/p${i + 1}.md`, part(i + 1)]));

async function rebuild(root: string): Promise<void> {
  await buildSite(root);
  const incremental = readTree(join(root, "dist"));
  await buildSite(root, { out: join(root, "clean"), full: true });
  expect(incremental).toEqual(readTree(join(root, "clean")));
}

describe("a series", () => {
  it("is listed whole on each part, oldest first, the part itself marked; a part that is alone shows none", async () => {
    const root = site({
      ...parts(3),
      "posts/x.md": part(9, { series: "Alone" }),
      "posts/y.md": part(9, { series: undefined }),
    });
    await rebuild(root);
    expect(readPage(root, "p2.html")).toBe("P1 *P2 P3 |");
    expect(readPage(root, "p3.html")).toBe("P1 P2 *P3 |");
    expect(readPage(root, "x.html")).toBe("|");
    expect(readPage(root, "series/The-flood.html")).toBe("listing: The flood\n");
  });

  it("shows a part that comes, is renamed, or goes on all others", async () => {
    const root = site(parts(3));
    await rebuild(root);
    writeFiles(root, { "posts/new.md": part(2, { title: "New" }) });
    await rebuild(root);
    expect(readPage(root, "p1.html")).toBe("*P1 New P2 P3 |");
    writeFiles(root, { "posts/new.md": part(2, { title: "Renamed" }) });
    await rebuild(root);
    expect(readPage(root, "p3.html")).toBe("P1 Renamed P2 *P3 |");
    writeFiles(root, { "posts/new.md": part(2, { title: "Renamed", series: "Other" }) });
    rmSync(join(root, "posts/p3.md"));
    await rebuild(root);
    expect(readPage(root, "p1.html")).toBe("*P1 P2 |");
  });

  it("of more than 24 parts shows the five before and the five after", async () => {
    const root = site(parts(24));
    await rebuild(root);
    expect(readPage(root, "p1.html")).toMatch(/^\*P1 P2 .* P24 \|$/);
    writeFiles(root, { "posts/p25.md": part(25) });
    await rebuild(root);
    expect(readPage(root, "p12.html")).toBe("P7 P8 P9 P10 P11 *P12 P13 P14 P15 P16 P17 …|");
    expect(readPage(root, "p1.html")).toBe("*P1 P2 P3 P4 P5 P6 …|");
    rmSync(join(root, "posts/p1.md"));
    await rebuild(root);
    expect(readPage(root, "p12.html")).toMatch(/^P2 .* P25 \|$/);
  });

  it("is one however it is spelled, and its page is called as its data file says", async () => {
    const root = site({
      "posts/a.md": part(1),
      "posts/b.md": part(2, { series: "THE  FLOOD" }),
      "data/series.yml": "the flood: {title: All about the flood}\n",
    });
    await rebuild(root);
    expect(readPage(root, "b.html")).toBe("P1 *P2 |");
    expect(readPage(root, "series/The-flood.html")).toContain("All about the flood");
  });
});

describe("translations", () => {
  const told = (lang: string, more: Record<string, unknown> = {}) =>
    source({ title: lang, date: "2024-01-01", lang, translationKey: "ferry", ...more });

  it("name each other and themselves by language; the site's is that of a post that names none", async () => {
    const root = site({
      "posts/a.md": told("zh-CN"),
      "posts/b.md": source({ title: "b", date: "2024-01-02", translationKey: "ferry" }),
      "posts/c.md": told("fr", { translationKey: "other" }),
    });
    await rebuild(root);
    const both = "|en=/b.html zh-CN=/a.html ";
    expect([readPage(root, "a.html"), readPage(root, "b.html")]).toEqual([both, both]);
    expect(readPage(root, "c.html")).toBe("|");
  });

  it("of one language are represented by the oldest, but a post names itself for its own", async () => {
    const root = site({
      "posts/a.md": told("en"),
      "posts/b.md": told("EN", { date: "2024-02-01" }),
      "posts/c.md": told("de"),
    });
    await rebuild(root);
    expect(readPage(root, "c.html")).toBe("|de=/c.html en=/a.html ");
    expect(readPage(root, "b.html")).toMatch(
      /^\|(?:EN|en)=\/b\.html de=\/c\.html |^\|de=\/c\.html (?:EN|en)=\/b\.html /,
    );
  });

  it("come, move and go on all of them", async () => {
    const root = site({ "posts/a.md": told("en"), "posts/b.md": told("de") });
    await rebuild(root);
    writeFiles(root, { "posts/c.md": told("fr") });
    await rebuild(root);
    expect(readPage(root, "a.html")).toBe("|de=/b.html en=/a.html fr=/c.html ");
    writeFiles(root, { "posts/b.md": told("de", { permalink: "/moved.html" }) });
    await rebuild(root);
    expect(readPage(root, "c.html")).toContain("de=/moved.html");
    writeFiles(root, {
      "posts/b.md": told("de", { draft: true }),
      "posts/c.md": told("fr", { translationKey: undefined }),
    });
    await rebuild(root);
    expect([readPage(root, "a.html"), readPage(root, "c.html")]).toEqual(["|", "|"]);
  });
});
