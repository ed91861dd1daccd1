// `defaults:` of `_config.yml`: which values a source gets before its own front matter.
import type { JekyllConfig, JekyllDefault } from "../types/jekyll.js";
import { merged } from "./merged.js";

export type DefaultsOf = (path: string, type: string) => Record<string, unknown>;

export function createDefaults({ defaults, collectionsDir }: JekyllConfig): DefaultsOf {
  const sets = defaults.map((set) => ({ set, applies: createTest(set, collectionsDir) }));
  return (path, type) => {
    let values: Record<string, unknown> = {};
    let scope: JekyllDefault | null = null;
    for (const { set, applies } of sets) {
      if (!applies(path, type)) continue;
      if (hasPrecedence(scope, set)) {
        values = merged(values, set.values);
        scope = set;
      } else values = merged(set.values, values);
    }
    return values;
  };
}

function createTest(set: JekyllDefault, collectionsDir: string): (path: string, type: string) => boolean {
  const scoped = tidy(set.path);
  const glob = scoped.includes("*") ? globPattern(scoped) : null;
  const prefix =
    collectionsDir !== "" && scoped.startsWith(`${collectionsDir}/`)
      ? scoped.slice(collectionsDir.length + 1)
      : scoped;
  return (path, type) => {
    if (set.type !== null && set.type !== type) return false;
    if (scoped === "") return true;
    return glob === null ? path.startsWith(prefix) : glob.test(path);
  };
}

/** A glob names files or folders; what lies below a folder is meant, too. */
function globPattern(glob: string): RegExp {
  const source = glob
    .replace(/[\\^$.+?()[\]{}|]/g, "\\$&")
    .replaceAll("**/", "\u0000")
    .replaceAll("*", "[^/]*")
    .replaceAll("\u0000", "(?:.*/)?");
  return new RegExp(`^${source}`);
}

const tidy = (path: string): string => (path.startsWith("/") ? path.replace(/^\/|(?<=[^/])\/$/g, "") : path);

function hasPrecedence(old: JekyllDefault | null, set: JekyllDefault): boolean {
  if (old === null) return true;
  const [before, now] = [tidy(old.path).length, tidy(set.path).length];
  if (before !== now) return now >= before;
  return set.type !== null || old.type === null;
}
