// Filters over text and addresses.
import type { Liquid } from "liquidjs";
import { slugify, wellFormed } from "../urls.js";
import type { LiquidHost } from "./host.js";
import { toText } from "./values.js";

export function addTextFilters(liquid: Liquid, ask: () => LiquidHost): void {
  const add = (name: string, filter: (text: string, ...args: unknown[]) => unknown) =>
    liquid.registerFilter(name, (value: unknown, ...args: unknown[]) => filter(toText(value), ...args));
  add("markdownify", (text) => ask().markdown(text));
  add("smartify", (text) => smartify(text, ask().markdown));
  liquid.registerFilter("slugify", (value: unknown, mode?: unknown) =>
    value == null ? null : slugify(toText(value), mode === undefined ? undefined : toText(mode)),
  );
  add("xml_escape", escapeXml);
  add("cgi_escape", (text) =>
    encodeURIComponent(text)
      .replaceAll("%20", "+")
      .replace(/[!'()~]/g, percent),
  );
  add("uri_escape", (text) =>
    encodeURI(wellFormed(text)).replace(/%(25|5B|5D)/g, (whole, hex: string) =>
      hex === "25" ? "%" : decodeURIComponent(whole),
    ),
  );
  add("normalize_whitespace", (text) => text.replace(/\s+/g, " ").trim());
  add("number_of_words", (text, mode) => countWords(text, toText(mode)));
  liquid.registerFilter("relative_url", (value: unknown) =>
    value == null ? null : relativeUrl(toText(value), ask().config.basePath),
  );
  liquid.registerFilter("absolute_url", (value: unknown) => {
    if (value == null) return null;
    const { origin, basePath } = ask().config;
    return absoluteUrl(toText(value), origin, basePath);
  });
  liquid.registerFilter("strip_index", (value: unknown) =>
    value == null ? null : toText(value).replace(/\/index\.html?$/, "/"),
  );
  // Of two whole numbers the quotient is whole; `typed`: the divisor was written with a point.
  liquid.registerFilter("divided_by", (value: unknown, divisor: unknown, typed?: unknown) => {
    const [a, b] = [Number(toText(value)) || 0, Number(toText(divisor))];
    if (b === 0) throw new Error("divided by 0");
    return Number.isInteger(a) && Number.isInteger(b) && typed !== true ? Math.floor(a / b) : a / b;
  });
  liquid.registerFilter("to_integer", (value: unknown) =>
    typeof value === "boolean" ? Number(value) : Number.parseInt(toText(value), 10) || 0,
  );
}

const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

export const escapeXml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** Quotes and dashes alone: everything else that Markdown knows is text here. */
export function smartify(text: string, markdown: (text: string) => string): string {
  if (!/["'&<>.-]/.test(text)) return text;
  const plain = text.replace(/[\\*_`[\]{}#~|$]/g, "\\$&");
  // A word before it: a line that begins with a number or a dash would be a list.
  return markdown(`x ${plain}`)
    .trim()
    .replace(/^<p>x ?([\s\S]*)<\/p>$/, "$1");
}

const CJK = "\\p{Script=Han}\\p{Script=Katakana}\\p{Script=Hiragana}\\p{Script=Hangul}";

function countWords(text: string, mode: string): number {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const characters = mode === "cjk" || mode === "auto" ? count(new RegExp(`[${CJK}]`, "gu")) : 0;
  if (mode === "cjk" || characters > 0) return characters + count(new RegExp(`[^${CJK}\\s]+`, "gu"));
  return count(/[^ \t\r\n\f\v\0]+/g);
}

const isAbsolute = (url: string): boolean => /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(url);

export function relativeUrl(url: string, basePath: string): string {
  if (isAbsolute(url)) return url;
  const base = basePath === "" || basePath.startsWith("/") ? basePath : `/${basePath}`;
  const path = url === "" || url.startsWith("/") ? url : `/${url}`;
  const joined = base.replace(/\/$/, "") + path;
  return encodeRest(joined === "" ? "" : joined);
}

export function absoluteUrl(url: string, origin: string, basePath: string): string {
  if (isAbsolute(url)) return url;
  return origin === "" ? relativeUrl(url, basePath) : origin + relativeUrl(url, basePath);
}

/** What an address cannot hold is encoded; what is already encoded stays. */
const encodeRest = (url: string): string => encodeURI(wellFormed(url)).replaceAll("%25", "%");
