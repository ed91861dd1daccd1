// Bodies leave their page in feeds: what they link to and show must be found from anywhere.

/** Tags with their attributes; `>` in a quoted value ends none. Text, also that of code samples, holds no raw `<`. */
const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^"'<>])*>/gi;
const ADDRESS = /(\s(?:href|src|poster|cite|longdesc)\s*=\s*)("[^"]*"|'[^']*'|[^\s"'<>]+)/gi;
const SOURCES = /(\ssrcset\s*=\s*)("[^"]*"|'[^']*')/gi;

export interface Places {
  /** Absolute URL of the page that the body is on. */
  page: string;
  /** Absolute URL of the site, no trailing slash: what `/` means in a post. */
  root: string;
}

/** `html` with every address in it absolute. What is no address is left as it is. */
export function absoluteLinks(html: string, places: Places): string {
  const resolve = (address: string) => resolveIn(address, places);
  return html.replace(TAG, (tag) =>
    tag
      .replace(ADDRESS, (_, start: string, value: string) => start + inQuotes(value, resolve))
      .replace(
        SOURCES,
        (_, start: string, value: string) => start + inQuotes(value, (text) => resolveSet(text, resolve)),
      ),
  );
}

/** Attribute values hold entities: `&amp;` must stay one. URL keeps what it does not know. */
export function resolveIn(address: string, { page, root }: Places): string {
  const text = address.trim();
  if (text === "" || /^[a-z][a-z0-9+.-]*:/i.test(text)) return address;
  if (text.startsWith("//")) return new URL(page).protocol + text;
  if (text.startsWith("/")) return root + text;
  if (text.startsWith("#")) return page + text;
  const base = page.replace(/[^/]*$/, "");
  if (text.startsWith("?")) return page + text;
  return climb(base, text);
}

/** `../a.png` and `./a.png`, by RFC 3986's rule for dots; the host is never left. */
function climb(base: string, relative: string): string {
  const [, host = "", path = ""] = /^(\w+:\/\/[^/]+)(\/.*)$/.exec(base) ?? [];
  const [, way = "", rest = ""] = /^([^?#]*)([\s\S]*)$/.exec(relative) ?? [];
  const parts = path.split("/").slice(0, -1);
  const steps = way.split("/");
  steps.forEach((step, index) => {
    const isLast = index === steps.length - 1;
    if (step === "..") {
      if (parts.length > 1) parts.pop();
    } else if (step !== ".") parts.push(step);
    if (isLast && (step === ".." || step === ".")) parts.push("");
  });
  return host + parts.join("/") + rest;
}

function resolveSet(text: string, resolve: (address: string) => string): string {
  return text
    .split(/,\s+/)
    .map((candidate) => candidate.trim().replace(/^\S+/, resolve))
    .join(", ");
}

function inQuotes(value: string, change: (text: string) => string): string {
  const quote = /^["']/.exec(value)?.[0];
  return quote ? quote + change(value.slice(1, -1)) + quote : change(value);
}
