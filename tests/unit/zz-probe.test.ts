import { rmSync, existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { buildSite, readTree, source, tempSite, writeFiles } from "../tools/temp-site.js";

async function same(files: any, edit: (root: string) => void) {
  const root = tempSite(files);
  await buildSite(root);
  edit(root);
  await buildSite(root);
  const incremental = readTree(join(root, "dist"));
  await buildSite(root, { out: join(root, "clean"), full: true });
  const clean = readTree(join(root, "clean"));
  expect([...incremental.keys()]).toEqual([...clean.keys()]);
  for (const [p, t] of clean) expect(incremental.get(p), p).toBe(t);
}
const post = source({ title: "A", permalink: "/a.html", redirect_from: "/about.html" });
it("page removed", () => same({ "posts/2022-03-01-a.md": post, "pages/x.md": source({ title: "X" }) }, (r) => rmSync(join(r, "pages/x.md"))));
it("page over redirect removed", () => same({ "posts/2022-03-01-a.md": post, "pages/about.md": source({ title: "X" }) }, (r) => rmSync(join(r, "pages/about.md"))));
it("page over redirect added", () => same({ "posts/2022-03-01-a.md": post }, (r) => writeFiles(r, { "pages/about.md": source({ title: "X" }) })));
it("asset over redirect removed", () => same({ "posts/2022-03-01-a.md": post, "public/about.html": "x" }, (r) => rmSync(join(r, "public/about.html"))));
it("asset over redirect added", () => same({ "posts/2022-03-01-a.md": post }, (r) => writeFiles(r, { "public/about.html": "x" })));
it("robots removed", () => same({ "posts/2022-03-01-a.md": post, "public/robots.txt": "x" }, (r) => rmSync(join(r, "public/robots.txt"))));
it("robots added", () => same({ "posts/2022-03-01-a.md": post }, (r) => writeFiles(r, { "public/robots.txt": "x" })));
it("own 404 removed", () => same({ "posts/2022-03-01-a.md": post, "pages/404.md": source({ title: "X" }) }, (r) => rmSync(join(r, "pages/404.md"))));
it("asset over page removed", () => same({ "posts/2022-03-01-a.md": post, "pages/x.md": source({ title: "X" }), "public/x.html": "x" }, (r) => rmSync(join(r, "public/x.html"))));
it("post over page removed", () => same({ "posts/2022-03-01-a.md": post, "pages/a.md": source({ title: "X" }) }, (r) => rmSync(join(r, "posts/2022-03-01-a.md"))));
it("post over page added", () => same({ "pages/a.md": source({ title: "X" }) }, (r) => writeFiles(r, { "posts/2022-03-01-a.md": post })));
it("case-only asset rename", () => same({ "public/A.txt": "x" }, (r) => { rmSync(join(r, "public/A.txt")); writeFiles(r, { "public/a.txt": "x" }); }));
it("spelling redirect owner", () => same({ "posts/2022-03-01-a.md": source({ categories: "[A B]" }), "posts/2022-03-02-b.md": source({ categories: '["Ａ Ｂ"]' }), "posts/2022-03-03-c.md": source({ categories: '["A#B"]' }) }, (r) => writeFiles(r, { "posts/2022-03-04-d.md": source({ categories: '["Ａ#Ｂ"]' }) })));
