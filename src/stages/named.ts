// Compare, for those who are told where to look: what of the sources at these paths differs from the catalog.
import { lstatSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { forgetSource, recordedBelow, recordProblem, type SourceKind } from "../catalog/sources.js";
import { discover, isLitter } from "../content/discover.js";
import type { Config } from "../types/config.js";
import { SOURCES, type SourceChanges } from "./notice.js";
import type { Workspace } from "./workspace.js";

/** `paths`: files or folders, relative to the root, whether or not they are still there. */
export function noticeNamed(
  root: string,
  { catalog, config }: Pick<Workspace, "catalog" | "config">,
  paths: Iterable<string>,
): SourceChanges {
  const changes: SourceChanges = { suspects: new Map(), gone: [], hasPostsFolder: true, way: "by name" };
  for (const path of paths)
    for (const kind of ["post", "page"] as const) {
      const folder = kind === "post" ? config.folders.posts : config.folders.pages;
      for (const place of placesIn(folder, path)) compare(root, { catalog, config }, kind, place, changes);
    }
  changes.hasPostsFolder =
    lstatSync(join(root, config.folders.posts), { throwIfNoEntry: false }) !== undefined;
  return changes;
}

/** Of `path`, what lies in `folder`: the path, the folder, or nothing. */
function placesIn(folder: string, path: string): string[] {
  if (path === folder || folder.startsWith(`${path}/`)) return [folder];
  if (!path.startsWith(`${folder}/`)) return [];
  const names = path.slice(folder.length + 1).split("/");
  return names.some(isLitter) ? [] : [path];
}

function compare(
  root: string,
  { catalog, config }: Pick<Workspace, "catalog" | "config">,
  kind: SourceKind,
  place: string,
  changes: SourceChanges,
): void {
  const { folder, wanted, unwanted } = SOURCES[kind](config.folders);
  const except = otherFolders(config, folder);
  if (except.some((other) => place === other || place.startsWith(`${other}/`))) return;
  const part = place === folder ? { folder } : { folder: dirname(place), only: basename(place) };
  const found = discover({ root, ...part, except, wanted, unwanted });
  const known = recordedBelow(catalog, place);
  for (const { path, ...stat } of found.files) {
    const before = known.get(path);
    known.delete(path);
    const fingerprint = before?.kind === kind ? before.fingerprint : null;
    if (before?.kind !== kind || before.stamp !== `${stat.size} ${stat.mtime} ${stat.inode}`)
      changes.suspects.set(path, { kind, ...stat, fingerprint });
  }
  for (const problem of found.problems) {
    if (known.get(problem.file ?? "")?.kind === "other") known.delete(problem.file ?? "");
    recordProblem(catalog, problem);
  }
  for (const [path, before] of known) {
    if (except.some((other) => path.startsWith(`${other}/`))) continue;
    if (before.kind === kind) changes.gone.push({ path, kind });
    else if (before.kind === "other") forgetSource(catalog, path);
  }
}

const otherFolders = ({ folders: { posts, pages, data } }: Config, folder: string): string[] =>
  [posts, pages, data].filter((other) => other.startsWith(`${folder}/`));
