// A source file's bytes -> front matter and body, or why not.
import {
  bodyUnrenderable,
  encodingGb18030,
  fileTooLarge,
  postEmpty,
  utf8Invalid,
} from "../diagnostics/posts.js";
import type { Parsed } from "../types/content.js";
import type { Diagnostic } from "../types/diagnostic.js";
import { decodeText } from "./decode.js";
import { type FrontMatter, parseFrontMatter } from "./front-matter.js";

export interface Source {
  /** Relative to the site's root, with forward slashes. */
  path: string;
  /** Git blob id. */
  fingerprint: string;
  bytes: Uint8Array;
}

export type OpenedSource =
  | { ok: true; matter: FrontMatter; body: string; bodyLine: number; warnings: Diagnostic[] }
  | { ok: false; problems: Diagnostic[] };

/** A text of this size is no article; rendering it would hold up the build. */
const MAX_BYTES = 5 * 1024 * 1024;

export function openSource({ path, bytes }: Source): OpenedSource {
  const at = { file: path };
  if (bytes.length > MAX_BYTES) return { ok: false, problems: [fileTooLarge(bytes.length, MAX_BYTES, at)] };
  const decoded = decodeText(bytes);
  if (decoded === null) return { ok: false, problems: [utf8Invalid(at)] };
  if (decoded.text.trim() === "") return { ok: false, problems: [postEmpty(at)] };
  const found = parseFrontMatter(decoded.text, path);
  if (!found.ok) return { ok: false, problems: found.problems };
  const warnings = [...found.warnings];
  if (decoded.encoding === "gb18030") warnings.unshift(encodingGb18030(at));
  return { ok: true, matter: found.matter, body: found.body, bodyLine: found.bodyLine, warnings };
}

export const rejected = ({ path, fingerprint }: Source, problems: Diagnostic[]): Parsed<never> => ({
  ok: false,
  path,
  fingerprint,
  problems,
});

/** Hostile text can exhaust the renderer's stack; that costs its own file and no other. */
export function tryRender<T>(
  source: Source,
  render: () => T,
): { ok: true; body: T } | { ok: false; problem: Diagnostic } {
  try {
    return { ok: true, body: render() };
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return { ok: false, problem: bodyUnrenderable(cause, { file: source.path }) };
  }
}
