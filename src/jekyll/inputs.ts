// What the pages of a Jekyll site read beyond their own facts, and the hash of each such input: `site.title`,
// `data.team`, `layout:post`, `include:head.html`, `sheets:_sass` (the names of stylesheets in a folder), `settings:` (what shapes every
// page), `time:`.
import { readdirSync, readFileSync, realpathSync } from "node:fs";
import { join, sep } from "node:path";
import { sha256, valueHash } from "../hash.js";
import { remembered } from "../memo.js";
import type { Config } from "../types/config.js";
import type { JekyllConfig } from "../types/jekyll.js";

export interface JekyllInputs {
  hashOf(read: string): string;
  /** A layout's text and its path below the site; `null` if there is none of that name. */
  layout(name: string): { text: string; path: string } | null;
  /** The text of a file below the site's includes, or at a path of the site. */
  include(name: string): string | null;
  file(path: string): string | null;
  /** Names of the stylesheets in a folder of the site. */
  sheets(folder: string): ReadonlySet<string>;
}

export interface JekyllInputSettings {
  version: string;
  config: Config;
  /** The site's folder first, then that of the theme in a gem theme's place. */
  templateFolders: string[];
  /** By name, the address of a theme file. */
  assets: Record<string, string>;
  data: Record<string, unknown>;
}

export function createJekyllInputs({
  version,
  config,
  templateFolders,
  assets,
  data,
}: JekyllInputSettings): JekyllInputs {
  const jekyll = config.jekyll as JekyllConfig;
  const [root = ".", theme] = templateFolders;
  const hashes = new Map<string, string>();
  const texts = new Map<string, string | null>();
  const folders = new Map<string, ReadonlySet<string>>();
  let layouts: Map<string, string> | undefined;

  const file = (path: string) => remembered(texts, path, () => readInside(root, path));
  const include = (name: string) => file(`${jekyll.includesDir}/${name}`);
  const layout = (name: string) => {
    layouts ??= findLayouts(root, jekyll.layoutsDir);
    const path = layouts.get(name);
    const text = path === undefined ? null : file(path);
    if (text !== null) return { text, path: path as string };
    return theme === undefined ? null : themeLayout(theme, name);
  };
  const sheets = (folder: string) => remembered(folders, folder, () => sheetsIn(root, folder));
  const compute = (read: string): string => {
    const at = read.search(/[:.]/);
    const [kind, name] = [read.slice(0, at), read.slice(at + 1)];
    const textHash = (text: string | null | undefined) => (text == null ? "missing" : sha256(text));
    if (kind === "site") return valueHash(jekyll.values[name]);
    if (kind === "data") return valueHash(name === "*" ? Object.keys(data).sort() : data[name]);
    if (kind === "layout") return textHash(layout(name)?.text);
    if (kind === "include") return textHash(include(name));
    if (kind === "file") return textHash(file(name));
    if (kind === "sheets") return valueHash([...sheets(name)]);
    if (kind === "settings") return valueHash([coreSettings(config), assets]);
    if (kind === "time") return String(jekyll.time);
    if (kind === "program") return version;
    throw new Error(`no such input: ${read}`);
  };
  return { layout, include, file, sheets, hashOf: (read) => remembered(hashes, read, () => compute(read)) };
}

/** A name that the theme does not know is a page's. */
function themeLayout(folder: string, name: string): { text: string; path: string } {
  const known = ["default", "home", "page", "post"].includes(name) ? name : "page";
  const text = readInside(folder, `${known}.html`) ?? "{{ content }}";
  return { text, path: `templates/jekyll/${known}.html` };
}

/** What shapes every page, whatever its templates say. */
function coreSettings({ origin, basePath, timezone, lang, jekyll }: Config): unknown {
  const { values, plugins, excerptSeparator, markdownExt, strictFilters, strictVariables, liquid } =
    jekyll as JekyllConfig;
  const { kramdown, markdown, highlighter, guess_lang } = values;
  return [
    ...[
      origin,
      basePath,
      timezone,
      lang,
      plugins,
      excerptSeparator,
      markdownExt,
      strictFilters,
      strictVariables,
    ],
    ...[liquid, kramdown, markdown, highlighter, guess_lang],
  ];
}

/** By name without extension, as front matter names them. */
function findLayouts(root: string, folder: string): Map<string, string> {
  const found = new Map<string, string>();
  let names: string[];
  try {
    names = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  } catch {
    return found;
  }
  for (const name of names.map((one) => one.replaceAll(sep, "/")).sort())
    if (/[^/]\.[^./]+$/.test(name)) found.set(name.replace(/\.[^./]+$/, ""), `${folder}/${name}`);
  return found;
}

function sheetsIn(root: string, folder: string): ReadonlySet<string> {
  if (folder.split("/").includes("..")) return new Set();
  try {
    return new Set(
      readdirSync(join(root, folder))
        .filter((name) => /\.(?:s[ac]ss|css)$/.test(name))
        .sort(),
    );
  } catch {
    return new Set();
  }
}

/** `null`: there is no such file, or it is not the site's: a link must not lead out of it. */
function readInside(root: string, path: string): string | null {
  if (path.split("/").includes("..")) return null;
  try {
    const file = realpathSync(join(root, path));
    if (!file.startsWith(realpathSync(root) + sep)) return null;
    return readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch {
    return null;
  }
}
