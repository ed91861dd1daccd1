// Stylesheets in Sass, as jekyll-sass-converter 3 makes them: with Dart Sass, which is loaded for the first of them. What
// they load comes from the site's folder and from nowhere else.
import { createRequire } from "node:module";
import type * as Sass from "sass";
import { BuildError, type Place } from "../../diagnostics/diagnostic.js";
import { jekyllSass, jekyllSassOfTheme, jekyllSassWarning } from "../../diagnostics/jekyll.js";
import type { Diagnostic } from "../../types/diagnostic.js";
import type { JekyllConfig } from "../../types/jekyll.js";
import type { JekyllInputs } from "../inputs.js";
import { isSass } from "../syntax.js";
import type { Doc } from "../view.js";
import { createSassFinder, type SheetFiles } from "./sass-files.js";

export interface SassSource {
  /** Below the site. */
  path: string;
  /** After Liquid. */
  text: string;
  /** The line of the file at which the text begins. */
  line: number;
}

/** Counted from zero. */
interface Spot {
  url?: URL | undefined;
  start: { line: number; column: number };
}

const require = createRequire(import.meta.url);

interface Host {
  jekyll: JekyllConfig;
  inputs: Pick<JekyllInputs, "file" | "sheets">;
  note(read: string): void;
  report(problem: Diagnostic): void;
}

/** Notes for the page that is being made every file and folder that its stylesheet comes from. */
export function createStylesheets({ jekyll, inputs, note, report }: Host) {
  const files: SheetFiles = {
    file(path) {
      note(`file:${path}`);
      return inputs.file(path);
    },
    names(folder) {
      note(`sheets:${folder}`);
      return inputs.sheets(folder);
    },
  };
  return {
    isOne: ({ path }: Doc): boolean => isSass(path),
    compile(doc: Doc, text: string): string {
      note("site.sass");
      return compileSass({ path: doc.path, text, line: doc.jekyll?.bodyLine ?? 1 }, jekyll, files, report);
    },
  };
}

/**
 * The stylesheet as CSS; `report` hears of `@warn`, and of what a theme that is not here would have brought. Throws a
 * BuildError where Sass finds a mistake: a stylesheet is every page's.
 */
export function compileSass(
  source: SassSource,
  jekyll: JekyllConfig,
  files: SheetFiles,
  report: (problem: Diagnostic) => void,
): string {
  const sass = require("sass") as typeof Sass;
  const settings = settingsOf(jekyll);
  const finder = createSassFinder(files, settings.loadPaths);
  const placeOf = ({ url, start }: Spot): Place => {
    const file = url === undefined ? source.path : finder.pathOf(url);
    const before = file === source.path ? source.line : 1;
    return { file, line: before + start.line, column: start.column + 1 };
  };
  const importer: Sass.Importer<"sync"> = {
    canonicalize: (name, { fromImport }) => finder.find(name, fromImport),
    load: (url) => {
      const path = finder.pathOf(url);
      return { contents: files.file(path) ?? "", syntax: syntaxOf(path) };
    },
  };
  try {
    const { css } = sass.compileString(source.text, {
      ...{ url: finder.urlOf(source.path), syntax: syntaxOf(source.path), importer, importers: [importer] },
      ...{ style: settings.style, quietDeps: true },
      logger: {
        // What Sass itself will do otherwise one day is no matter of those who publish.
        warn(message, { deprecation, span, stack = "" }) {
          if (deprecation) return;
          const [, url, line, column] = /^(\S+) (\d+):(\d+)/.exec(stack) ?? [];
          const start = { line: Number(line ?? 1) - 1, column: Number(column ?? 1) - 1 };
          report(jekyllSassWarning(message, placeOf(span ?? { url: url ? new URL(url) : undefined, start })));
        },
        debug() {},
      },
    });
    return css;
  } catch (cause) {
    if (!(cause instanceof sass.Exception)) throw cause;
    const place = placeOf(cause.span);
    if (jekyll.theme === null) throw new BuildError(jekyllSass(cause.sassMessage, place));
    report(jekyllSassOfTheme(cause.sassMessage, jekyll.theme, place));
    return "";
  }
}

interface SassSettings {
  /** Folders below the site, in which `@use "name"` looks after that of the file itself. */
  loadPaths: string[];
  style: "expanded" | "compressed";
}

function settingsOf({ values }: JekyllConfig): SassSettings {
  const { sass_dir, load_paths, style } = (values.sass ?? {}) as Record<string, unknown>;
  const more = Array.isArray(load_paths) ? load_paths : load_paths == null ? [] : [load_paths];
  const own = typeof sass_dir === "string" ? sass_dir : "_sass";
  const loadPaths = [...more, own].map((path) => String(path).replace(/^\.?\/|\/$/g, ""));
  return { loadPaths, style: String(style).replace(/^:/, "") === "compressed" ? "compressed" : "expanded" };
}

const syntaxOf = (path: string): Sass.Syntax =>
  path.endsWith(".sass") ? "indented" : path.endsWith(".css") ? "css" : "scss";
