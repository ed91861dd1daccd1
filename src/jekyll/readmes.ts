// jekyll-readme-index: a README is its folder's index, unless there is one.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { JekyllConfig } from "../types/jekyll.js";
import { openSource } from "./front-matter.js";
import { pluginSettings } from "./page-plugins.js";
import { withStyleSuffix } from "./urls.js";

const INDEX_URL = /^(.*\/)(?:index\.(?:html?|xhtml|xml))?$/i;

const settingsOf = (config: JekyllConfig) => pluginSettings(config, "jekyll-readme-index", "readme_index");

/** What may be the index of its folder. */
export function isReadme(path: string, config: JekyllConfig): boolean {
  const [, ext = ""] = /(?:^|\/)readme(\.[^./]+)$/i.exec(path) ?? [];
  return config.markdownExt.includes(ext.toLowerCase()) && settingsOf(config) !== null;
}

/** Whether a README is not published as it is, too. */
export const areOriginalsRemoved = (config: JekyllConfig): boolean =>
  settingsOf(config)?.remove_originals === true;

/** Which of the READMEs are indexes. `plain`: without front matter; `pages`: all files that have some. */
export function readmeIndexes(
  root: string,
  config: JekyllConfig,
  { plain, pages, files }: Record<"plain" | "pages" | "files", readonly string[]>,
): string[] {
  const isPageIndex = createPageIndexTest(config);
  const indexes = [...pages.filter(isPageIndex), ...files.filter((path) => INDEX_URL.test(`/${path}`))];
  const indexed = new Set(indexes.map(folderOf));
  const found = plain.filter((path) => !indexed.has(folderOf(path)));
  for (const path of found) indexed.add(folderOf(path));
  if (settingsOf(config)?.with_frontmatter !== true) return found;
  const candidates = pages.filter((path) => isReadme(path, config) && !indexed.has(folderOf(path)));
  if (candidates.length === 0) return found;
  // Any page may say that it is a folder's index.
  const places = new Map(pages.map((path) => [path, permalinkOf(join(root, path), path)]));
  for (const permalink of places.values()) {
    const folder = INDEX_URL.exec(permalink ?? "")?.[1];
    if (folder !== undefined) indexed.add(folder.toLowerCase());
  }
  for (const path of candidates) {
    const permalink = places.get(path) ?? null;
    const folder = permalink === null ? folderOf(path) : folderOf(permalink.replace(/\/$/, ""));
    if (indexed.has(folder)) continue;
    indexed.add(folder);
    found.push(path);
  }
  return found;
}

type Values = Record<string, unknown>;

/** A page's data, with the place that a README gets. `place`: where it would be otherwise. */
export function withReadmePlace(
  path: string,
  data: Values,
  { isPlain, place }: { isPlain: boolean; place(): { url: string } | { unknown: string } },
  config: JekyllConfig,
): Values {
  if (!isReadme(path, config)) return data;
  if (isPlain) {
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    return data.permalink != null ? data : { ...data, permalink: `/${folder}` };
  }
  if (!config.readmes.includes(path)) return data;
  const placed = place();
  return "url" in placed ? { ...data, permalink: placed.url.replace(/[^/]*\/?$/, "") } : data;
}

/** Whether a page's name makes it its folder's index. `Index.md` is none where addresses are pretty: `/Index/`. */
function createPageIndexTest({ markdownExt, permalink }: JekyllConfig): (path: string) => boolean {
  const isPretty = withStyleSuffix("", permalink).endsWith("/");
  return (path) => {
    const [, name = "", ext = ""] = /(?:^|\/)(index)(\.[^./]+)$/i.exec(path) ?? [];
    const becomesHtml = markdownExt.includes(ext.toLowerCase());
    return (
      (becomesHtml || INDEX_URL.test(`/index${ext}`)) && (name === "index" || (name !== "" && !isPretty))
    );
  };
}

function permalinkOf(file: string, path: string): string | null {
  try {
    const opened = openSource(path, readFileSync(file));
    return opened.ok && opened.data.permalink != null ? String(opened.data.permalink) : null;
  } catch {
    return null; // gone since, or reported when it is parsed
  }
}

/** From the root, with a slash at both ends, in small letters. */
const folderOf = (path: string): string => {
  const folder = path.slice(0, path.lastIndexOf("/") + 1).toLowerCase();
  return folder.startsWith("/") ? folder : `/${folder}`;
};
