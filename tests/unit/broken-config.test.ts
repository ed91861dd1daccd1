// Each folder `tests/broken/<mistake>/` is a small site with one kind of mistake, and `expected.txt` holds the
// diagnostics that it must give (see `diagnosticText`). Those named `config-…` fail on their `site.yml` alone.
// `npx vitest run --config tests/vitest.config.ts -u` writes `expected.txt` anew: read what it wrote.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseConfig } from "../../src/config/config.js";
import { BuildError } from "../../src/diagnostics/diagnostic.js";
import type { Diagnostic } from "../../src/types/diagnostic.js";
import { diagnosticText } from "../tools/diagnostic-text.js";

const BROKEN = fileURLToPath(new URL("../broken/", import.meta.url));
const samples = readdirSync(BROKEN).filter((name) => name.startsWith("config-"));

describe("a broken site.yml", () => {
  it.each(samples)("%s gives the expected diagnostics", async (name) => {
    const problems = problemsOf(readFileSync(`${BROKEN}${name}/site.yml`, "utf8"));
    await expect(diagnosticText(problems)).toMatchFileSnapshot(`${BROKEN}${name}/expected.txt`);
  });
});

function problemsOf(text: string): readonly Diagnostic[] {
  try {
    parseConfig(text, { file: "site.yml" });
  } catch (error) {
    if (error instanceof BuildError) return error.diagnostics;
    throw error;
  }
  throw new Error("the sample was accepted");
}
