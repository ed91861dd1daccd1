// What plugins do to a site, hook by hook; that another plugin remakes what it touches and nothing else, to the bytes
// of a clean build; and that one that fails costs only what it would have done.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { BuildError } from "../../../src/diagnostics/diagnostic.js";
import { diagnosticText } from "../../tools/diagnostic-text.js";
import {
  addBareTemplates,
  buildSite,
  type Files,
  readPage,
  SITE,
  source,
  tempFolder,
  tempSite,
  writeFiles,
} from "../../tools/temp-site.js";
import { readBytes, sameTree } from "../../tools/trees.js";

const POSTS: Files = {
  "posts/2022-03-23-a.md": source(
    { title: "A", tags: "books", mood: "calm" },
    "Text.\n\n---\n\n![x](https://elsewhere.example/x.png)\n",
  ),
  "posts/2022-03-24-b.md": source({ title: "B" }, "Other text.\n"),
};
const A = "2022/03/23/a.html";
const B = "2022/03/24/b.html";

/** A site with one plugin, `body` being its members beside name and version. */
function siteWith(body: string, more: Files = {}, options = ""): string {
  const root = tempSite({ ...POSTS, ...more });
  addBareTemplates(root);
  writeFiles(root, {
    "templates/post.njk": "{{ post.title }}|{{ post.data | dump | safe }}|{{ post.content | safe }}",
    ...more,
  });
  setPlugin(root, body, options);
  return root;
}

function setPlugin(root: string, body: string, options = "", version = "1"): void {
  const settings =
    options === ""
      ? "plugins: [./plugins/one.mjs]\n"
      : `plugins: [{module: ./plugins/one.mjs, options: ${options}}]\n`;
  writeFiles(root, {
    "site.yml": `${SITE}${settings}`,
    "plugins/one.mjs": `export default { name: "one", version: "${version}", ${body} };\n`,
  });
}

/** Builds, and compares with a build from nothing. Tells what was written. */
async function build(root: string): Promise<{ written: string[]; said: string }> {
  const report = await buildSite(root);
  const place = tempFolder();
  const clean = await buildSite(root, { out: join(place, "dist"), home: join(place, "home") });
  sameTree("what is published", readBytes(join(place, "dist")), readBytes(join(root, "dist")));
  rmSync(place, { recursive: true, force: true });
  const said = diagnosticText([...report.posts.rejected, ...report.posts.warnings]);
  expect(said).toBe(diagnosticText([...clean.posts.rejected, ...clean.posts.warnings]));
  const { added, changed } = JSON.parse(readFileSync(join(root, ".broadsheet/changes.json"), "utf8"));
  return { written: [...added, ...changed].map(({ path }) => path as string).sort(), said };
}

describe("a plugin", () => {
  it("adds to Markdown, and what it makes is sanitised with the text", async () => {
    const root = siteWith("markdown: () => ({ renderer: { hr: () => '<p onclick=x()>RULE</p>' } })");
    await build(root);
    expect(readPage(root, A)).toContain("<p>RULE</p>");
  });

  it("adds steps before, between and after to the reading of Markdown", async () => {
    const root = siteWith(`markdown: async () => [
      { hooks: { preprocess: (text) => text.replace("Text", "*Word*"), postprocess: (html) => html + "<p>end</p>" } },
      { walkTokens: (token) => { if (token.type === "image") token.href = "/walked.png"; } }]`);
    await build(root);
    expect(readPage(root, A)).toMatch(/<em>Word<\/em>[\s\S]*walked[\s\S]*<p>end<\/p>/);
  });

  it("changes data and texts of posts, and feeds, cards and sitemaps follow", async () => {
    const root = siteWith(
      `post: async ({ title, data, body }) => title === "A"
        ? { title: "A!", data: { ...data, loud: true }, excerpt: "In short.", body: body + '<img src="/new.png">' } : undefined`,
    );
    await build(root);
    expect(readPage(root, A)).toContain('A!|{"mood":"calm","loud":true}|<p>Text.</p>');
    expect(readPage(root, "feed.xml")).toContain("In short.");
    expect(readPage(root, "sitemap/2022-03.xml")).toContain("https://news.example.com/new.png");
    expect(readPage(root, B)).toContain("B|{}|<p>Other text.</p>");
  });

  it("cannot change what it was given but by what it returns", async () => {
    const root = siteWith("post: (post) => { post.data.mood = 'wild'; post.title = 'Z'; }");
    await build(root);
    expect(readPage(root, A)).toContain('A|{"mood":"calm"}|');
  });

  it("adds filters, functions, values and templates; the site's own templates come first", async () => {
    const root = siteWith(
      `templates: () => ({ filters: { shout: (text, mark) => text.toUpperCase() + mark },
        globals: { twice: (n) => 2 * n, motto: "Fair" }, folders: [new URL("./templates", import.meta.url).pathname] })`,
      {
        "templates/post.njk":
          '{{ post.title | shout("!") }} {{ twice(4) }} {{ motto }} {% include "note.njk" %}',
        "plugins/templates/note.njk": "a note",
        "plugins/templates/post.njk": "not this one",
      },
    );
    await build(root);
    expect(readPage(root, A)).toBe("A! 8 Fair a note");
  });

  it("plans pages and files, with what it asks of the site and of its data", async () => {
    const root = siteWith(
      `pages: async (site, { options }) => [
        { url: "/reading/", title: "Reading", content: site.posts({ tag: "Books" }).map((post) => post.title).join() },
        { url: "/lead.html", title: "Lead", template: "lead", facts: { lead: site.data.team.lead } },
        { url: "/tags.json", text: JSON.stringify(site.terms("tag").map(({ name, count }) => [name, count])) },
        { url: "/书.html", title: "Unlisted", sitemap: false }]`,
      {
        "templates/page.njk": "{{ page.title }}: {{ page.content }}",
        "templates/lead.njk": "{{ page.canonical }} {{ lead }}",
        "data/team.yml": "lead: Ann\n",
      },
    );
    await build(root);
    expect(readPage(root, "reading/index.html")).toBe("Reading: A");
    expect(readPage(root, "lead.html")).toBe("https://news.example.com/lead.html Ann");
    expect(readPage(root, "tags.json")).toBe('[["books",1]]');
    expect(readPage(root, "书.html")).toBe("Unlisted: ");
    const sitemap = readPage(root, "sitemap/pages.xml");
    expect(sitemap).toContain("<loc>https://news.example.com/reading/</loc>");
    expect(sitemap).not.toMatch(/tags\.json|%E4%B9%A6/);

    writeFiles(root, { "posts/2022-03-25-c.md": source({ title: "C", tags: "Books" }) });
    expect((await build(root)).written).toContain("reading/index.html");
    expect(readPage(root, "reading/index.html")).toBe("Reading: C,A");
    writeFiles(root, { "data/team.yml": "lead: Bob\n" });
    expect((await build(root)).written).toEqual(["lead.html"]);
    rmSync(join(root, "posts/2022-03-25-c.md"));
    await build(root);
    expect(readPage(root, "reading/index.html")).toBe("Reading: A");
  });

  it("has the last word on the HTML of every page but redirects", async () => {
    const root = siteWith(
      "html: async (html, page) => html + `<!-- ${page.kind} ${page.path} ${page.source} -->`",
      {
        "posts/2022-03-23-a.md": source({ title: "A", redirect_from: "/old.html" }),
      },
    );
    await build(root);
    expect(readPage(root, A)).toContain(`<!-- post ${A} posts/2022-03-23-a.md -->`);
    expect(readPage(root, "index.html")).toContain("<!-- home index.html null -->");
    expect(readPage(root, "old.html")).not.toContain("<!--");
    expect(readPage(root, "feed.xml")).not.toContain("<!--");
  });

  it("works on what the plugins before it made, and another order is another site", async () => {
    const plugin = (name: string) =>
      `export default { name: "${name}", version: "1", html: (html) => html + "${name}", post: ({ body }) => ({ body: body + "${name}" }) };\n`;
    const root = siteWith("", { "plugins/x.mjs": plugin("x"), "plugins/y.mjs": plugin("y") });
    for (const [order, text] of [
      ["x, y", "xy"],
      ["y, x", "yx"],
      ["y", "y"],
    ] as const) {
      const modules = order.split(", ").map((name) => `./plugins/${name}.mjs`);
      writeFiles(root, { "site.yml": `${SITE}plugins: [${modules.join(", ")}]\n` });
      await build(root);
      expect(readPage(root, B)).toBe(`B|{}|<p>Other text.</p>${text}${text}`);
    }
  });

  it("gets the options as its schema understands them", async () => {
    const schema = `options: { safeParse: (value) => typeof value.n === "number"
      ? { success: true, data: { n: value.n + 1 } } : { success: false, error: { issues: [{ path: ["n"], message: "must be a number" }] } } },`;
    const body = `${schema} html: (html, page, { options, site }) => html + options.n + site.title`;
    const root = siteWith(body, {}, "{n: 1}");
    await build(root);
    expect(readPage(root, B)).toContain("</p>\n2The Harbour Gazette".replace("\n", ""));
    setPlugin(root, body, "{n: one}");
    await expect(buildSite(root)).rejects.toThrow(
      'the plugin "one" does not take these options: n: must be a number',
    );
  });
});

describe("another plugin remakes", () => {
  it("the posts, feeds and lists that say what it changed, and nothing else", async () => {
    const root = siteWith('post: ({ title }) => (title === "A" ? { body: "<p>One</p>" } : undefined)');
    await build(root);
    setPlugin(root, 'post: ({ title }) => (title === "A" ? { body: "<p>Two</p>" } : undefined)');
    expect((await build(root)).written).toEqual([A]);
    setPlugin(
      root,
      'post: ({ title }) => (title === "A" ? { body: "<p>Two</p>", excerpt: "E" } : undefined)',
    );
    expect((await build(root)).written).toContain("feed.xml");
    expect(await build(root)).toEqual({ written: [], said: "" });
  });

  it("the pages whose templates use it, and nothing else", async () => {
    const templates = (word: string) =>
      `templates: () => ({ filters: { f: () => "${word}" }, globals: { g: () => "${word}" } })`;
    const root = siteWith(templates("1"), {
      "templates/post.njk": "{{ '' | f }}",
      "templates/tag.njk": "{{ g() }}",
      "templates/home.njk": "{{ later }}",
    });
    await build(root);
    setPlugin(root, templates("2"));
    expect((await build(root)).written).toEqual([A, B, "tag/books.html"]);
    setPlugin(
      root,
      'templates: () => ({ filters: { f: () => "2" }, globals: { g: () => "2", later: "now" } })',
    );
    expect((await build(root)).written).toEqual(["index.html"]);
  });

  it("its pages, where what it plans is another", async () => {
    const root = siteWith("pages: () => [{ url: '/a.html', title: 'A' }, { url: '/b.html', title: 'B' }]");
    await build(root);
    setPlugin(root, "pages: () => [{ url: '/a.html', title: 'A' }, { url: '/b.html', title: 'C' }]", "", "2");
    expect((await build(root)).written).toEqual(["b.html"]);
    setPlugin(root, "pages: () => [{ url: '/a.html', title: 'A' }]");
    await build(root);
    expect(() => readPage(root, "b.html")).toThrow();
    writeFiles(root, { "site.yml": SITE });
    await build(root);
    expect(() => readPage(root, "a.html")).toThrow();
  });

  it("what it touched, when its options, its version or a module that it imports changed, or it is gone", async () => {
    const schema = "options: { safeParse: (data) => ({ success: true, data }) },";
    const body = `${schema} html: (html, page, { options }) => page.kind === "post" ? html + options.n : html`;
    const root = siteWith(body, {}, "{n: 1}");
    await build(root);
    setPlugin(root, body, "{n: 2}");
    expect((await build(root)).written).toEqual([A, B]);
    setPlugin(root, body, "{n: 2}", "2");
    expect((await build(root)).written).toEqual([]);
    writeFiles(root, { "plugins/word.json": "1" });
    const importing = `import { readFileSync } from "node:fs"; const word = () => readFileSync(new URL("./word.json", import.meta.url), "utf8"); export * from "./other.mjs";`;
    writeFiles(root, { "plugins/other.mjs": "export const other = 1;\n" });
    const plugin = `${importing} export default { name: "one", version: "1", ${schema} html: (html) => html + word() };\n// require("./word.json")\n`;
    writeFiles(root, { "plugins/one.mjs": plugin });
    await build(root);
    writeFiles(root, { "plugins/word.json": "2" });
    expect((await build(root)).written).toContain(A);
    writeFiles(root, { "site.yml": SITE });
    expect((await build(root)).written).toContain(A);
    expect(readPage(root, B)).toBe("B|{}|<p>Other text.</p>");
  });
});

describe("a plugin that fails", () => {
  it.each([
    ["markdown", "markdown: () => { throw new Error('no') }", "plugins/one.mjs", "no"],
    ["markdown", "markdown: () => 5", "plugins/one.mjs", "it returned 5"],
    ["markdown", "markdown: () => ({ async: true })", "plugins/one.mjs", "asynchronous"],
    [
      "markdown",
      "markdown: () => ({ renderer: { hr() { throw new Error('no rule') } } })",
      "posts/2022-03-23-a.md",
      "no rule",
    ],
    [
      "post",
      "post: async ({ title }) => { if (title === 'A') throw new Error('not this') }",
      "posts/2022-03-23-a.md",
      "not this",
    ],
    [
      "post",
      "post: ({ title }) => title === 'A' ? { words: 3 } : undefined",
      "posts/2022-03-23-a.md",
      '"words", which is none of',
    ],
    [
      "post",
      "post: ({ title }) => title === 'A' ? { data: { at: new Date(0) } } : undefined",
      "posts/2022-03-23-a.md",
      '"data"',
    ],
    ["templates", "templates: () => ({ filters: { f: 5 } })", "plugins/one.mjs", '"filters"'],
    [
      "templates",
      "templates: () => ({ globals: { g: async () => 1 } })",
      "posts/2022-03-23-a.md",
      "a promise",
    ],
    ["pages", "pages: async () => { throw new Error('no pages') }", "plugins/one.mjs", "no pages"],
    ["pages", "pages: () => [{ title: 'x' }]", "plugins/one.mjs", "without a url"],
    [
      "pages",
      "pages: () => [{ url: '/x.html', facts: { f: () => 1 }, title: 'x' }]",
      "plugins/one.mjs",
      '"facts"',
    ],
    [
      "html",
      "html: (html, page) => page.kind === 'post' ? undefined : html",
      "posts/2022-03-23-a.md",
      "it returned undefined",
    ],
  ])("in its hook %s (%s) is named, and the rest is published without it", async (hook, body, file, why) => {
    const root = siteWith(body, {
      "templates/post.njk": "{{ post.title }}|{{ post.content | safe }}{{ g() if g }}",
    });
    const { said } = await build(root);
    expect(said).toContain(`${file}`);
    expect(said).toContain(`plugin-failed: the plugin "one" failed in its hook ${hook}`);
    expect(said).toContain(why);
    expect(readPage(root, A)).toMatch(/^A\|<p>Text\.<\/p>[\s\S]*<hr/);
    expect(readPage(root, B)).toBe("B|<p>Other text.</p>");
    expect((await build(root)).said).toBe(said);
    const published = readBytes(join(root, "dist"));
    expect((await buildSite(root, { strict: true, full: true })).failed).toBe(true);
    sameTree("what was published", published, readBytes(join(root, "dist")));
    setPlugin(root, "");
    expect((await build(root)).said).toBe("");
  });

  it("over every page is said once, with the first page and how many there are", async () => {
    const root = siteWith("html: () => { throw new Error('no') }");
    const { said } = await build(root);
    expect(said.match(/plugin-failed/g)).toHaveLength(1);
    expect(said).toMatch(
      /failed in its hook html: no \(in making 2022\/03\/23\/a\.html and \d+ other pages\)/,
    );
    expect((await build(root)).said).toBe(said);
  });

  it.each([
    ["/2022/03/23/a.html", "a post or page"],
    ["/tag/x.html", "tags"],
    ["/old.html", "posts/2022-03-23-a.md"],
    ["/twice.html", 'the plugin "one"'],
    ["/../x.html", "plans a page /../x.html"],
  ])("plans no page %s that belongs to others", async (url, owner) => {
    const root = siteWith(
      `pages: () => [{ url: "/twice.html", title: "First" }, { url: "${url}", title: "Second" }]`,
      {
        "posts/2022-03-23-a.md": source({ title: "A", redirect_from: "/old.html" }),
      },
    );
    const { said } = await build(root);
    expect(said).toContain("plugin-page");
    expect(said).toContain(owner);
    expect(readPage(root, "twice.html")).toContain("First");
  });

  it.each([
    ["plugins: [./plugins/none.mjs]", "plugin-missing"],
    ["plugins: [no-such-package]", "plugin-missing"],
    ["plugins: [./plugins/broken.mjs]", "plugin-missing"],
    ["plugins: [./plugins/empty.mjs]", "plugin-invalid"],
    ["plugins: [./plugins/typo.mjs]", "plugin-invalid"],
    ["plugins: [{module: ./plugins/one.mjs, options: {a: 1}}]", "plugin-options"],
    ["plugins: [./plugins/one.mjs, ./plugins/again.mjs]", "plugin-twice"],
    ["plugins: [./plugins/taken.mjs]", "plugin-name-taken"],
  ])("cannot be used: %s", async (settings, code) => {
    const root = siteWith("", {
      "plugins/broken.mjs": "export default {",
      "plugins/empty.mjs": "export const x = 1;\n",
      "plugins/typo.mjs": "export default { name: 'typo', version: '1', hmtl: (html) => html };\n",
      "plugins/again.mjs": "export default { name: 'one', version: '2' };\n",
      "plugins/taken.mjs":
        "export default { name: 'taken', version: '2', templates: () => ({ filters: { date: () => 1 } }) };\n",
    });
    writeFiles(root, { "site.yml": `${SITE}${settings}\n` });
    const error = await buildSite(root).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(BuildError);
    expect((error as BuildError).diagnostics.map((one) => one.code)).toEqual([code]);
    expect((error as BuildError).diagnostics[0]).toMatchObject({ file: "site.yml" });
  });
});

describe("a package", () => {
  it("is found where Node would find it, by its exports, and another version remakes what it touched", async () => {
    const root = siteWith("", {});
    const manifest = (version: string) =>
      JSON.stringify({ name: "@x/stamp", version, exports: { ".": { import: "./lib/main.mjs" } } });
    writeFiles(root, {
      "site.yml": `${SITE}plugins: ["@x/stamp"]\n`,
      "node_modules/@x/stamp/package.json": manifest("1.0.0"),
      "node_modules/@x/stamp/lib/main.mjs":
        "export default { name: '@x/stamp', version: '1', html: (html) => `${html}-stamped` };\n",
    });
    await build(root);
    expect(readPage(root, B)).toContain("-stamped");
  });
});
