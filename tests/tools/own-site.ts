// The repository's own site, built from a copy of its sources, for tests of what readers get.
import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSite, tempFolder } from "./temp-site.js";

/** Every post is due by then, whenever the tests run. */
const NOW = Date.parse("2027-01-01T00:00:00+08:00");

const repository = fileURLToPath(new URL("../..", import.meta.url));

const PICTURES = join(repository, "node_modules/.cache/broadsheet/pictures");

export interface OwnSite {
  /** The folder that would be published. */
  dist: string;
  /** Scheme and host, as in `site.yml`. */
  origin: string;
}

/** Its sources alone, in a folder of their own. */
export function copyOwnSite(): string {
  const root = tempFolder();
  for (const part of ["site.yml", "posts", "public"])
    cpSync(join(repository, part), join(root, part), { recursive: true });
  // Its pictures are made once for all tests.
  mkdirSync(PICTURES, { recursive: true });
  mkdirSync(join(root, ".broadsheet"));
  symlinkSync(PICTURES, join(root, ".broadsheet/pictures"));
  return root;
}

export async function buildOwnSite(): Promise<OwnSite> {
  const root = copyOwnSite();
  const report = await buildSite(root, { now: NOW });
  const { rejected } = report.posts;
  if (rejected.length > 0) throw new Error(`rejected: ${rejected.map(({ file }) => file).join(", ")}`);
  return { dist: join(root, "dist"), origin: "https://chenghu-daily.example.com" };
}
