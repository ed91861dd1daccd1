// The documents against the program: what is there is named, and what is named is there.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { load } from "js-yaml";
import type { Environment } from "nunjucks";
import { describe, expect, test } from "vitest";
import { parseConfig } from "../../src/config/config.js";
import { parseFrontMatter } from "../../src/content/front-matter.js";
import { addFilters } from "../../src/render/filters.js";
import { COMMANDS, OPTIONS } from "../../src/terminal/arguments.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const readme = read("README.md");
const map = read("src/README.md");

describe("README.md", () => {
  test.each(Object.keys(COMMANDS))("names the command %s", (name) => {
    expect(readme).toMatch(new RegExp(`^broadsheet ${name}\\b`, "m"));
  });

  test.each(Object.keys(OPTIONS))("names the option --%s", (name) => {
    expect(readme).toMatch(new RegExp(`--${name}\\b`));
  });

  test.each(["npm ci", "npm run build", "npm test"])("says %s on a line of its own", (line) => {
    expect(readme.split("\n")).toContain(line);
  });

  test("names every npm script of its examples as package.json has it", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const named = [...readme.matchAll(/\bnpm run ([a-z]+)/g)].map(([, name]) => name);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
  });

  test("names every template", () => {
    const names = readdirSync(join(root, "templates"), { recursive: true, encoding: "utf8" });
    for (const name of names.filter((file) => file.endsWith(".njk")))
      expect(readme, name).toContain(`\`${name.replace(/^partials\/(.*)\.njk$/, "$1")}\``);
  });

  test("names every filter", () => {
    const names: string[] = [];
    const environment = { addFilter: (name: string) => names.push(name) } as unknown as Environment;
    addFilters(environment, parseConfig("", { file: "site.yml" }), () => "en");
    expect(names.length).toBeGreaterThan(3);
    for (const name of names) expect(readme, name).toContain(`\\| ${name}`);
  });

  test("shows settings that are accepted", () => {
    const examples = blocks("yaml").filter((text) => /^(# yaml-language-server|sanitize:)/.test(text));
    expect(examples.length).toBe(2);
    for (const text of examples) expect(() => parseConfig(text, { file: "site.yml" })).not.toThrow();
    for (const [, folders] of readme.matchAll(/`(folders: \{[^`]*\})`/g))
      expect(() => parseConfig(folders as string, { file: "site.yml" }), folders).not.toThrow();
  });

  test("shows YAML that reads as it looks", () => {
    const examples = blocks("yaml");
    expect(examples.length).toBeGreaterThan(3);
    for (const text of examples) expect(JSON.stringify(load(text)), text).not.toContain("null");
  });

  test("shows front matter that is read", () => {
    const [post = ""] = blocks("markdown");
    const result = parseFrontMatter(post, "posts/2026-03-01-night-market.md");
    expect(result.ok && result.matter.data).toMatchObject({ categories: ["Local", "Food"] });
  });
});

describe("src/README.md", () => {
  test.each(readdirSync(join(root, "src")).filter((name) => !name.endsWith(".md")))("names %s", (name) => {
    const known = name.endsWith(".ts") ? `\`${name}\`` : `\`${name}/\``;
    expect(map).toContain(known);
  });
});

const decisions = readdirSync(join(root, ".github/decisions")).map((name) => `.github/decisions/${name}`);

test.each(["README.md", "src/README.md", ...decisions])("every link of %s leads somewhere", (file) => {
  const text = read(file).replace(/^```[\s\S]*?^```$|`[^`\n]*`/gm, "");
  const ids = new Set([...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchor(heading as string)));
  for (const [, target = ""] of text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)) {
    const [path, id] = target.split("#");
    if (path) expect(existsSync(join(root, dirname(file), path)), target).toBe(true);
    else expect([...ids], target).toContain(id);
  }
});

/** Fenced blocks of README.md in a language. */
function blocks(language: string): string[] {
  const fences = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm");
  return [...readme.matchAll(fences)].map(([, text]) => text as string);
}

/** As GitHub makes it from a heading. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, "")
    .replaceAll(" ", "-");
