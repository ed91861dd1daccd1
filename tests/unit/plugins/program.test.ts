// Plugins in the program as users run it: the README's as it is printed, many posts in several threads, and a preview.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { until } from "../../tools/previewing.js";
import { compileProgram, type Program, runPreview } from "../../tools/program.js";
import {
  addBareTemplates,
  buildSite,
  type Files,
  readPage,
  SITE,
  silent,
  source,
  tempFolder,
  tempSite,
  writeFiles,
} from "../../tools/temp-site.js";
import { readBytes, sameTree } from "../../tools/trees.js";

const README = readFileSync(fileURLToPath(new URL("../../../README.md", import.meta.url)), "utf8");
let program: Program;

beforeAll(async () => {
  program = await compileProgram();
}, 120_000);

/** A site that has the program installed. */
function siteWith(files: Files): string {
  const root = tempSite(files);
  addBareTemplates(root);
  mkdirSync(join(root, "node_modules"));
  symlinkSync(join(dirname(program.cli), ".."), join(root, "node_modules/broadsheet"));
  return root;
}

describe("the README's plugin", () => {
  const [, plugin = ""] = /^```js\n(\/\/ plugins\/reading-list\.js\n[\s\S]*?)^```/m.exec(README) ?? [];
  const [, settings = ""] = /^```yaml\n(plugins:\n[\s\S]*?)^```/m.exec(README) ?? [];

  it("has fifteen lines, and makes a page of the posts with a tag", () => {
    expect(
      plugin
        .trim()
        .split("\n")
        .filter((line) => !/^(?:\/\/.*)?$/.test(line)).length,
    ).toBeLessThanOrEqual(15);
    const root = siteWith({
      "site.yml": SITE + settings,
      "package.json": '{ "type": "module" }',
      "plugins/reading-list.js": plugin,
      "templates/page.njk": "{{ page.title }}: {{ page.content | safe }}",
      "posts/2022-03-23-a.md": source({ title: "A & B", tags: "books" }),
      "posts/2022-03-24-b.md": source({ title: "B" }),
    });
    execFileSync(process.execPath, [program.cli, "build", "--root", root], { stdio: "pipe" });
    expect(readPage(root, "reading-list.html")).toBe(
      'Reading list: <ul><li><a href="/2022/03/23/a.html">A &amp; B</a></li></ul>',
    );
  });

  it("is refused with options that it does not know, and the key is named", () => {
    const root = siteWith({
      "site.yml": `${SITE}${settings.replace("tag: books", "tags: books")}`,
      "package.json": '{ "type": "module" }',
      "plugins/reading-list.js": plugin,
    });
    const run = () =>
      execFileSync(process.execPath, [program.cli, "build", "--root", root], { stdio: "pipe" });
    expect(run).toThrow(
      /site\.yml:\d+:\d+ .*does not take these options: tag: [^;]*; Unrecognized key: "tags"/s,
    );
  });
});

describe("in several threads, a plugin", () => {
  it("does what it does in one, and says what it says there", async () => {
    const posts = Array.from({ length: 450 }, (_, i): [string, string] => [
      `posts/2022-03-${10 + (i % 20)}-p${i}.md`,
      source({ title: `P${i}` }, `Text ${i}.\n\n---\n`),
    ]);
    const files = {
      ...Object.fromEntries(posts),
      "site.yml": `${SITE}feed: {content: full}\nplugins: [./plugins/all.mjs]\n`,
      "plugins/all.mjs": `import { setTimeout as wait } from "node:timers/promises";
export default {
  name: "all", version: "1",
  markdown: async () => ({ renderer: { hr: () => "<p>rule</p>" } }),
  post: async ({ title, body }) => {
    if (title === "P7") throw new Error("not seven");
    if (title.endsWith("9")) await wait(1);
    return { body: body + "<p>added</p>" };
  },
  templates: () => ({ filters: { shout: (text) => text.toUpperCase() } }),
  html: async (html) => html + "<!-- end -->",
};
`,
    };
    const root = siteWith(files);
    writeFiles(root, {
      "templates/post.njk": "{{ 'p' | shout }} {{ post.title }} {{ post.content | safe }}",
    });
    const out = tempFolder();
    const alone = await buildSite(root, { out: join(out, "dist"), home: join(out, "home") });
    const now = Date.parse("2026-01-01T00:00:00+08:00");
    const together = await program.build({ root, now, threads: 2, reporter: silent });
    sameTree("what is published", readBytes(join(out, "dist")), readBytes(join(root, "dist")));
    expect(together.posts.rejected).toEqual(alone.posts.rejected);
    expect(together.posts.rejected).toMatchObject([
      { code: "plugin-failed", file: "posts/2022-03-17-p7.md" },
    ]);
    expect(readPage(root, "2022/03/18/p8.html")).toBe(
      "P P8 <p>Text 8.</p>\n<p>rule</p><p>added</p><!-- end -->",
    );
  }, 120_000);
});

describe("a preview", () => {
  it("loads a plugin anew with every module of the site that it imports, as often as one is saved", async () => {
    const helper = (word: string) =>
      `export { word } from "./deep/word.mjs";\nexport const mark = "${word}";\n`;
    const root = siteWith({
      "site.yml": `${SITE}plugins: [./plugins/one.mjs]\n`,
      "plugins/one.mjs":
        'import { mark, word } from "./helper.mjs";\n' +
        'export default { name: "one", version: "1", html: (html) => html + `<!-- ${mark} ${word} -->` };\n',
      "plugins/helper.mjs": helper("first"),
      "plugins/deep/word.mjs": 'export const word = "deep";\n',
      "posts/2022-03-23-a.md": source({ title: "A" }),
    });
    const { origin, stop } = await runPreview(program, ["--root", root]);
    onTestFinished(async () => void (await stop()));
    const shows = (mark: string) =>
      until(
        async () => /<!-- (\w+ \w+) -->/.exec(await (await fetch(`${origin}/2022/03/23/a.html`)).text())?.[1],
        (found) => found === mark,
      );
    await shows("first deep");
    writeFiles(root, { "plugins/helper.mjs": helper("second") });
    await shows("second deep");
    writeFiles(root, { "plugins/deep/word.mjs": 'export const word = "deeper";\n' });
    await shows("second deeper");
    writeFiles(root, { "plugins/helper.mjs": helper("first") });
    await shows("first deeper");
  });
});
