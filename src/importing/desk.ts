// What an import works with: the old site's sources and Liquid, and the folder in which the new one is put together.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { createDocumentParser } from "../jekyll/documents.js";
import { createJekyllRenderer } from "../jekyll/renderer.js";
import { readYaml } from "../jekyll/yaml.js";
import type { Post, StaticPage } from "../types/content.js";
import type { Diagnostic } from "../types/diagnostic.js";
import type { JekyllConfig } from "../types/jekyll.js";
import type { Listing } from "./listing.js";

type Doc = Post | StaticPage;

export interface Desk {
  jekyll: JekyllConfig;
  put(path: string, bytes: Uint8Array | string): void;
  bytesOf(path: string): Uint8Array;
  /** A source's text behind its front matter. */
  bodyOf(doc: Doc): string;
  runBody(doc: Doc): { text: string; problems: Diagnostic[] };
  isRun(doc: Doc): boolean;
  /** What `_config.yml` says, without defaults. */
  typedSettings(): Record<string, unknown>;
  /** Layouts and includes. */
  liquidFiles(): string[];
}

export function openDesk(old: Listing, from: string, staging: string): Desk {
  const { workspace } = old;
  const jekyll = workspace.config.jekyll as JekyllConfig;
  const bytesOf = (path: string) => readFileSync(join(from, path));
  const parser = createDocumentParser(workspace.config);
  const bodyAt = (path: string, kind: "post" | "page"): string => {
    const source = { path, fingerprint: "", bytes: bytesOf(path), mtime: 0 };
    const parsed = kind === "post" ? parser.post(source) : parser.page(source);
    return parsed.ok ? parsed.html : "";
  };
  const renderer = createJekyllRenderer({
    ...workspace.renderSettings,
    ask: workspace.answers.ask,
    body: (path, _, kind) => asFences(bodyAt(path, kind)),
  });
  return {
    ...{ jekyll, bytesOf, runBody: renderer.runBody },
    put(path, bytes) {
      const file = join(staging, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    },
    bodyOf: (doc) => bodyAt(doc.path, "date" in doc ? "post" : "page"),
    isRun: (doc) =>
      doc.data.render_with_liquid !== false && (jekyll.liquid || doc.jekyll?.collection !== "posts"),
    typedSettings() {
      const text = readFileSync(join(from, "_config.yml"), "utf8").replace(/^\uFEFF/, "");
      return (readYaml(text) ?? {}) as Record<string, unknown>;
    },
    liquidFiles: () =>
      [jekyll.layoutsDir, jekyll.includesDir].flatMap((folder) => filesBelow(from, folder)).sort(),
  };
}

/** Code stays code: in fences, which are read by everybody, instead of as coloured HTML. */
const asFences = (body: string): string =>
  body.replace(
    /^\{%-?\s*highlight\s+([\w+-]+)[^%]*%\}[ \t]*\r?\n([\s\S]*?)\r?\n\{%-?\s*endhighlight\s*-?%\}/gm,
    (_, lang: string, code: string) => `\`\`\`${lang}\n${code}\n\`\`\``,
  );

function filesBelow(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll(sep, "/"),
    );
}
