// What becomes of one start tag: the rules that the full sanitiser and the plain scan share, so that they cannot
// differ. A tag that is not allowed goes and its content stays; what was never visible goes with its content.
import type { Policy } from "./allow-list.js";
import { type ValueRule, valueRule } from "./attribute-values.js";

export type Attributes = Record<string, string>;

export interface Refined {
  tag: string;
  /** A new object; an empty value is an attribute without one, but for `alt`. */
  attributes: Attributes;
  /** `unwrap`: without the tag; `remove`: without its content as well. */
  verdict: "keep" | "unwrap" | "remove";
}

/** `ids` are those taken in this document: one that comes again is dropped, or links would lead astray. */
export type Refine = (tag: string, attributes: Attributes, ids: Set<string>) => Refined;

export function createRefiner(policy: Policy): Refine {
  const ruleFor = createRules(policy);
  return (source, given, ids) => {
    const tag = RENAMED.get(source) ?? source;
    if (isHidden(given)) {
      return { tag: policy.tags.has(tag) ? tag : "span", attributes: {}, verdict: "remove" };
    }
    if (!policy.tags.has(tag)) return { tag: source, attributes: {}, verdict: "unwrap" };

    const attributes: Attributes = {};
    for (const name of Object.keys(given)) {
      const value = ruleFor(tag, name)?.(given[name]!, policy) ?? null;
      if (value === null || (name === "id" && !take(value, ids))) continue;
      attributes[name] = value;
    }
    addAlignment(source, given, attributes);
    if (tag === "a") keepAnchor(given, attributes, ids, policy);
    const isComplete = COMPLETIONS.get(tag)?.(attributes) ?? true;
    return { tag, attributes, verdict: isComplete ? "keep" : "unwrap" };
  };
}

/** Obsolete tags and their heirs. A page has one h1, its title, and one main. */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ["acronym", "abbr"],
  ["center", "div"],
  ["dir", "ul"],
  ["h1", "h2"],
  ["main", "div"],
  ["strike", "s"],
  ["tt", "code"],
]);

/** The rule for an attribute's value, if the attribute is allowed at all. */
function createRules({ tags, attributes }: Policy): (tag: string, name: string) => ValueRule | undefined {
  const named = new Map<string, Map<string, ValueRule>>();
  const beginnings = new Map<string, string[]>();
  for (const tag of tags) {
    const names = [...(attributes.get("*") ?? []), ...(attributes.get(tag) ?? [])];
    named.set(tag, new Map(names.map((name) => [name, valueRule(tag, name)])));
    beginnings.set(
      tag,
      names.filter((name) => name.endsWith("*")).map((name) => name.slice(0, -1)),
    );
  }
  return (tag, name) => {
    const rule = named.get(tag)?.get(name);
    if (rule !== undefined) return rule;
    const isAllowed = beginnings.get(tag)?.some((beginning) => name.startsWith(beginning));
    return isAllowed ? valueRule(tag, name) : undefined;
  };
}

/** Without its style it would show. Scrapers bring such paragraphs along; they hold counters and line breaks. */
const isHidden = (given: Attributes): boolean =>
  given.hidden !== undefined ||
  (given.style !== undefined &&
    /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b/i.test(given.style));

function take(id: string, ids: Set<string>): boolean {
  if (ids.has(id)) return false;
  ids.add(id);
  return true;
}

/** `<center>`, `align` and `text-align` become a class, which the theme styles. */
function addAlignment(source: string, given: Attributes, attributes: Attributes): void {
  const styled = given.style?.match(/(?:^|;)\s*text-align\s*:\s*([a-z]+)/i)?.[1];
  const align = source === "center" ? "center" : (styled ?? given.align)?.trim().toLowerCase();
  if (align === "center" || align === "right") addToken(attributes, "class", align);
}

function addToken(attributes: Attributes, name: string, token: string): void {
  const tokens = attributes[name]?.split(" ") ?? [];
  if (!tokens.includes(token)) attributes[name] = [...tokens, token].join(" ");
}

/** `<a name>` is what an id was called once. */
function keepAnchor(given: Attributes, attributes: Attributes, ids: Set<string>, policy: Policy): void {
  if (attributes.id !== undefined || given.name === undefined) return;
  const id = valueRule("a", "id")(given.name, policy);
  if (id !== null && take(id, ids)) attributes.id = id;
}

const hasSource = ({ src, srcset }: Attributes): boolean => src !== undefined || srcset !== undefined;

/** They do not start by themselves, so a reader must be able to start them. */
function addControls(attributes: Attributes): boolean {
  attributes.controls = "";
  return true;
}

/** What a tag must have besides; `false` where it is of no use without. */
const COMPLETIONS: ReadonlyMap<string, (attributes: Attributes) => boolean> = new Map<
  string,
  (attributes: Attributes) => boolean
>([
  [
    "a",
    (attributes) => {
      if (attributes.target !== undefined) addToken(attributes, "rel", "noopener");
      return true;
    },
  ],
  [
    "img",
    (attributes) => {
      attributes.alt ??= "";
      return hasSource(attributes);
    },
  ],
  ["source", hasSource],
  ["track", hasSource],
  ["audio", addControls],
  ["video", addControls],
  [
    "iframe",
    (attributes) => {
      if (attributes.src === undefined) return false;
      attributes.title ??= new URL(attributes.src, "https://example.invalid").hostname;
      return true;
    },
  ],
  [
    "input",
    (attributes) => {
      attributes.disabled = "";
      return attributes.type === "checkbox";
    },
  ],
]);
