// Every page of the repository's own site through the Nu HTML checker, which is what validator.w3.org runs. It needs
// Java: without it the test is skipped, but never in CI.
import { execFile, execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { buildOwnSite } from "../tools/own-site.js";

const hasJava = (() => {
  try {
    execFileSync("java", ["-version"], { stdio: "ignore" });
    return true;
  } catch {
    if (process.env.CI)
      throw new Error("The Nu HTML checker needs Java: install a runtime, version 11 or later");
    return false;
  }
})();

const jar = join(
  dirname(createRequire(import.meta.url).resolve("vnu-jar/package.json")),
  "build/dist/vnu.jar",
);

interface Message {
  type: string;
  subType?: string;
  url: string;
  message: string;
}

test.skipIf(!hasJava)(
  "the Nu HTML checker finds nothing in any page",
  async () => {
    const { dist } = await buildOwnSite();
    const check = promisify(execFile)(
      "java",
      ["-Xss4m", "-jar", jar, "--skip-non-html", "--format", "json", "--stdout", "--exit-zero-always", dist],
      { maxBuffer: 64 * 2 ** 20 },
    );
    const { messages } = JSON.parse((await check).stdout) as { messages: Message[] };
    const problems = messages.filter(({ type, subType }) => type !== "info" || subType === "warning");
    expect(problems.map(({ url, message }) => `${url.split("/dist/")[1]}: ${message}`)).toEqual([]);
  },
  180_000,
);
