// Plugins in the preview: it shows what a build makes with them, also after one of them was changed, or broken.
import { describe, expect, it } from "vitest";
import { equalsCleanBuild, preview, type TestPreview, until } from "../../tools/previewing.js";
import { addBareTemplates, SITE, source, tempFolder, writeFiles } from "../../tools/temp-site.js";

const A = "/2022/03/01/a.html";

async function open(plugin: string): Promise<TestPreview> {
  const root = tempFolder();
  writeFiles(root, {
    "site.yml": `${SITE}plugins: [./plugins/one.mjs]\n`,
    "posts/2022-03-01-a.md": source({ title: "A" }, "Text.\n"),
    "plugins/one.mjs": plugin,
  });
  addBareTemplates(root);
  writeFiles(root, { "templates/post.njk": "{{ page.title }}: {{ post.content | safe }}\n" });
  return preview(root);
}

const plugin = (word: string) =>
  `export default { name: "one", version: "1",
  post: async ({ body }) => ({ body: body + "post ${word}" }),
  pages: async (site) => [{ url: "/list.html", title: "${word}" + site.posts().length }],
  html: async (html) => html + "html ${word}" };\n`;

const shows = async (shown: TestPreview, path: string, text: string): Promise<void> => {
  await until(
    () => shown.text(path),
    (found) => found.includes(text),
  );
};

describe("the preview shows", () => {
  it("what hooks make that must be waited for, and what they make when they are others", async () => {
    const shown = await open(plugin("one"));
    expect(await shown.text(A)).toBe("A: <p>Text.</p>post one\nhtml one");
    expect(await shown.text("/list.html")).toContain("one1");
    await equalsCleanBuild(shown);
    writeFiles(shown.root, { "plugins/one.mjs": plugin("two") });
    await shows(shown, A, "post two\nhtml two");
    await equalsCleanBuild(shown, {}, ["list.html"]);
    writeFiles(shown.root, { "posts/2022-03-02-b.md": source({ title: "B" }, "Text.\n") });
    await shows(shown, "/list.html", "two2");
    await equalsCleanBuild(shown);
  });

  it("the site as it was while a plugin cannot be loaded, and says so", async () => {
    const shown = await open(plugin("one"));
    await shown.text(A);
    writeFiles(shown.root, { "plugins/one.mjs": "export default {\n" });
    await until(
      () => shown.said,
      (said) => said.includes("plugin-missing site.yml"),
    );
    expect(await shown.text(A)).toContain("post one");
    writeFiles(shown.root, { "plugins/one.mjs": plugin("three") });
    await shows(shown, A, "post three");
  });

  it("a page without what a hook that fails would have done, and says so", async () => {
    const shown = await open(
      'export default { name: "one", version: "1", html: async () => { throw new Error("no"); } };\n',
    );
    expect(await shown.text(A)).toBe("A: <p>Text.</p>\n");
    const info = await (await shown.get(`/@broadsheet/page?path=${encodeURIComponent(A)}`)).text();
    expect(info).toContain("plugin");
  });
});
