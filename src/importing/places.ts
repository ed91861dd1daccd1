// Where a Jekyll site's sources go: names are kept, folders become those of a site of Broadsheet's own kind.
import type { JekyllConfig } from "../types/jekyll.js";
import { pathKey } from "../urls.js";

/** Gives each source a place; two never get the same. `null`: its ending means nothing here. */
export interface Places {
  post(path: string): string | null;
  page(path: string): string | null;
  /** Of a file that is published as it is, by the file it is published as. */
  file(output: string): string;
  data(path: string): string;
}

export function createPlaces(jekyll: JekyllConfig): Places {
  const taken = new Set<string>();
  const free = (folder: string, rest: string): string => {
    for (let attempt = 1; ; attempt++) {
      const place = attempt === 1 ? `${folder}/${rest}` : `${folder}/again-${attempt}/${rest}`;
      const key = pathKey(place);
      if (taken.has(key)) continue;
      taken.add(key);
      return place;
    }
  };
  const below = (path: string, folder: string) =>
    folder !== "" && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
  const named = (path: string): string | null => {
    const ext = /\.[^./]+$/.exec(path)?.[0] ?? "";
    if (/^\.(?:md|markdown|html)$/i.test(ext)) return path;
    const isMarkdown = jekyll.markdownExt.includes(ext.toLowerCase());
    if (!isMarkdown && !/^\.x?html?$/i.test(ext)) return null;
    return `${path.slice(0, path.length - ext.length)}${isMarkdown ? ".md" : ".html"}`;
  };
  return {
    post(path) {
      const name = named(below(path, jekyll.collectionsDir));
      if (name === null) return null;
      const folders = name.split("/");
      const file = folders.pop() as string;
      const isDraft = folders.includes("_drafts");
      const kept = folders.filter((folder) => folder !== "_posts" && folder !== "_drafts").map(visible);
      return free("posts", [...(isDraft ? ["_drafts"] : []), ...kept, file].join("/"));
    },
    page(path) {
      const name = named(below(path, jekyll.collectionsDir));
      return name === null ? null : free("pages", name.replace(/^_/, ""));
    },
    file: (output) => free("public", output),
    data: (path) => free("data", below(path, jekyll.dataDir)),
  };
}

/** Below `posts/`, a folder of this name holds what is not published yet, and a dot hides it. */
const visible = (folder: string): string =>
  folder === "drafts" ? "from-drafts" : folder.replace(/^[.#]+/, "") || "folder";
