// Packages that only some sites need: they are optional, and are looked for beside the program and in the site.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

export interface OptionalPackage {
  folder: string;
  version: string;
  require: ReturnType<typeof createRequire>;
}

/** `null`: it is not installed. `root` is the site's. */
export function findPackage(name: string, root: string): OptionalPackage | null {
  for (const place of [import.meta.url, join(root, "site.yml")]) {
    const require = createRequire(place);
    // Not every package lets its package.json be asked for.
    const folders = require.resolve.paths(name) ?? [];
    const folder = folders.map((one) => join(one, name)).find((one) => existsSync(join(one, "package.json")));
    if (folder === undefined) continue;
    const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string };
    return { folder, version, require };
  }
  return null;
}
