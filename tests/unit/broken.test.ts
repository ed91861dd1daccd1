// Each folder `tests/broken/<mistake>/` is a small site with one kind of mistake, and `expected.txt` holds what a
// build must say of it (see `diagnosticText`). Those named `config-…` are broken-config.test.ts's, those named
// `template-…` stop the build. `npx vitest run --config tests/vitest.config.ts tests/unit/broken.test.ts -u` writes
// `expected.txt` anew: read what it wrote.
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { BuildError } from "../../src/diagnostics/diagnostic.js";
import type { Diagnostic } from "../../src/types/diagnostic.js";
import type { BuildReport } from "../../src/types/report.js";
import { diagnosticText } from "../tools/diagnostic-text.js";
import {
  addBareTemplates,
  buildSite,
  copySite,
  readTree,
  source,
  tempFolder,
  tempSite,
  writeFiles,
} from "../tools/temp-site.js";

const BROKEN = fileURLToPath(new URL("../broken/", import.meta.url));
const samples = readdirSync(BROKEN).filter((name) => !name.startsWith("config-"));
const stopsTheBuild = (name: string) => name.startsWith("template-");
const GOOD = { "posts/2022-03-23-good.md": source({ title: "Good" }) };

const said = ({ posts: { rejected, warnings } }: BuildReport) => diagnosticText([...rejected, ...warnings]);

async function problemsOf(building: Promise<unknown>): Promise<readonly Diagnostic[]> {
  try {
    await building;
  } catch (error) {
    if (error instanceof BuildError) return error.diagnostics;
    throw error;
  }
  throw new Error("the site was built");
}

describe("a site with mistakes in its content", () => {
  it.each(
    samples.filter((name) => !stopsTheBuild(name)),
  )("%s is published without them, and says so", async (name) => {
    const root = copySite(join(BROKEN, name));
    addBareTemplates(root);
    const report = await buildSite(root);
    await expect(said(report)).toMatchFileSnapshot(join(BROKEN, name, "expected.txt"));
    expect(report.failed).toBe(false);
    expect(existsSync(join(root, "dist/2022/03/23/good.html"))).toBe(true);
    expect(existsSync(join(root, "PWNED")) || existsSync("PWNED")).toBe(false);
    for (const problem of [...report.posts.rejected, ...report.posts.warnings]) expectToPoint(problem, root);
  });

  it("is told what is wrong again by a build that reads nothing", async () => {
    const root = copySite(join(BROKEN, "url-collision"));
    addBareTemplates(root);
    const [first, second] = [await buildSite(root), await buildSite(root)];
    expect(said(first)).not.toBe("");
    expect(said(second)).toBe(said(first));
  });
});

/** At a file that is there, at a line of it, with that line's text; and it names a cure. */
function expectToPoint({ file, hint, line, column, source: shown }: Diagnostic, root: string): void {
  expect(hint).toMatch(/\S/);
  expect(existsSync(join(root, file!)), file).toBe(true);
  if (shown === undefined) return;
  expect(readFileSync(join(root, file!), "utf8").split(/\r?\n/)[line! - 1], `${file}:${line}`).toBe(shown);
  expect(column ?? 1).toBeLessThanOrEqual(shown.length + 1);
}

describe("a site with a broken template", async () => {
  const good = tempSite(GOOD);
  addBareTemplates(good);
  await buildSite(good);
  const published = readTree(join(good, "dist"));

  it.each(
    samples.filter(stopsTheBuild),
  )("%s is not published, and what was published stays as it was", async (name) => {
    const root = copySite(good);
    const { "expected.txt": _, ...broken } = Object.fromEntries(readTree(join(BROKEN, name)));
    writeFiles(root, broken);
    if (existsSync(join(root, "layouts"))) addBareTemplates(root, "layouts");
    const problems = await problemsOf(buildSite(root));
    await expect(diagnosticText(problems)).toMatchFileSnapshot(join(BROKEN, name, "expected.txt"));
    for (const problem of problems) expectToPoint(problem, root);
    expect(readTree(join(root, "dist"))).toEqual(published);
  });

  it("is published once it is mended", async () => {
    const root = copySite(good);
    writeFiles(root, { "templates/post.njk": "{{ post.title | shout }}\n" });
    await expect(buildSite(root)).rejects.toThrow(BuildError);
    writeFiles(root, { "templates/post.njk": "mended {{ post.title }}\n" });
    await buildSite(root);
    expect(readFileSync(join(root, "dist/2022/03/23/good.html"), "utf8")).toBe("mended Good\n");
  });
});

describe("a site with mistakes that no folder can hold", () => {
  it("rejects a link that leads out of the site, or nowhere, and follows one that stays inside", async () => {
    const outside = join(tempFolder(), "secret.md");
    writeFileSync(outside, source({ title: "Secret" }));
    const root = tempSite({ ...GOOD, "shared/one.md": source({ title: "Shared" }) });
    addBareTemplates(root);
    symlinkSync(outside, join(root, "posts/2022-03-23-outside.md"));
    symlinkSync("../shared/gone.md", join(root, "posts/2022-03-23-gone.md"));
    symlinkSync("../shared/one.md", join(root, "posts/2022-03-23-one.md"));
    symlinkSync(tempFolder(), join(root, "posts/folder"));
    symlinkSync("..", join(root, "posts/ring"));
    mkdirSync(join(root, "public"));
    symlinkSync("/etc/hostname", join(root, "public/hostname.txt"));
    const report = await buildSite(root);
    expect(said(report)).toMatchInlineSnapshot(`
      "public/hostname.txt:1 link-leaves-site: is a link to a file outside the site
        Put a copy of the file in its place.
      posts/2022-03-23-gone.md:1 link-broken: is a link that leads nowhere
        Remove it, or put the file back that it leads to.
      posts/2022-03-23-outside.md:1 link-leaves-site: is a link to a file outside the site
        Put a copy of the file in its place.
      posts/folder:1 link-leaves-site: is a link to a file outside the site
        Put a copy of the file in its place.
      posts/ring:1 link-leaves-site: is a link to a file outside the site
        Put a copy of the file in its place.
      "
    `);
    expect(report.posts.published).toBe(2);
    expect(existsSync(join(root, "dist/hostname.txt"))).toBe(false);
  });

  it("rejects a post that is too large to be one", async () => {
    const root = tempSite({
      ...GOOD,
      "posts/2022-03-23-large.md": source({ title: "Large" }, "a".repeat(5 * 1024 * 1024)),
    });
    addBareTemplates(root);
    expect(said(await buildSite(root))).toMatchInlineSnapshot(`
      "posts/2022-03-23-large.md file-too-large: the file has 5242901 bytes; at most 5242880 are read
        Split it, or move images and data that it holds inline to files in public/.
      "
    `);
  });

  it("rejects front matter that is too large to be any", async () => {
    const root = tempSite({
      ...GOOD,
      "posts/2022-03-23-large.md": source({ title: "Large", data: "a".repeat(300_000) }),
    });
    addBareTemplates(root);
    expect(said(await buildSite(root))).toMatchInlineSnapshot(`
      "posts/2022-03-23-large.md:1:1 front-matter-too-large: the front matter is larger than 256 kB
        Move what is long into the text or into data/.
      "
    `);
  });

  it("says which folder cannot be read", async () => {
    // Whoever runs this may be allowed to read everything; nobody can list a file.
    const root = tempSite({ posts: "a file in the place of a folder\n" });
    addBareTemplates(root);
    const report = await buildSite(root);
    expect(report.posts.rejected).toMatchObject([{ code: "source-unreadable", file: "posts" }]);
  });
});

describe("--strict", () => {
  it("publishes nothing where a post is rejected, says why, and leaves what was published as it was", async () => {
    const root = tempSite(GOOD);
    addBareTemplates(root);
    await buildSite(root);
    const published = readTree(join(root, "dist"));
    writeFiles(root, {
      "posts/2022-03-24-new.md": source({ title: "New" }),
      "posts/2022-03-24-bad.md": source({ title: "Bad", date: "2022-13-45" }),
      "templates/post.njk": "changed\n",
    });
    const report = await buildSite(root, { strict: true });
    expect(report.failed).toBe(true);
    expect(report.posts.rejected).toMatchObject([{ code: "date-invalid", file: "posts/2022-03-24-bad.md" }]);
    expect(report.pages).toMatchObject({ written: 0, removed: 0 });
    expect(readTree(join(root, "dist"))).toEqual(published);
    const written = JSON.parse(readFileSync(join(root, ".broadsheet/report.json"), "utf8")) as BuildReport;
    expect(written.failed).toBe(true);

    writeFiles(root, { "posts/2022-03-24-bad.md": source({ title: "Mended" }) });
    expect(await buildSite(root, { strict: true })).toMatchObject({ failed: false, posts: { published: 3 } });
    expect(existsSync(join(root, "dist/2022/03/24/new.html"))).toBe(true);
  });

  it("publishes nothing at all where there was nothing", async () => {
    const root = tempSite({ "posts/2022-03-24-bad.md": source({ title: "Bad", date: "2022-13-45" }) });
    expect((await buildSite(root, { strict: true })).failed).toBe(true);
    expect(existsSync(join(root, "dist"))).toBe(false);
  });

  it("does not mind warnings", async () => {
    const root = tempSite({ "posts/2022-03-24-bare.md": "No front matter.\n" });
    addBareTemplates(root);
    const report = await buildSite(root, { strict: true });
    expect([report.failed, report.posts.warnings.length]).toEqual([false, 1]);
  });
});

describe("the samples", () => {
  it("hold every error that content can have", () => {
    const ofContent = ["posts", "site"].map((file) =>
      readFileSync(new URL(`../../src/diagnostics/${file}.ts`, import.meta.url), "utf8"),
    );
    const codes = [...ofContent.join().matchAll(/\berror\(\s*"([a-z0-9-]+)"/g)].map(([, code]) => code!);
    expect(codes.length).toBeGreaterThan(20);

    const expected = readdirSync(BROKEN).map((name) =>
      readFileSync(join(BROKEN, name, "expected.txt"), "utf8"),
    );
    const shown = [...expected, readFileSync(new URL(import.meta.url), "utf8")].join("\n");
    const missing = codes.filter((code) => !shown.includes(` ${code}: `) && !shown.includes(`"${code}"`));
    expect([...new Set(missing)]).toEqual([]);
  });
});
