// The preview against the build: every page of every sample site, byte for byte.
import { cpSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { equalsCleanBuild, preview } from "../../tools/previewing.js";
import { addBareTemplates, copySite, tempFolder } from "../../tools/temp-site.js";

const repository = fileURLToPath(new URL("../../..", import.meta.url));
const SITES = join(repository, "tests/sites");

describe("the preview shows what a build publishes", () => {
  it.each(readdirSync(SITES))("of the site %s", async (name) => {
    const root = copySite(join(SITES, name));
    addBareTemplates(root);
    const basePath = /^url: https:\/\/[^/\s]+(\/\S+?)\/?$/m.exec(
      readFileSync(join(root, "site.yml"), "utf8"),
    )?.[1];
    const files = await equalsCleanBuild(await preview(root), basePath === undefined ? {} : { basePath });
    expect(files.length).toBeGreaterThan(5);
    expect(existsSync(join(root, "dist"))).toBe(false);
  });

  it("of this repository's own site", async () => {
    const root = tempFolder();
    for (const part of ["site.yml", "posts", "public"])
      cpSync(join(repository, part), join(root, part), { recursive: true });
    const wanted = { future: true };
    expect((await equalsCleanBuild(await preview(root, wanted), wanted)).length).toBeGreaterThan(150);
  });

  it("of a site with drafts and posts that are not due", async () => {
    const root = copySite(join(SITES, "drafts-and-future"));
    addBareTemplates(root);
    const wanted = { drafts: true, future: true };
    await equalsCleanBuild(await preview(root, wanted), wanted);
  });
});
