// Characters that HTML needs escaped, as kramdown escapes them: references in text and attributes stay.

const NAMES: Readonly<Record<string, string>> = { "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;" };
const REFERENCE = "&(?:[\\p{Alphabetic}_:][-\\p{Alphabetic}\\p{Nd}._:]*;|#\\d+;|#x[0-9a-fA-F]+;)";
const IN_TEXT = new RegExp(`${REFERENCE}|[<>&]`, "gu");
const IN_ATTRIBUTE = new RegExp(`${REFERENCE}|[<>&"]`, "gu");

export const escapeAll = (text: string): string =>
  /[<>&]/.test(text) ? text.replace(/[<>&]/g, (character) => NAMES[character] as string) : text;

export const escapeText = (text: string): string =>
  /[<>&]/.test(text) ? text.replace(IN_TEXT, (found) => NAMES[found] ?? found) : text;

export const escapeAttribute = (text: string): string =>
  /[<>&"]/.test(text) ? text.replace(IN_ATTRIBUTE, (found) => NAMES[found] ?? found) : text;

export function attributes(attr: Readonly<Record<string, string>>): string {
  let text = "";
  for (const [name, value] of Object.entries(attr))
    if (!(name === "id" && value.trim() === "")) text += ` ${name}="${escapeAttribute(value)}"`;
  return text;
}
