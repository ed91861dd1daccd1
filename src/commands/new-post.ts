// A new post's file: dated now, with front matter that reads back as what was asked for.
import { constants, existsSync } from "node:fs";
import { access, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defaultConfig, loadConfig } from "../config/load.js";
import { isJekyllSite, loadJekyllConfig } from "../jekyll/config.js";
import { NO_MEMORY } from "../memory.js";
import { isoWithOffset } from "../time.js";
import type { Config } from "../types/config.js";
import type { Instant } from "../types/content.js";
import { slugify } from "../urls.js";

export interface NewPost {
  /** The site's folder. */
  root: string;
  title: string;
  category?: string | undefined;
  now: Instant;
  config: Pick<Config, "timezone" | "folders">;
  /** Where posts have to name one. */
  layout?: string | undefined;
}

/** Where the site's posts are. In a Jekyll site they name the layout of posts, if it has one. */
export async function postSettings(root: string, now: Instant): Promise<Pick<NewPost, "config" | "layout">> {
  if (!isJekyllSite(root)) return { config: (await loadConfig(root)).config };
  const { config } = loadJekyllConfig(root, await defaultConfig(NO_MEMORY), { now });
  const { collectionsDir = "", layoutsDir = "" } = config.jekyll ?? {};
  const posts = collectionsDir === "" ? "_posts" : `${collectionsDir}/_posts`;
  const layout = existsSync(join(root, layoutsDir, "post.html")) ? "post" : undefined;
  return { config: { ...config, folders: { ...config.folders, posts } }, layout };
}

/** Writes the file and returns its path, relative to the site's root. What exists already is never touched. */
export async function newPost({ root, title, category, now, config, layout }: NewPost): Promise<string> {
  const iso = isoWithOffset(now, config.timezone);
  const name = `${iso.slice(0, 10)}-${slugOf(title)}`;
  const text = frontMatter({
    title: title.trim(),
    date: readableDate(iso),
    category: category?.trim(),
    layout,
  });
  const folder = join(root, config.folders.posts);
  await mkdir(folder, { recursive: true });
  for (let attempt = 1; ; attempt++) {
    const candidate = attempt === 1 ? name : `${name}-${attempt}`;
    if (await isTaken(folder, candidate)) continue;
    if (await writeNew(join(folder, `${candidate}.md`), text))
      return `${config.folders.posts.replace(/\/+$/, "")}/${candidate}.md`;
  }
}

/** The title in lower case, without the marks that a shell or a URL would have to quote, nor a stop at the end. */
const slugOf = (title: string): string =>
  slugify(title.toLowerCase().replace(/[~!$&'()+,;=@]+|\.+(?!\p{Nd})/gu, "-"));

/** `a.md` and `a.html` of one day would be one page. */
async function isTaken(folder: string, name: string): Promise<boolean> {
  const exists = (extension: string) =>
    access(join(folder, name + extension), constants.F_OK).then(
      () => true,
      () => false,
    );
  return (await Promise.all([".md", ".markdown", ".html"].map(exists))).includes(true);
}

/** False where the file came into being meanwhile. */
async function writeNew(file: string, text: string): Promise<boolean> {
  try {
    await writeFile(file, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

interface FrontMatter {
  title: string;
  date: string;
  category: string | undefined;
  layout: string | undefined;
}

function frontMatter(values: FrontMatter): string {
  const named = values.layout === undefined ? [] : [`layout: ${values.layout}`];
  const lines = ["---", ...named, `title: ${quoted(values.title)}`, `date: ${values.date}`];
  // A list, because a plain `categories: a b` is two.
  if (values.category) lines.push("categories:", `  - ${quoted(values.category)}`);
  return `${lines.join("\n")}\n---\n\n`;
}

/** A double-quoted YAML scalar: JSON's escapes are YAML's, which wants a few more characters escaped. */
const quoted = (text: string): string =>
  JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** `2026-03-01T08:00:00+08:00` as `2026-03-01 08:00:00 +0800`, the form that Jekyll's users know. */
const readableDate = (iso: string): string =>
  iso.replace(
    /^(\S{10})T(\d\d:\d\d:\d\d)(?:\.\d+)?(?:Z|([+-]\d\d):?(\d\d))$/,
    (_, day, time, hours = "+00", minutes = "00") => `${day} ${time} ${hours}${minutes}`,
  );
