// The preview against the build: every page of every sample site, byte for byte.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { copyOwnSite } from "../../tools/own-site.js";
import { equalsCleanBuild, preview } from "../../tools/previewing.js";
import { addBareTemplates, copySite } from "../../tools/temp-site.js";

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
    const wanted = { future: true };
    const shown = await preview(copyOwnSite(), wanted);
    expect((await equalsCleanBuild(shown, wanted)).length).toBeGreaterThan(150);
  }, 180_000); // the clean build makes all pictures

  it("of a site with drafts and posts that are not due", async () => {
    const root = copySite(join(SITES, "drafts-and-future"));
    addBareTemplates(root);
    const wanted = { drafts: true, future: true };
    await equalsCleanBuild(await preview(root, wanted), wanted);
  });
});
