// Every problem that the program can report, one function each. A message names the thing and the rule,
// a hint the cure. `at` says where: file, line and column count from 1.
import type { Diagnostic } from "./types.js";

/** Where a diagnostic points. */
export interface Place {
  file: string;
  line?: number | undefined;
  column?: number | undefined;
  /** The text of that line, for the code frame. */
  source?: string | undefined;
}

const error = (code: string, message: string, hint: string, at?: Place): Diagnostic => ({
  code,
  severity: "error",
  message,
  hint,
  ...at,
});
const warning = (code: string, message: string, hint: string, at?: Place): Diagnostic => ({
  ...error(code, message, hint, at),
  severity: "warning",
});

/** Thrown where the whole build cannot go on. Carries the diagnostics to print; exit code 1. */
export class BuildError extends Error {
  readonly diagnostics: readonly Diagnostic[];
  constructor(diagnostics: Diagnostic | readonly Diagnostic[], options?: { cause?: unknown }) {
    const list = Array.isArray(diagnostics) ? diagnostics : [diagnostics as Diagnostic];
    super(list.map((d) => d.message).join("\n"), options);
    this.name = "BuildError";
    this.diagnostics = list;
  }
}

// ---------------------------------------------------------------- sources

export const dateInvalid = (text: string, at: Place) =>
  error("date-invalid", `date "${text}" is not a date`, "Write it as 2022-03-23 20:37:10 +0800.", at);

export const utf8Invalid = (at: Place) =>
  error(
    "encoding-unknown",
    "the file is neither UTF-8 nor GB18030",
    "Save it as UTF-8 in your editor, or remove the bytes that are not text.",
    at,
  );

export const encodingGb18030 = (at: Place) =>
  warning("encoding-gb18030", "the file is saved in GB18030; it was read as such", "Save it as UTF-8.", at);

// ---------------------------------------------------------------- site.yml

export const yamlSyntax = (message: string, hint: string, at: Place) =>
  error("yaml-syntax", message, hint, at);

export const yamlNotMapping = (hint: string, at: Place) =>
  error("yaml-not-mapping", "the file is not a list of settings", hint, at);

export const yamlDocuments = (at: Place) =>
  error("yaml-documents", "a second document begins here", "Remove this line; one file is one document.", at);

export const yamlDuplicateKey = (key: string, firstLine: number, at: Place) =>
  error("yaml-duplicate-key", `${key} is set twice, first in line ${firstLine}`, "Keep one of the two.", at);

export const configUnknownKey = (key: string, hint: string, at: Place) =>
  error("config-unknown-key", `\`${key}\` is not a setting`, hint, at);

export const configMissingKey = (key: string, hint: string, at: Place) =>
  error("config-missing-key", `${key} is missing`, hint, at);

/** `rule` ends the sentence: `must be a whole number from 1 to 1000, not "many"`. */
export const configValue = (key: string, rule: string, hint: string, at: Place) =>
  error("config-value", `${key} ${rule}`, hint, at);

export const configEncoding = (at: Place) =>
  error("config-encoding", "the file is not UTF-8", "Save it as UTF-8 in your editor.", at);

export const configUnreadable = (why: string, at: Place) =>
  error(
    "config-unreadable",
    `${at.file} cannot be read (${why})`,
    "Make it a file that this user may read.",
    at,
  );

export const configMissing = (file: string, nearName: string | null) =>
  warning(
    "config-missing",
    `there is no ${file}; every setting has its default`,
    nearName === null
      ? "Create it with at least a title and a url."
      : `Did you mean ${nearName} to be ${file}? Rename it.`,
    { file },
  );

export const configUrlMissing = (fallback: string, at: Place) =>
  warning(
    "config-url-missing",
    `url is not set; feeds, sitemaps and canonical links say ${fallback}`,
    "Write the address of the published site: url: https://news.example.com.",
    at,
  );

// ---- posts and URLs

export const postEmpty = (at: Place) =>
  error("file-empty", "the file is empty", "Write a title and a text, or delete the file.", at);

export const fileTooLarge = (bytes: number, limit: number, at: Place) =>
  error(
    "file-too-large",
    `the file has ${bytes} bytes; at most ${limit} are read`,
    "Split it, or move images and data that it holds inline to files in public/.",
    at,
  );

export const frontMatterMissing = (at: Place) =>
  warning(
    "front-matter-missing",
    "there is no front matter; date and title are taken from the file's name",
    "Begin the file with ---, title: …, date: …, and --- again.",
    at,
  );

export const dateMissing = (at: Place) =>
  error(
    "date-missing",
    "neither the file's name nor its front matter has a date",
    "Name the file 2022-03-23-title.md, or add date: 2022-03-23 20:37:10 +0800 to its front matter.",
    at,
  );

export const nameDateInvalid = (text: string, at: Place) =>
  error(
    "date-invalid",
    `the file's name begins with "${text}", which is not a date`,
    "Rename the file, or add date: 2022-03-23 20:37:10 +0800 to its front matter.",
    at,
  );

export const updatedInvalid = (key: string, text: string, at: Place) =>
  warning(
    "updated-invalid",
    `${key} "${text}" is not a date; it is ignored`,
    "Write it as 2022-03-23 20:37:10 +0800.",
    at,
  );

export const fieldType = (key: string, expected: string, found: string, at: Place) =>
  error("field-type", `${key} must be ${expected}; it is ${found}`, `Write ${key} as ${expected}.`, at);

export const fieldIgnored = (key: string, why: string, hint: string, at: Place) =>
  warning("field-ignored", `${key} is ignored: ${why}`, hint, at);

export const termTooLong = (key: string, name: string, limit: number, at: Place) =>
  warning(
    "term-too-long",
    `${key}: "${name.slice(0, 40)}…" has more than ${limit} characters; it is ignored`,
    `Shorten it; as text, ${key} are separated by spaces, as a YAML list by commas: [one, two].`,
    at,
  );

export const termComma = (key: string, name: string, at: Place) =>
  warning(
    "term-comma",
    `${key}: "${name}" ends with a comma, because text is split at spaces only`,
    `Write ${key} as a list: [one, two].`,
    at,
  );

export const layoutInvalid = (name: string, at: Place) =>
  error(
    "layout-invalid",
    `layout "${name}" is not the name of a template`,
    "Use letters, digits, - and _, as in layout: post; templates in folders are written folder/name.",
    at,
  );

export const permalinkInvalid = (permalink: string, why: string, at: Place) =>
  error(
    "permalink-invalid",
    `permalink "${printable(permalink)}" cannot be used: ${why}`,
    "Write a path below the site, as in /news/:year/:title.html, or remove it.",
    at,
  );

export const redirectInvalid = (path: string, why: string, at: Place) =>
  warning(
    "redirect-invalid",
    `redirect_from "${printable(path)}" is ignored: ${why}`,
    "Write a path of this site, as in /old/name.html.",
    at,
  );

export const bodyUnrenderable = (cause: string, at: Place) =>
  error(
    "body-unrenderable",
    `the text cannot be rendered: ${cause}`,
    "Look for thousands of nested brackets, quotes or elements, and remove them.",
    at,
  );

/** Control characters would garble the terminal; a long value, the message. */
const printable = (text: string): string => {
  const shown = text.replace(/\p{C}/gu, (c) => `\\u${c.codePointAt(0)!.toString(16).padStart(4, "0")}`);
  return shown.length > 120 ? `${shown.slice(0, 120)}…` : shown;
};

// ---- front matter and dates

export const frontMatterUnclosed = (fence: string, at: Place) =>
  error(
    "front-matter-unclosed",
    `the front matter that begins with ${fence} never ends`,
    `Put a line with nothing but ${fence} behind its last key, before the text.`,
    at,
  );

export const frontMatterNotFirst = (at: Place) =>
  error(
    "front-matter-not-first",
    "the front matter begins behind an empty line, so all of it would be published as text",
    "Remove everything before the first ---.",
    at,
  );

export const frontMatterLanguage = (language: string, at: Place) =>
  error(
    "front-matter-language",
    `front matter in "${language}" is not read: it holds data and is never executed`,
    "Begin it with --- and write it in YAML; ---json and ---toml are read as well.",
    at,
  );

export const frontMatterSyntax = (message: string, hint: string, at: Place) =>
  error("front-matter-syntax", message, hint, at);

export const frontMatterNotKeys = (
  at: Place,
  hint = "Write each line as key: value, for example title: 标题.",
) => error("front-matter-not-keys", "the front matter is not a set of keys with values", hint, at);

export const frontMatterDuplicateKey = (key: string, at: Place) =>
  error("front-matter-duplicate-key", `the key "${key}" is given twice`, "Remove one of the two.", at);

export const frontMatterTag = (tag: string, at: Place) =>
  error(
    "front-matter-tag",
    `the type ${tag} is not known: front matter holds text, numbers, true, false, lists and keys`,
    "Remove the type; where the ! belongs to the text, put the text in quotes.",
    at,
  );

export const frontMatterAliasLoop = (name: string, at: Place) =>
  error("front-matter-alias-loop", `*${name} stands inside what it stands for`, "Write the value out.", at);

export const frontMatterTooLarge = (what: string, at: Place) =>
  error(
    "front-matter-too-large",
    `the front matter ${what}`,
    "Move what is long into the text or into data/.",
    at,
  );

export const frontMatterKeyUnsafe = (key: string, at: Place) =>
  warning(
    "front-matter-key-unsafe",
    `the key "${key}" is ignored: JavaScript reserves it`,
    "Rename the key.",
    at,
  );

// ---- the site's folders

export const notAPost = (at: Place) =>
  warning(
    "not-a-post",
    "is in the posts folder but is no post",
    "Posts end in .md, .markdown or .html; put pictures and other files into public/.",
    at,
  );

export const notAPage = (at: Place) =>
  warning(
    "not-a-page",
    "is in the pages folder but is no page",
    "Pages end in .md, .markdown, .html or .njk; put pictures and other files into public/.",
    at,
  );

export const postsFolderMissing = (folder: string) =>
  warning(
    "posts-folder-missing",
    `there is no folder ${folder}/: the site has no posts`,
    "Make it, or name the one you have in site.yml: folders: { posts: _posts }.",
  );

export const linkLeavesSite = (at: Place) =>
  error(
    "link-leaves-site",
    "is a link to a file outside the site",
    "Put a copy of the file in its place.",
    at,
  );

export const linkBroken = (at: Place) =>
  error(
    "link-broken",
    "is a link that leads nowhere",
    "Remove it, or put the file back that it leads to.",
    at,
  );

export const sourceUnreadable = (why: string, at: Place) =>
  error(
    "source-unreadable",
    `cannot be read: ${why}`,
    "Check that the file is there and that you may read it.",
    at,
  );

export const dataFileInvalid = (why: string, at: Place) =>
  error("data-invalid", `cannot be read as data: ${why}`, "Until it is mended, templates do without it.", at);

// ---- what pages there are

export const postCollision = (url: string, others: readonly string[], at: Place) =>
  error(
    "url-collision",
    `wants the address ${url}, and so does ${others.join(", ")}`,
    "Give one of them another permalink, slug or date; case alone does not tell two addresses apart.",
    at,
  );

export const urlReserved = (url: string, owner: string, at: Place) =>
  error(
    "url-reserved",
    `wants the address ${url}, which belongs to ${owner}`,
    "Give it another permalink or name.",
    at,
  );

export const layoutMissing = (layout: string, at: Place) =>
  warning(
    "layout-missing",
    `asks for the layout "${layout}", and there is no templates/${layout}.njk; post.njk was used`,
    "Make that template, or take the line out of the front matter.",
    at,
  );

export const termsMerged = (kind: string, name: string, others: readonly string[]) =>
  warning(
    "term-spellings",
    `the ${kind} "${name}" is also written ${others.map((other) => `"${other}"`).join(", ")}; they are one`,
    "Nothing to do, unless they mean different things: then rename one.",
  );

export const templateBroken = (why: string, url: string, at: Place) =>
  error("template-broken", `${why} (in making ${url})`, "Mend the template; nothing was published.", at);

// ---- the program itself

export const buildRunning = (pid: number, file: string) =>
  error(
    "build-running",
    `another build of this site is running (process ${pid})`,
    `Wait for it to end. If there is none, remove ${file}.`,
  );

export const outputNotOurs = (folder: string) =>
  error(
    "output-not-ours",
    `${folder} holds files, and none of them are from a build of this site`,
    "Name an empty folder, or one that Broadsheet made; files that it does not know would be removed.",
  );

export const catalogRefused = (why: "damaged" | "outdated") =>
  warning(
    "catalog-refused",
    why === "damaged"
      ? "the catalog of the last build is damaged"
      : "the last build was made with other settings, or by another version of the program",
    "Everything was read and made anew; nothing is lost.",
    { file: ".broadsheet/catalog.db" },
  );

export const workerLost = (why: string, at: Place) =>
  error(
    "worker-lost",
    `could not be worked on: ${why}`,
    "Look for a text of extraordinary length or depth, or a loop without end. The next build tries again.",
    at,
  );

export const internalError = (cause: unknown) =>
  error(
    "internal-error",
    cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
    "This is a fault of Broadsheet: please report it.",
  );

export const catalogMissing = () =>
  error("catalog-missing", "this site has not been built yet", "Build it first: broadsheet build.");

export const pageUnknown = (url: string) =>
  error(
    "page-unknown",
    `the last build made no page ${url}`,
    "Give an address as it stands in the browser, for example /category/news.html.",
  );

export const outputDiffers = (path: string, why: string) =>
  error(
    "output-differs",
    `${path} is not what a clean build makes: ${why}`,
    "Build with --full, and report this: it is a fault of Broadsheet.",
  );

export const templateFanOut = (template: string, query: string, pages: number) =>
  warning(
    "template-fan-out",
    `${template} reads ${query}: each new post rewrites ${pages.toLocaleString("en")} pages`,
    "Show it on the front page alone, or put it into a file of its own that pages load.",
  );

export const deltaNotEmpty = (folder: string) =>
  error(
    "delta-not-empty",
    `${folder} is not empty`,
    "--delta writes what changed, and nothing else, into an empty folder: name another one.",
  );

// ---------------------------------------------------------------- the machine

const SYSTEM_CURES: Readonly<Record<string, string>> = {
  ENOSPC: "The disk is full. Make room on it, then build again.",
  EDQUOT: "Your share of the disk is used up. Make room in it, then build again.",
  EFBIG: "A file may not grow that large here. Raise the limit (ulimit -f), then build again.",
  EMFILE: "This process may not open more files. Raise the limit (ulimit -n), then build again.",
  EROFS: "The folder is on a disk that may only be read.",
  EACCES: "You may not do that there. Change the folder's permissions or its owner.",
  EPERM: "You may not do that there. Change the folder's permissions or its owner.",
};

/** The disk is full, a file may not be read: nothing to report to anybody. */
export const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "syscall" in error && typeof error.syscall === "string";

/** The system said no: to a file, mostly. */
export const systemRefusal = (cause: NodeJS.ErrnoException) =>
  error("system-refusal", cause.message, SYSTEM_CURES[cause.code ?? ""] ?? "This is what the system said.");

const CATALOG_CURE =
  "Make room on the disk, and see to it that .broadsheet/ may be written; then build again.";

export const catalogUnusable = (why: string) =>
  error("catalog-unusable", `the catalog can be neither read nor written: ${why}`, CATALOG_CURE);

/** After publishing: the next build sees what it did not record. */
export const catalogNotKept = (why: string) =>
  error("catalog-not-kept", `the pages are written, but the catalog could not be: ${why}`, CATALOG_CURE);
