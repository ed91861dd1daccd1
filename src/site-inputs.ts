// What a site brings besides posts and pages: data files, interface words, theme assets, templates.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { authorInfo } from "./author-info.js";
import { discover } from "./content/discover.js";
import { loadData, readDataFile } from "./data-files.js";
import { sha256 } from "./hash.js";
import { type Memory, NO_MEMORY } from "./memory.js";
import type { Config } from "./types/config.js";
import type { Taxonomy, TermInfo } from "./types/content.js";
import type { Diagnostic } from "./types/diagnostic.js";
import { foldTerm, slugify } from "./urls.js";

/** The theme that comes with the program. */
const OWN_TEMPLATES = fileURLToPath(new URL("../templates", import.meta.url));
const OWN_PUBLIC = fileURLToPath(new URL("../public", import.meta.url));

/** What hosts and browsers look for under names that begin with a dot. */
const HIDDEN_AND_PUBLISHED = /^\.(?:well-known|nojekyll|htaccess)$/;

/** A file that is published as it is. */
export interface Asset {
  /** Absolute. */
  file: string;
  /** Below `dist/`. */
  output: string;
  /** The source relative to the site's root; theme files from elsewhere keep `public/theme/…`. */
  path: string;
  /** Name by which templates ask for it; `null` if it is not the theme's. */
  themeName: string | null;
}

export interface SiteInputs {
  templateFolders: string[];
  /** All that a page could ask for; a new one may change which template a page gets. */
  templateNames: string[];
  data: Record<string, unknown>;
  words: Record<string, Record<string, string>>;
  termInfo: Record<Taxonomy, Map<string, TermInfo>>;
  assets: Asset[];
  problems: Diagnostic[];
}

export interface InputOptions {
  memory?: Memory;
  /** Of plugins: between the site's own and the theme's. */
  templateFolders?: readonly string[];
}

export function loadSiteInputs(
  root: string,
  config: Config,
  { memory = NO_MEMORY, templateFolders: added = [] }: InputOptions = {},
): SiteInputs {
  const problems: Diagnostic[] = [];
  const templateFolders = [join(root, config.folders.templates), ...added, OWN_TEMPLATES]
    .filter(unique)
    .filter(isFolder);
  const data = loadData(root, config.folders.data, problems, memory);
  return {
    templateFolders,
    templateNames: templateFolders.flatMap(templatesIn).sort().filter(unique),
    data,
    words: loadWords(templateFolders, root, problems, memory),
    termInfo: {
      category: termInfo(data.categories),
      tag: termInfo(data.tags),
      author: authorInfo(data.authors, `${config.folders.data}/authors`, problems),
      series: termInfo(data.series),
    },
    assets: loadAssets(root, config, problems),
    problems,
  };
}

/** What stands in for a Jekyll theme that is a gem: layouts in Liquid, and the stylesheet. */
export function jekyllTheme(): { folder: string; stylesheet: Asset } {
  const file = join(OWN_PUBLIC, "theme/site.css");
  const output = `theme/${hashedName("site.css", readFileSync(file))}`;
  return {
    folder: join(OWN_TEMPLATES, "jekyll"),
    stylesheet: { file, output, path: "public/theme/site.css", themeName: "site.css" },
  };
}

const unique = <T>(value: T, index: number, all: readonly T[]) => all.indexOf(value) === index;
const templatesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll(sep, "/"))
    .filter((name) => name.endsWith(".njk"));
const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** `words/<lang>.yml` of every template folder; the site's own words win, word by word. */
function loadWords(
  folders: readonly string[],
  root: string,
  problems: Diagnostic[],
  memory: Memory,
): SiteInputs["words"] {
  const words: SiteInputs["words"] = {};
  for (const folder of [...folders].reverse()) {
    const files = isFolder(join(folder, "words")) ? readdirSync(join(folder, "words")).sort() : [];
    for (const name of files.filter((file) => file.endsWith(".yml"))) {
      const file = join(folder, "words", name);
      const path = file.startsWith(root) ? file.slice(root.length + 1) : `templates/words/${name}`;
      const lang = name.slice(0, -".yml".length);
      words[lang] = {
        ...words[lang],
        ...(readDataFile(file, path, problems, memory) as Record<string, string> | undefined),
      };
    }
  }
  return Object.fromEntries(Object.keys(words).map((lang) => [lang, withFallback(words, lang)]));
}

/** A site need not translate every word of a language that the theme does not speak. */
function withFallback(words: SiteInputs["words"], lang: string): Record<string, string> {
  const isRelative = (other: string) => other.split("-")[0] === lang.split("-")[0];
  const relatives = Object.keys(words).filter((other) => other !== lang && isRelative(other));
  return Object.assign({}, words.en, ...relatives.sort().map((other) => words[other]), words[lang]);
}

/** `data/categories.yml`: a title, or `{title, description}`, by the category's name as posts write it. */
function termInfo(data: unknown): Map<string, TermInfo> {
  const info = new Map<string, TermInfo>();
  if (typeof data !== "object" || data === null || Array.isArray(data)) return info;
  for (const [name, value] of Object.entries(data)) {
    if (typeof value === "string") info.set(foldTerm(name), { title: value });
    if (typeof value !== "object" || value === null) continue;
    const { title, description } = value as Record<string, unknown>;
    info.set(foldTerm(name), {
      ...(typeof title === "string" && { title }),
      ...(typeof description === "string" && { description }),
    });
  }
  return info;
}

/**
 * Files of `public/` keep their names. Those of `public/theme/` are the theme's: their names get a hash of their
 * content, so that browsers may keep them for ever, and the program's own stand in for those that a site lacks.
 */
function loadAssets(root: string, config: Config, problems: Diagnostic[]): Asset[] {
  const folder = config.folders.public;
  const found = discover({ root, folder, wanted: null, kept: HIDDEN_AND_PUBLISHED });
  problems.push(...found.problems);
  const assets: Asset[] = [];
  const theme = new Map<string, { file: string; path: string }>();
  for (const name of filesIn(join(OWN_PUBLIC, "theme")))
    theme.set(name, { file: join(OWN_PUBLIC, "theme", name), path: `public/theme/${name}` });
  for (const { path } of found.files) {
    const below = path.slice(folder.length + 1);
    if (below.startsWith("theme/")) theme.set(below.slice("theme/".length), { file: join(root, path), path });
    else assets.push({ file: join(root, path), output: below, path, themeName: null });
  }
  for (const [themeName, { file, path }] of [...theme].sort(([a], [b]) => (a < b ? -1 : 1)))
    assets.push({ file, output: `theme/${hashedName(themeName, readFileSync(file))}`, path, themeName });
  return assets;
}

function filesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith(".")) : [];
}

/** `site.css` → `site.1f2e3d4c5b.css`. */
function hashedName(name: string, content: Uint8Array): string {
  const extension = extname(name);
  const stem = slugify(name.slice(0, name.length - extension.length).replaceAll("/", "-"));
  return `${stem}.${sha256(content).slice(0, 10)}${extension}`;
}
