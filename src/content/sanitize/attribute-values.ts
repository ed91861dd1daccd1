// Which values an attribute may have.
import type { Policy } from "./allow-list.js";

/** The value to write, or `null` to drop the attribute. */
export type ValueRule = (value: string, policy: Policy) => string | null;

/** By attribute, or by `tag attribute` where a tag has its own. */
export function valueRule(tag: string, name: string): ValueRule {
  const rule = RULES.get(`${tag} ${name}`) ?? RULES.get(name);
  return rule ?? (name.startsWith("data-") ? asTyped : notEmpty);
}

const asTyped: ValueRule = (value) => value;
const notEmpty: ValueRule = (value) => (value.trim() === "" ? null : value);
const present: ValueRule = () => "";

const matching =
  (pattern: RegExp): ValueRule =>
  (value) => {
    const text = value.trim();
    return pattern.test(text) ? text : null;
  };

const oneOf = (words: string): ValueRule => {
  const known = new Set(words.split(" "));
  return (value) => {
    const word = value.trim().toLowerCase();
    return known.has(word) ? word : null;
  };
};

const tokens =
  (isToken: (token: string) => boolean): ValueRule =>
  (value) =>
    value.split(/\s+/).filter(isToken).join(" ") || null;

/** `50%` is for a style sheet to say. */
const pixels: ValueRule = (value) => value.trim().match(/^(\d{1,5})(?:\.\d+)?(?:px)?$/i)?.[1] ?? null;

const PLAIN_CLASS = /^[a-z][\w-]*$/i;
const CLASS = /^[\p{L}\p{N}_.:@/%+-]{1,100}$/u;
const className: ValueRule = (value, policy) =>
  PLAIN_CLASS.test(value) ? value : classTokens(value, policy);
const classTokens = tokens((token) => CLASS.test(token));

/** `next` and `prev` are the page's own to say. */
const LINK_TYPES = new Set(
  "author bookmark external help license me nofollow noopener noreferrer sponsored tag ugc".split(" "),
);
const linkTypes = tokens((token) => LINK_TYPES.has(token));

/** Browsers drop these before they look for the scheme, so they must not help to hide one. */
const DROPPED_IN_URL = /[\0-\x20]+/g;
const UNSAFE_IN_URL = /[\0-\x20"<>`\x7f]/g;
const PLAIN_URL = /^(?:https?:\/\/|\/|#)[^\0-\x20"<>`\x7f]*$/;

/** An address with an allowed scheme, or one relative to the site. */
const url: ValueRule = (value, policy) => {
  if (PLAIN_URL.test(value)) return value;
  const text = value.replace(/[\t\n\r]+/g, "").trim();
  const scheme = text.replace(DROPPED_IN_URL, "").match(/^([a-z][a-z0-9.+-]*):/i)?.[1];
  if (text === "" || (scheme !== undefined && !policy.schemes.has(scheme.toLowerCase()))) return null;
  return text.replace(UNSAFE_IN_URL, (character) => encodeURIComponent(character));
};

/** Of a host that the site names, and of no other. */
const frameUrl: ValueRule = (value, policy) => {
  const text = url(value, policy);
  if (text === null || !/^(?:https?:)?\/\//i.test(text)) return null;
  try {
    return policy.iframeHosts.has(new URL(text, "https://example.invalid").hostname) ? text : null;
  } catch {
    return null;
  }
};

/** Splitting takes the square of the length, where there are no commas. */
const LONGEST_SRCSET = 10_000;

/** `a.jpg 1x, b.jpg 2x`; a candidate that is not understood is left out. */
const srcset: ValueRule = (value, policy) => {
  if (value.length > LONGEST_SRCSET) return null;
  const candidates: string[] = [];
  for (const part of value.trim().split(/\s*,\s+/)) {
    const [, address, width, density] =
      part.match(/^([^\s,]|[^\s,]\S*[^\s,])(?:\s+(\d{1,5})w|\s+(\d{1,3}(?:\.\d{1,3})?)x)?$/) ?? [];
    const safe = address === undefined ? null : url(address, policy);
    if (safe === null || Number(width ?? density ?? 1) === 0) continue;
    const size = width ? ` ${Number(width)}w` : density ? ` ${Number(density)}x` : "";
    candidates.push(safe + size);
  }
  return candidates.join(", ") || null;
};

const language = matching(/^[a-z]{1,8}(?:-[a-z0-9]{1,8})*$/i);
const wholeNumber = matching(/^-?\d{1,9}$/);
const span = matching(/^\d{1,4}$/);
const mediaType = matching(/^[\w.+-]+\/[\w.+-]+(?:\s*;\s*codecs=[\w.," -]+)?$/);

const each = (names: string, rule: ValueRule): [string, ValueRule][] =>
  names.split(" ").map((name) => [name, rule]);

const RULES: ReadonlyMap<string, ValueRule> = new Map<string, ValueRule>([
  ["id", matching(/^[^\s"'<>&`]{1,200}$/)],
  ["class", className],
  ["lang", language],
  ["hreflang", language],
  ["srclang", language],
  ["dir", oneOf("ltr rtl auto")],
  ["alt", asTyped],
  ...each(
    "href src cite poster background longdesc ping usemap data codebase manifest profile xlink:href",
    url,
  ),
  ...each("itemid archive classid dynsrc lowsrc", url),
  ["iframe src", frameUrl],
  ["srcset", srcset],
  ["sizes", matching(/^[\w\s().,:%+*/-]+$/)],
  ["rel", linkTypes],
  ["target", oneOf("_blank")],
  ...each("width height", pixels),
  ...each("colspan rowspan span", span),
  ...each("start", wholeNumber),
  ["li value", wholeNumber],
  ["scope", oneOf("row col rowgroup colgroup")],
  ["ol type", matching(/^[1aAiI]$/)],
  ["a type", mediaType],
  ["source type", mediaType],
  ["input type", oneOf("checkbox")],
  ["pre tabindex", oneOf("0")],
  ["preload", oneOf("none metadata auto")],
  ["loading", oneOf("lazy eager")],
  ["decoding", oneOf("sync async auto")],
  ["fetchpriority", oneOf("high low auto")],
  ["kind", oneOf("subtitles captions descriptions chapters metadata")],
  [
    "referrerpolicy",
    oneOf(
      "no-referrer no-referrer-when-downgrade origin origin-when-cross-origin same-origin strict-origin " +
        "strict-origin-when-cross-origin unsafe-url",
    ),
  ],
  ...each("allowfullscreen checked controls default disabled loop muted open playsinline reversed", present),
]);
