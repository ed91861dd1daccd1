// The rules of settings that are URL patterns or folders.
import type { z } from "zod";
import { nearest } from "../nearest.js";
import { validatePattern } from "../urls.js";
import { checked, problem, type RuleProblem } from "./rules.js";

// ---------------------------------------------------------------- URL patterns

const STYLES: readonly string[] = ["date", "pretty", "ordinal", "weekdate", "none"];

/** A post's permalink: a style's name or a pattern. */
export function postPattern() {
  return checked((value) => {
    if (STYLES.includes(value)) return null;
    if (/^[a-z]*$/i.test(value)) {
      const style = nearest(value, STYLES);
      const hint = style === null ? undefined : `Did you mean ${style}?`;
      return problem(`must be ${STYLES.join(", ")}, or a pattern that starts with /`, hint);
    }
    const wrong = validatePattern(value);
    const hint = "Write for example permalink: /:year/:month/:title.html.";
    if (wrong !== null) return problem(`cannot be used, because ${wrong}`, hint);
    if (!value.includes(":"))
      return problem("must contain a placeholder, or all posts would share a URL", hint);
    return null;
  });
}

/**
 * A listing's URL, which must hold all of `placeholders` and no other.
 * `appended`: it continues another URL, and so must not start with a slash.
 */
export function pattern(placeholders: readonly string[], { ending = "", appended = false } = {}) {
  const names = placeholders.map((placeholder) => placeholder.slice(1));
  return checked((value) => {
    if (value.startsWith("/") === appended) return problem(`must ${appended ? "not " : ""}start with /`);
    if (names.length === 0 && value.includes(":")) return problem("must not contain a placeholder");
    const wrong = validatePattern(appended ? `/${value}` : value, names);
    if (wrong !== null) return problem(`cannot be used, because ${wrong}`);
    const missing = names.find((name) => !new RegExp(`:${name}(?![a-z])`).test(value));
    if (missing !== undefined) return problem(`must contain :${missing}`);
    return value.endsWith(ending) ? null : problem(`must end in ${ending}`);
  });
}

// ---------------------------------------------------------------- folders

/** The program's own, or not the site's to read. */
const TAKEN_FOLDERS: readonly string[] = ["dist", ".broadsheet", "node_modules", ".git"];

export function folder(value: string): RuleProblem | null {
  const hint = "Write it as seen from site.yml, with forward slashes: content/posts.";
  if (value.includes("\\")) return problem("must not hold a backslash", hint);
  if (/^(\/|~|[a-z]:)/i.test(value)) return problem("must be a folder inside the site", hint);
  const parts = folderParts(value);
  if (parts.includes("..")) return problem("must be a folder inside the site", hint);
  if (parts.length === 0) return problem("must not be the site's own folder", hint);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\x00-\x1f<>:"|?*]/.test(value))
    return problem("must not hold a character that folders cannot have", hint);
  const taken = parts[0]?.toLowerCase() ?? "";
  if (TAKEN_FOLDERS.includes(taken))
    return problem(`must not be in ${taken}`, "That folder is not for sources.");
  return null;
}

/** `./posts/` is `posts`. */
export const folderParts = (value: string): string[] =>
  value.split("/").filter((part) => part !== "" && part !== ".");

type FolderNames = Readonly<Record<"posts" | "pages" | "data" | "templates" | "public", string>>;

/**
 * No file may be two things at once. Posts, pages and data may lie in one another (`posts/pages`): the inner folder is
 * then not the outer one's. Inside `public`, everything would be published; templates are not content.
 */
export function foldersApart(folders: FolderNames, issues: z.RefinementCtx): void {
  const entries = Object.entries(folders);
  for (const [index, [name, path]] of entries.entries()) {
    for (const [otherName, otherPath] of entries.slice(0, index)) {
      const [a, b] = [folderId(path), folderId(otherPath)];
      const alone = [name, otherName].some((each) => each === "public" || each === "templates");
      const overlap = a === b || (alone && (a.startsWith(b) || b.startsWith(a)));
      if (!overlap) continue;
      const message = `overlaps folders.${otherName}`;
      issues.addIssue({
        code: "custom",
        path: [name],
        ...problem(message, "Give each kind of file its own folder."),
      });
    }
  }
}

/** As file systems that ignore case see it; the slash keeps `posts` from being the start of `posts-old`. */
const folderId = (path: string): string => `${folderParts(path).join("/").toLowerCase()}/`;
