// Characters of HTML: escaping as the sanitiser does it, and the character references that need no parser.

/** Neither HTML nor XML has them; a carriage return is a line's end that was never tidied. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const FORBIDDEN = /[\0-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]/;
const ALL_FORBIDDEN = new RegExp(FORBIDDEN.source, "g");

export const hasForbidden = (text: string): boolean => FORBIDDEN.test(text);
export const withoutForbidden = (text: string): string =>
  FORBIDDEN.test(text) ? text.replace(ALL_FORBIDDEN, "") : text;

/** In text, quotes stay as they are. */
export function escapeText(text: string): string {
  return /[&<>]/.test(text)
    ? text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    : text;
}

export function escapeAttribute(value: string): string {
  return /[&<>"]/.test(value) ? escapeText(value).replaceAll('"', "&quot;") : value;
}

/** Source text as it is to be written, every reference resolved; `null` where a parser must say what `&` begins. */
export function rewriteText(source: string): string | null {
  let isPlain = true;
  const text = source.replace(/&(#?[a-z0-9]*)(;?)|>/gi, (match, name: string | undefined, end: string) => {
    if (name === undefined) return "&gt;";
    const character = end ? referenced(name) : null;
    if (character !== null) return escapeText(character);
    isPlain &&= isLiteral(name) && !(end && name);
    return `&amp;${match.slice(1)}`;
  });
  return isPlain ? text : null;
}

/** An attribute's value; `null` as above. `&name=`, as in a query, is no reference there. */
export function decodeAttribute(source: string): string | null {
  if (!source.includes("&")) return source;
  let isPlain = true;
  const value = source.replace(/&(#?[a-z0-9]*)([;=]?)/gi, (match, name: string, end: string) => {
    const character = end === ";" ? referenced(name) : null;
    if (character !== null) return character;
    isPlain &&= (isLiteral(name) && !(end === ";" && name)) || (end === "=" && /^[a-z]/i.test(name));
    return match;
  });
  return isPlain ? value : null;
}

/** What the sanitiser writes, back to text. It writes these four references and no others. */
export function decodeSafeText(text: string): string {
  if (!text.includes("&")) return text;
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}

/** No name of a reference is one letter long, and none begins with a digit: `R&D`, `100&200`. */
const isLiteral = (name: string): boolean => /^(?:[a-z]?|[0-9]+)$/i.test(name);

function referenced(name: string): string | null {
  const number = name.match(/^#(?:(\d{2,5})|x([0-9a-f]{2,4}))$/i);
  if (!number) return NAMED.get(name) ?? null;
  const code = number[1] ? Number(number[1]) : Number.parseInt(number[2]!, 16);
  const isPlain = (code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code < 0xd800);
  return isPlain ? String.fromCharCode(code) : null;
}

const NAMED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: "&",
    lt: "<",
    gt: ">",
    quot: '"',
    apos: "'",
    nbsp: "\u00a0",
    ensp: "\u2002",
    emsp: "\u2003",
    thinsp: "\u2009",
    ldquo: "“",
    rdquo: "”",
    lsquo: "‘",
    rsquo: "’",
    laquo: "«",
    raquo: "»",
    hellip: "…",
    mdash: "—",
    ndash: "–",
    middot: "·",
    bull: "•",
    times: "×",
    deg: "°",
    permil: "‰",
    yen: "¥",
    pound: "£",
    euro: "€",
    copy: "©",
    reg: "®",
    trade: "™",
  }),
);
