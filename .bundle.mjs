// Bundles the program into a few files: `node .bundle.mjs [lib]`. Loading a hundred modules one by one takes as long as
// a build that finds nothing to do.
import { readFileSync } from "node:fs";
import { rolldown } from "rolldown";

const { dependencies } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
const outside = Object.keys(dependencies).filter((name) => name !== "gray-matter");

// gray-matter's own engines are forty files, which take longer to load than a post takes to be read. None of them ever
// runs: front-matter.ts gives it others.
const withoutEngines = {
  name: "gray-matter-without-engines",
  resolveId: (id, importer) => (id.endsWith("/engines") && importer?.includes("gray-matter") ? "\0no-engines" : null),
  load: (id) => (id === "\0no-engines" ? "export {}" : null),
};

const bundle = await rolldown({
  cwd: import.meta.dirname,
  input: { cli: "src/cli.ts", index: "src/index.ts", worker: "src/crew/worker.ts" },
  platform: "node",
  plugins: [withoutEngines],
  external: (id) => id.startsWith("node:") || outside.some((name) => id === name || id.startsWith(`${name}/`)),
});
// All in one folder: what looks for its neighbours (worker.js, ../templates) finds them from everywhere.
const dir = process.argv[2] ?? "lib";
await bundle.write({ dir, chunkFileNames: "[name].js" });

// What the preview adds to each page runs in browsers, and is one file.
const client = await rolldown({
  cwd: import.meta.dirname,
  input: { "preview-client": "src/dev/browser/client.ts" },
  platform: "browser",
});
await client.write({ dir });
