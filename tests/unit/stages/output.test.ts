// A large site is looked at in turns: what others did to it is noticed in time, and no build looks at all of it.
import { appendFileSync, cpSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Ledger, PublishedFile } from "../../../src/catalog/ledger.js";
import { identityOf } from "../../../src/output/inspect.js";
import { inspect } from "../../../src/stages/output.js";
import type { Workspace } from "../../../src/stages/workspace.js";
import { tempFolder, writeFiles } from "../../tools/temp-site.js";

const PATHS = Array.from({ length: 5_100 }, (_, n) => `${String(n % 100).padStart(2, "0")}/${n}.html`).sort();
const root = join(tempFolder(), "site");
const out = join(root, "dist");
let files: PublishedFile[];

beforeAll(() => {
  writeFiles(out, Object.fromEntries([...PATHS, "index.html"].map((path) => [path, "text"])));
  files = [...PATHS, "index.html"].sort().map((path) => {
    const { size, mtimeMs } = statSync(join(out, path));
    return { path, bytes: size, mtime: Math.floor(mtimeMs) };
  });
});

/** Builds that do nothing but look. */
function lookingAt(folder: string | null) {
  const meta = new Map([["output", JSON.stringify({ folder, upTo: "" })]]);
  const ledger: Partial<Ledger> = {
    files: () => files,
    count: () => files.length,
    filesAfter: (path, limit) => files.filter((file) => file.path > path).slice(0, limit),
    filesAtTop: () => files.filter((file) => !file.path.includes("/")),
    holds: (path) => files.some((file) => file.path === path || file.path.startsWith(`${path}/`)),
  };
  const catalog = { meta: (key: string) => meta.get(key) ?? null, setMeta: meta.set.bind(meta) };
  const config = { jekyll: null };
  return () => inspect({ ledger, catalog, config, home: root } as unknown as Workspace, root, out);
}

describe("the published files of a large site", () => {
  it("are all looked at within a few builds", () => {
    const look = lookingAt(identityOf(out));
    const touched = [PATHS[0]!, PATHS[2_500]!, PATHS.at(-1)!];
    for (const path of touched) appendFileSync(join(out, path), "!");
    writeFiles(out, { "55/foreign.txt": "x" });
    const found = Array.from({ length: Math.ceil(PATHS.length / 1_000) }, look);
    expect(found.flatMap(({ damaged }) => [...damaged])).toEqual(touched);
    expect(found.map(({ damaged }) => damaged.size).filter(Boolean)).toEqual([1, 1, 1]);
    expect(found.flatMap(({ foreign }) => foreign)).toEqual(["55/foreign.txt"]);
    expect([...look().damaged]).toEqual([touched[0]]);
    rmSync(join(out, "55/foreign.txt"));
  });

  it("are looked at each time where they lie at the top", () => {
    const look = lookingAt(identityOf(out));
    const builds = () => [look(), look(), look()].map(({ damaged }) => damaged.has("index.html"));
    expect(builds()).toEqual([false, false, false]);
    cpSync(join(out, "index.html"), join(out, "copy.html"));
    appendFileSync(join(out, "index.html"), "!");
    expect(builds()).toEqual([true, true, true]);
    expect(look().foreign).toEqual(["copy.html"]);
  });

  it("are all looked at where the folder is another one than the last build's, or was never one", () => {
    const damaged = (folder: string | null) => lookingAt(folder)().damaged.size;
    expect([damaged("1-2"), damaged(null)]).toEqual([4, 4]);
  });
});
