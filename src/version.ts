// Which program this is: its version, and a fingerprint of its code, so that no catalog outlives a change of it.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export function programVersion(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/** What follows from the theme's templates, which pages read as they stand. */
const OF_TEMPLATES = "theme-code.js";

/** Hash over the program's own files: somebody who works on it sees every change at the next build. */
export function programFingerprint(): string {
  const folder = fileURLToPath(new URL(".", import.meta.url));
  const hash = createHash("sha256").update(programVersion());
  // Bundled, it is all in one folder; those in it hold the declarations.
  const recursive = import.meta.url.endsWith(".ts");
  const names = readdirSync(folder, { recursive }) as string[];
  const isCode = (name: string) => /\.[jt]s$/.test(name) && !name.endsWith(".d.ts") && name !== OF_TEMPLATES;
  for (const name of names.filter(isCode).sort()) hash.update(name).update(readFileSync(folder + name));
  return hash.digest("hex").slice(0, 16);
}
