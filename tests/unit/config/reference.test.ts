import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { configKeys } from "../../../src/config/keys.js";
import { configReference } from "../../../src/config/reference.js";
import { siteJsonSchema } from "../../../src/config/schema.js";

const inRepository = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const README = inRepository("README.md");
const SETTINGS = /(<!-- settings -->)[\s\S]*?(<!-- \/settings -->)/;

describe("the documents made from the schema", () => {
  it("templates/site.schema.json is up to date (`vitest -u` writes it anew)", async () => {
    const json = `${JSON.stringify(siteJsonSchema(), null, 2)}\n`;
    await expect(json).toMatchFileSnapshot(inRepository("templates/site.schema.json"));
  });

  it.skipIf(!existsSync(README))(
    "README.md lists the settings (`UPDATE_DOCS=1` writes the list anew)",
    () => {
      const readme = readFileSync(README, "utf8");
      expect(readme, "README.md needs <!-- settings --> and <!-- /settings --> around the list").toMatch(
        SETTINGS,
      );
      const list = `\n\n${configReference()}\n`;
      const current = readme.replace(SETTINGS, (_, open: string, close: string) => open + list + close);
      if (process.env.UPDATE_DOCS === "1") writeFileSync(README, current);
      else expect(readme).toBe(current);
    },
  );
});

describe("the settings' own texts", () => {
  it.each(configKeys().map((key) => [key.name, key] as const))("%s has a sentence", (_, key) => {
    expect(key.description).toMatch(/^[A-Z].*\.$/);
    expect(key.description).not.toContain("\n");
  });

  it("lists nested settings, those of list items, and those of a group that may be switched off", () => {
    const names = configKeys().map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(["title", "menu", "menu[].url", "feed.limit", "sanitize", "sanitize.tags"]),
    );
    expect(names).not.toContain("feed");
  });

  it("makes a table row of a setting", () => {
    expect(configReference().split("\n")).toContain(
      "| `perPage` | whole number, 1 to 1000 | `20` | Posts on a full page of a listing. |",
    );
  });
});
