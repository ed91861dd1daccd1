// A build does not wait until git has looked at every file: it goes by what git lists, and by all once that is known.
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { BuildOptions } from "../../src/build.js";
import type { Reporter } from "../../src/terminal/reporter.js";
import { git } from "../tools/git-doings.js";
import { slowGit } from "../tools/slow-git.js";
import {
  addBareTemplates,
  buildSite,
  readTree,
  silent,
  source,
  tempFolder,
  tempSite,
  writeFiles,
} from "../tools/temp-site.js";

let root: string;
const post = (title: string) => source({ title, date: "2025-12-01 08:00:00 +0000" });
const write = (files: Record<string, string>) => writeFiles(root, files);
const commit = () => {
  git(root, "add", "-A");
  git(root, "commit", "--quiet", "-m", "An edition");
};

beforeEach(async () => {
  root = tempSite({
    "posts/2025-12-01-a.md": post("A"),
    "posts/2025-12-02-b.md": post("B"),
    ".gitignore": "dist/\n.broadsheet/\n",
  });
  addBareTemplates(root);
  git(root, "init", "--quiet");
  commit();
  await buildSite(root);
  vi.stubEnv("PATH", slowGit(0.4));
});
afterEach(() => vi.unstubAllEnvs());

/** How builds noticed what changed. */
function listen(): { ways: string[]; reporter: Reporter } {
  const ways: string[] = [];
  return { ways, reporter: { ...silent, detail: (text) => void ways.push(text) } };
}

async function expectClean(options: Partial<BuildOptions> = {}): Promise<void> {
  const clean = tempFolder();
  await buildSite(root, { ...options, out: join(clean, "dist"), home: join(clean, "home") });
  expect(readTree(join(root, "dist"))).toEqual(readTree(join(clean, "dist")));
}

it("makes the new pages while git looks", async () => {
  const go = join(tempFolder(), "go");
  vi.stubEnv("PATH", slowGit(0, `until [ -e '${go}' ]; do sleep 0.02; done`));
  write({ "posts/2025-12-03-c.md": post("C") });
  commit();
  const { ways, reporter } = listen();
  const stage: Reporter["stage"] = (...what) => {
    if (what[0] === "rendering") writeFileSync(go, "");
    return reporter.stage(...what);
  };
  await buildSite(root, { reporter: { ...reporter, stage } });
  expect(ways).toEqual(["noticed through git: 1 files"]);
  await expectClean();
});

it("begins again where git then names a file more, and publishes all of it at once", async () => {
  write({ "posts/2025-12-03-c.md": post("C") });
  commit();
  write({ "posts/2025-12-01-a.md": post("Another A") });
  rmSync(join(root, "posts/2025-12-02-b.md"));
  const { ways, reporter } = listen();
  const { pages, posts } = await buildSite(root, { reporter });
  expect(ways).toEqual(["noticed through git: 1 files", "noticed through git: 3 files"]);
  expect(posts.published).toBe(2);
  expect(pages.removed).toBeGreaterThan(0);
  await expectClean();
  vi.unstubAllEnvs();
  expect((await buildSite(root)).pages).toMatchObject({ written: 0, removed: 0 });
});

it("is refused for what git names later, and not for what that mends", async () => {
  const broken = "---\ntitle: [\n---\n";
  write({ "posts/2025-12-03-c.md": post("C") });
  commit();
  write({ "posts/2025-12-01-a.md": broken });
  expect((await buildSite(root, { strict: true })).failed).toBe(true);

  // What is committed wants the address of a post that is just moving away.
  const at = (permalink: string) => source({ title: "A", date: "2025-12-01 08:00:00 +0000", permalink });
  write({ "posts/2025-12-01-a.md": at("/here/"), "posts/2025-12-03-c.md": post("C") });
  commit();
  await buildSite(root);
  write({ "posts/2025-12-03-c.md": at("/here/") });
  commit();
  write({ "posts/2025-12-01-a.md": at("/there/") });
  expect((await buildSite(root, { strict: true })).failed).toBeFalsy();
  await expectClean();
});

it("goes by every file if git fails over it", async () => {
  vi.stubEnv("PATH", slowGit(0.4, "exit 1"));
  write({ "posts/2025-12-03-c.md": post("C") });
  commit();
  write({ "posts/2025-12-01-a.md": post("Another A") });
  await buildSite(root);
  await expectClean();
});
