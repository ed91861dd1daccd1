// Where a tag may stand so that no parser moves it and mendNesting leaves it: stricter than HTML, for speed.
import { CLOSES_PARAGRAPH, HEADINGS } from "./nesting.js";

export interface OpenTags {
  elements: readonly { name: string; verdict: "keep" | "unwrap" | "remove" }[];
  /** Open ones, at any depth. */
  paragraphs: number;
  links: number;
}

export function fits(name: string, open: OpenTags): boolean {
  if (open.elements.length >= MAX_DEPTH) return false;
  if (open.paragraphs > 0 && CLOSES_PARAGRAPH.has(name)) return false;
  if (open.links > 0 && name === "a") return false;
  const parent = parentOf(open);
  const parents = PARENTS.get(name);
  if (parents !== undefined) return parents.has(parent);
  if (HOLDS_TABLE_PARTS.has(parent)) return false;
  return !(HEADINGS.has(name) && HEADINGS.has(parent));
}

/** The parser's limit is twice this. */
const MAX_DEPTH = 100;

/** The element whose tag is written: one that is unwrapped holds nothing in the output. */
function parentOf({ elements }: OpenTags): string {
  for (let i = elements.length - 1; i >= 0; i--)
    if (elements[i]!.verdict !== "unwrap") return elements[i]!.name;
  return "";
}

const set = (names: string): ReadonlySet<string> => new Set(names.split(" "));
const HOLDS_TABLE_PARTS = set("table tbody tfoot thead tr colgroup");
const TABLE = set("table");
const RUBY = set("ruby");
const DEFINITIONS = set("dl");
const PARENTS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["li", set("ul ol menu")],
  ["dd", DEFINITIONS],
  ["dt", DEFINITIONS],
  ["rt", RUBY],
  ["rp", RUBY],
  ["td", set("tr")],
  ["th", set("tr")],
  ["tr", set("table tbody tfoot thead")],
  ["col", set("colgroup table")],
  ...["caption", "colgroup", "tbody", "tfoot", "thead"].map((name): [string, ReadonlySet<string>] => [
    name,
    TABLE,
  ]),
]);
