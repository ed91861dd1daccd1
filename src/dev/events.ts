// What can happen to a site, in its own words. Raw events of the file system become these once, here.
import type { Config, Folders } from "../types/config.js";

export type EventKind = "post" | "page" | "template" | "words" | "data" | "setting" | "asset";

export interface SiteEvent {
  kind: EventKind;
  /** A file or a folder, relative to the site's root. */
  path: string;
}

export const SETTINGS = "site.yml";

/** What a change of this path means. The innermost folder decides; a folder above several is an event for each. */
export function eventsAt(path: string, { folders }: Pick<Config, "folders">): SiteEvent[] {
  if (path === SETTINGS) return [{ kind: "setting", path }];
  const roles = rolesOf(folders);
  const inner = roles
    .filter(({ folder }) => path === folder || path.startsWith(`${folder}/`))
    .sort((a, b) => b.folder.length - a.folder.length)[0];
  const within = roles.filter(({ folder }) => folder !== path && folder.startsWith(`${path}/`));
  const own = inner === undefined ? [] : [{ kind: refine(inner.kind, path, folders), path }];
  return [...own, ...within.map(({ kind, folder }) => ({ kind, path: folder }))];
}

const rolesOf = (folders: Folders): { kind: EventKind; folder: string }[] => [
  { kind: "post", folder: folders.posts },
  { kind: "page", folder: folders.pages },
  { kind: "data", folder: folders.data },
  { kind: "template", folder: folders.templates },
  { kind: "asset", folder: folders.public },
];

const refine = (kind: EventKind, path: string, { templates }: Folders): EventKind =>
  kind === "template" && path.startsWith(`${templates}/words`) ? "words" : kind;
