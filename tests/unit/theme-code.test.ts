// The theme as it is compiled beforehand, against what nunjucks makes of it when it is used.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { shortHash } from "../../src/hash.js";
import { compileProgram } from "../tools/program.js";
import { buildSite, NOW, readTree, silent, source, tempFolder, tempSite } from "../tools/temp-site.js";

const theme = fileURLToPath(new URL("../../templates/", import.meta.url));

it("is all there, makes the same pages, and gives way to a site's own templates", async () => {
  const program = await compileProgram();
  const code = (await import(pathToFileURL(join(program.cli, "../theme-code.js")).href)) as object;
  const keys = Object.keys(Object.values(code)[0] as object);
  const names = readdirSync(theme, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(".njk"));
  expect(keys.sort()).toEqual(
    names.map((name) => `${name} ${shortHash(readFileSync(join(theme, name), "utf8"))}`).sort(),
  );

  const root = tempSite({
    "site.yml": "title: News\nurl: https://news.example.com\n",
    "posts/2022-03-01-a.md": source({ title: "A", categories: "[x, y]", tags: "t", author: "Ann Li" }),
    "posts/2022-03-02-b.md": source({ title: "B", categories: "x", redirect_from: "/old.html" }),
    "pages/about.md": source({ title: "About" }),
    "templates/tag.njk": "{% extends 'listing.njk' %}{% block head %}<meta name=\"own\">{% endblock %}",
  });
  const [compiled, plain] = [tempFolder(), tempFolder()];
  await program.build({ root, out: compiled, home: tempFolder(), now: NOW, reporter: silent });
  await buildSite(root, { out: plain, home: tempFolder() });
  const tree = readTree(compiled);
  expect(tree.get("tag/t.html")).toContain('<meta name="own">');
  expect(tree).toEqual(readTree(plain));
});
