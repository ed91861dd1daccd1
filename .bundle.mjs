// Bundles the program into a few files: `node .bundle.mjs [lib]`. Loading a hundred modules one by one takes as long as
// a build that finds nothing to do.
import { readFileSync } from "node:fs";
import { rolldown } from "rolldown";

const { dependencies } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
const outside = Object.keys(dependencies);

const bundle = await rolldown({
  cwd: import.meta.dirname,
  input: { cli: "src/cli.ts", index: "src/index.ts", worker: "src/crew/worker.ts" },
  platform: "node",
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
