// `site.yml` on the disk -> Config.
import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { BuildError } from "../diagnostics/diagnostic.js";
import { configEncoding, configMissing, configUnreadable } from "../diagnostics/settings.js";
import { type Memory, NO_MEMORY } from "../memory.js";
import type { Config } from "../types/config.js";
import type { ConfigOverrides, LoadedConfig } from "./config.js";

const FILE = "site.yml";
/** What somebody who has no `site.yml` may have instead. */
const NEAR_NAMES = ["site.yaml", "_config.yml", "_config.yaml"];

/**
 * Reads `site.yml` in `root`; a site without one has every default. Throws a BuildError with every problem found. What
 * checks settings is loaded only where `memory` does not know the text.
 */
export async function loadConfig(
  root: string,
  overrides: ConfigOverrides = {},
  memory: Memory = NO_MEMORY,
): Promise<LoadedConfig> {
  const bytes = await readIfThere(join(root, FILE));
  if (bytes === null) {
    const { readSiteYml } = await import("./config.js");
    const { config } = readSiteYml("", { file: FILE, overrides });
    return { config, warnings: [configMissing(FILE, await nearName(root))], text: "" };
  }
  const text = decode(bytes);
  // Which zones and languages there are is Node's affair.
  const name = `${FILE} ${JSON.stringify([overrides.drafts, overrides.future, process.versions.node])}`;
  const known = memory.recall<LoadedConfig>(name, text);
  if (known !== undefined) return known;
  const { readSiteYml } = await import("./config.js");
  const loaded = readSiteYml(text, { file: FILE, overrides });
  memory.remember(name, text, loaded);
  return loaded;
}

/** The settings of a site that says nothing; others fill in what they know. */
export async function defaultConfig(memory: Memory): Promise<Config> {
  const name = `defaults ${process.versions.node}`;
  const known = memory.recall<Config>(name, "");
  if (known !== undefined) return known;
  const { parseConfig } = await import("./config.js");
  const config = parseConfig("", { file: FILE });
  memory.remember(name, "", config);
  return config;
}

async function readIfThere(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw new BuildError(configUnreadable(code ?? String(error), { file: FILE }), { cause: error });
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new BuildError(configEncoding({ file: FILE }), { cause: error });
  }
}

async function nearName(root: string): Promise<string | null> {
  for (const name of NEAR_NAMES) {
    const there = await access(join(root, name)).then(
      () => true,
      () => false,
    );
    if (there) return name;
  }
  return null;
}
