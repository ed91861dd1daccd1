// Text and addresses as XML and feeds may hold them. Pure.

/** Everything but XML 1.0's `Char` production (section 2.2); with `u` a lone surrogate is a character too. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
/** Most texts have no such character: one look without `u`, which is cheaper, says so. */
const SUSPECT = /[^\t\n\u0020-\ud7ff\ue000-\ufffd]/;

/** Without the characters that no XML document may hold, not even escaped; line ends as every XML reader sees them. */
export function cleanText(text: string): string {
  return SUSPECT.test(text) ? text.replace(FORBIDDEN, "").replace(/\r\n?/g, "\n") : text;
}

/** Clean text on one line. Only XML's white space folds: a title's ideographic space is its author's typography. */
export function oneLine(text: string): string {
  return cleanText(text)
    .replace(/[\t\n ]{2,}|[\t\n]/g, " ")
    .trim();
}

/** Clean text as element content or a quoted attribute. Escaping `>` keeps `]]>` out of it. */
export function escapeXml(text: string): string {
  const clean = cleanText(text);
  return SPECIAL.test(clean) ? clean.replace(SPECIALS, (character) => ENTITIES[character]!) : clean;
}

const SPECIAL = /[&<>"']/;
const SPECIALS = /[&<>"']/g;
const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** `<name>text</name>` on a line of its own. `attributes` starts with a space. */
export function element(name: string, text: string, attributes = ""): string {
  return `<${name}${attributes}>${escapeXml(text)}</${name}>\n`;
}

/** RFC 3986's reserved and unreserved characters, and escapes that are whole. */
const ASCII_URL = /^(?:[A-Za-z0-9_\-.~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$/;
const NOT_IN_URL = /%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9_\-.~:/?#[\]@!$&'()*+,;=%]/gu;

/** An absolute URL in ASCII: its host in Punycode, the rest percent-encoded as UTF-8. What is encoded stays so. */
export function asciiUrl(url: string): string {
  if (ASCII_URL.test(url)) return url;
  const tidy = cleanText(url);
  return percentEncode(URL.canParse(tidy) ? new URL(tidy).href : tidy, NOT_IN_URL);
}

/** `text` with every match of `unsafe` percent-encoded as UTF-8. */
export function percentEncode(text: string, unsafe: RegExp): string {
  // A lone surrogate has no UTF-8: encodeURIComponent would throw.
  return text.replace(unsafe, (match) => encodeURIComponent(match.replace(/[\ud800-\udfff]/gu, "\ufffd")));
}
