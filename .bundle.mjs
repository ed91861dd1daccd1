// Bundles the program into a few files: `node .bundle.mjs [lib]`. Loading a hundred modules one by one takes as long as
// a build that finds nothing to do.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import nunjucks from "nunjucks";
import { rolldown } from "rolldown";
import { parseAst } from "rolldown/parseAst";

const { dependencies } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
const outside = Object.keys(dependencies).filter((name) => name !== "gray-matter");

// gray-matter's own engines are forty files, which take longer to load than a post takes to be read. None of them ever
// runs: front-matter.ts gives it others.
const withoutEngines = {
  name: "gray-matter-without-engines",
  resolveId: (id, importer) => (id.endsWith("/engines") && importer?.includes("gray-matter") ? "\0no-engines" : null),
  load: (id) => (id === "\0no-engines" ? "export {}" : null),
};

// nunjucks takes longer to compile the theme than to render a post's pages with it. Each template is kept with its
// text's hash: templates.ts compiles those that are others by now, and says what is wrong with those that are broken.
const THEME_CODE = /src[\\/]render[\\/]theme-code\.ts$/;
const withTheme = {
  name: "theme-compiled",
  load: (id) => (THEME_CODE.test(id) ? themeCode(join(import.meta.dirname, "templates")) : null),
};

function themeCode(folder) {
  const env = new nunjucks.Environment(null, { autoescape: true, trimBlocks: true, lstripBlocks: true });
  const wrapper = ([{ template }]) => `() => {${template}}`;
  const entries = readdirSync(folder, { recursive: true })
    .filter((path) => path.endsWith(".njk"))
    .map((path) => path.replaceAll("\\", "/"))
    .sort()
    .flatMap((name) => {
      const text = readFileSync(join(folder, name), "utf8");
      const key = `${name} ${createHash("sha256").update(text).digest("hex").slice(0, 32)}`;
      try {
        return [`${JSON.stringify(key)}: ${nunjucks.precompileString(text, { name, env, wrapper })}`];
      } catch {
        return [];
      }
    });
  return `export const THEME_CODE = {\n${entries.join(",\n")}\n};`;
}

// To V8 in Node 20 each object that `{ ...x, y }` makes is of a shape of its own: it takes ten times as long to make and
// to read as one of a known shape, and 200 bytes more. If anything stands before the spread, it is not so.
const withShapes = {
  name: "spreads-with-shapes",
  renderChunk: (code) => ({
    code: spreadsIn(parseAst(code))
      .sort((a, b) => a - b)
      .reduceRight((text, at) => `${text.slice(0, at)} __proto__: Object.prototype,${text.slice(at)}`, code),
  }),
};

/** Where object literals begin whose first part is a spread: just behind the brace. */
function spreadsIn(node) {
  if (typeof node !== "object" || node === null) return [];
  const inside = Object.values(node).flatMap(spreadsIn);
  const isOne = node.type === "ObjectExpression" && node.properties[0]?.type === "SpreadElement";
  return isOne ? [node.start + 1, ...inside] : inside;
}

const bundle = await rolldown({
  cwd: import.meta.dirname,
  input: { cli: "src/cli.ts", index: "src/index.ts", worker: "src/crew/worker.ts" },
  platform: "node",
  plugins: [withoutEngines, withTheme, withShapes],
  external: (id) => id.startsWith("node:") || outside.some((name) => id === name || id.startsWith(`${name}/`)),
});
// All in one folder: what looks for its neighbours (worker.js, ../templates) finds them from everywhere.
const dir = process.argv[2] ?? "lib";
await bundle.write({
  dir,
  chunkFileNames: "[name].js",
  // By itself, so that a template that changes makes no other program: version.ts.
  codeSplitting: { groups: [{ name: "theme-code", test: THEME_CODE }] },
});

// What the preview adds to each page runs in browsers, and is one file.
const client = await rolldown({
  cwd: import.meta.dirname,
  input: { "preview-client": "src/dev/browser/client.ts" },
  platform: "browser",
});
await client.write({ dir });
