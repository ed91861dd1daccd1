// What can happen to a site, in its own words. Raw events of the file system become these once, here.
import type { Config, Folders } from "../types/config.js";
import type { JekyllConfig } from "../types/jekyll.js";

export type EventKind = "post" | "page" | "template" | "words" | "data" | "setting" | "asset";

export interface SiteEvent {
  kind: EventKind;
  /** A file or a folder, relative to the site's root. */
  path: string;
}

export const SETTINGS = "site.yml";

/** What a change of this path means; a folder above several is an event for each of them. */
export const eventsAt = (path: string, config: Pick<Config, "folders" | "jekyll">): SiteEvent[] =>
  config.jekyll === null ? ownEventsAt(path, config) : [{ kind: jekyllKind(path, config.jekyll), path }];

/** All of these are looked at together: the kind says what else an event means. */
function jekyllKind(path: string, { files, layoutsDir, includesDir, dataDir }: JekyllConfig): EventKind {
  if (path === SETTINGS || files.includes(path)) return "setting";
  if (/(?:^|\/)_(?:posts|drafts)\//.test(path)) return "post";
  const isIn = (folder: string) => path === folder || path.startsWith(`${folder}/`);
  if (isIn(layoutsDir) || isIn(includesDir)) return "template";
  return isIn(dataDir) ? "data" : "asset";
}

/** The innermost folder decides. */
function ownEventsAt(path: string, { folders }: Pick<Config, "folders">): SiteEvent[] {
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
