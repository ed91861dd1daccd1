// What can be wrong with a post or a page: its file, its front matter, its dates, its text.
import { error, type Place, warning } from "./diagnostic.js";

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
