// Sites made for one test: files in a temporary folder, built as the program builds them, and read back.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, onTestFinished } from "vitest";
import type { BuildOptions } from "../../src/build.js";
import type { Reporter } from "../../src/terminal/reporter.js";
import type { BuildReport } from "../../src/types/report.js";

/** Text or bytes by path. */
export type Files = Record<string, string | Uint8Array>;

/** When the samples are built, unless they say otherwise. */
export const NOW = Date.parse("2026-01-01T00:00:00+08:00");

/** Removed when the test is done that asked for it, or else when its file is. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "broadsheet-test-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    onTestFinished(remove);
  } catch {
    afterAll(remove); // no test is running yet
  }
  return folder;
}

export function writeFiles(root: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** A site of these files alone. */
export function tempSite(files: Files): string {
  const root = tempFolder();
  writeFiles(root, { "site.yml": SITE, ...files });
  return root;
}

/** A site that begins as a copy of `folder`. */
export function copySite(folder: string): string {
  const root = tempFolder();
  cpSync(folder, root, { recursive: true });
  return root;
}

/** Gives a site a line in place of each of the theme's templates that it does not bring itself: quick, and the
 * theme can change without it. */
export function addBareTemplates(root: string, folder = "templates"): void {
  for (const name of "home listing category tag archive terms not-found page post redirect".split(" ")) {
    const path = `${folder}/${name}.njk`;
    if (!existsSync(join(root, path))) writeFiles(root, { [path]: `${name}: {{ page.title }}\n` });
  }
}

export const SITE = "title: The Harbour Gazette\nurl: https://news.example.com\n";

/** In this thread, as of `NOW`, without a word. The program is loaded by those who build. */
export async function buildSite(root: string, options: Partial<BuildOptions> = {}): Promise<BuildReport> {
  const { build } = await import("../../src/build.js");
  return build({ root, now: NOW, threads: 1, reporter: silent, ...options });
}

export const silent: Reporter = {
  stage: () => ({ advance() {}, done() {} }),
  diagnostic() {},
  summary() {},
  line() {},
  detail() {},
  close() {},
};

/** Every file below `folder` with its text, by path; none if there is no such folder. */
export function readTree(folder: string): Map<string, string> {
  const files = readdirSyncOrNone(folder);
  return new Map(files.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

export const readPage = (root: string, path: string): string =>
  readFileSync(join(root, "dist", path), "utf8");

function readdirSyncOrNone(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(folder.length + 1)
          .replaceAll("\\", "/"),
      )
      .sort();
  } catch {
    return [];
  }
}

/** A post's source: `post({ title: "A" }, "Text.")`. */
export function source(front: Record<string, unknown>, body = "Text.\n"): string {
  const lines = Object.entries(front).map(
    ([key, value]) => `${key}: ${typeof value === "string" ? value : JSON.stringify(value)}\n`,
  );
  return `---\n${lines.join("")}---\n${body}`;
}
