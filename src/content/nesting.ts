// Elements where a browser would put them. A parser less strict than a browser's lets a <p> hold a <div>; a browser
// closes the <p> first, and the tags left over could then close what the page around the body has open.
// After this pass it finds nothing to move (HTML standard, 13.2.6.4.7 "in body").

/** `html` is balanced, in lower case, and has no `<` or `>` but those of its tags: what sanitize-html writes. */
export function mendNesting(html: string): string {
  const tree: Tree = { out: "", open: [] };
  let from = 0;
  for (const match of html.matchAll(/<(\/?)([a-z][a-z0-9-]*)[^>]*>/g)) {
    tree.out += html.slice(from, match.index);
    from = match.index + match[0].length;
    const tag = match[0].replace(/ \/>$/, ">");
    if (match[1] === "/") close(tree);
    else open(tree, match[2]!, tag);
  }
  return tree.out + html.slice(from);
}

interface Tree {
  out: string;
  /** As the source nests them; those closed early wait here for their end tag. */
  open: OpenElement[];
}

interface OpenElement {
  name: string;
  isOpen: boolean;
  contentStart: number;
}

function open(tree: Tree, name: string, tag: string): void {
  makeWay(tree, name);
  const isStray = TABLE_PARTS.has(name) && !tree.open.some((element) => element.isOpen && element.name === "table");
  if (!isStray) tree.out += tag;
  if (!VOID.has(name)) tree.open.push({ name, isOpen: !isStray, contentStart: tree.out.length });
}

function close(tree: Tree): void {
  const element = tree.open.pop();
  if (element?.isOpen) tree.out += `</${element.name}>`;
}

/** Closes what cannot stay open around a new `name`. */
function makeWay(tree: Tree, name: string): void {
  if (CLOSES_PARAGRAPH.has(name)) closeNearest(tree, PARAGRAPH, CELL_OR_CAPTION);
  if (HEADINGS.has(name)) {
    const last = tree.open.findLast((element) => element.isOpen);
    if (last && HEADINGS.has(last.name)) closeNearest(tree, HEADINGS, NOTHING);
  }
  for (const { closes, within } of MAKES_WAY.get(name) ?? []) closeNearest(tree, closes, within);
}

/** Closes the nearest open element of `names` and all inside it, unless one of `within` stands between. */
function closeNearest(tree: Tree, names: ReadonlySet<string>, within: ReadonlySet<string>): void {
  const nearest = tree.open.findLastIndex(
    ({ name, isOpen }) => isOpen && (names.has(name) || within.has(name)),
  );
  if (nearest < 0 || !names.has(tree.open[nearest]!.name)) return;
  for (const element of tree.open.slice(nearest).reverse()) closeEarly(tree, element);
}

function closeEarly(tree: Tree, element: OpenElement): void {
  if (!element.isOpen) return;
  element.isOpen = false;
  const isEmptyParagraph = tree.out.length === element.contentStart && tree.out.endsWith("<p>");
  if (isEmptyParagraph) tree.out = tree.out.slice(0, -"<p>".length);
  else tree.out += `</${element.name}>`;
}

const set = (names: string): ReadonlySet<string> => new Set(names.split(" "));
const NOTHING = new Set<string>();
const PARAGRAPH = set("p");
export const HEADINGS = set("h1 h2 h3 h4 h5 h6");
export const VOID = set("area br col hr img input source track wbr");
export const TABLE_PARTS = set("caption col colgroup tbody td tfoot th thead tr");
export const CLOSES_PARAGRAPH = set(
  "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form " +
    "h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre search section summary table ul",
);

const CELL_OR_CAPTION = set("caption td th");
const CELL = set("td th");
const ROW = set("tr");
const TABLE = set("table");
const TABLE_SECTION = set("caption colgroup tbody tfoot thead");
/** What the standard calls special, without what a list item may be closed across (address, div and p). */
const NOT_ACROSS = set(
  "article aside blockquote button caption col colgroup dd details dir dl dt fieldset figcaption figure footer form " +
    "h1 h2 h3 h4 h5 h6 header hgroup iframe li main menu nav ol pre search section summary table tbody td tfoot th " +
    "thead tr ul",
);

interface Rule {
  closes: ReadonlySet<string>;
  within: ReadonlySet<string>;
}
const DEFINITION: readonly Rule[] = [{ closes: set("dd dt"), within: NOT_ACROSS }];
const IN_CELL: readonly Rule[] = [
  { closes: CELL, within: TABLE },
  { closes: set("caption colgroup"), within: TABLE },
];
const IN_ROW: readonly Rule[] = [...IN_CELL, { closes: ROW, within: TABLE }];
const IN_SECTION: readonly Rule[] = [...IN_ROW, { closes: TABLE_SECTION, within: TABLE }];
const MAKES_WAY: ReadonlyMap<string, readonly Rule[]> = new Map([
  ["a", [{ closes: set("a"), within: CELL_OR_CAPTION }]],
  ["li", [{ closes: set("li"), within: NOT_ACROSS }]],
  ["dd", DEFINITION],
  ["dt", DEFINITION],
  ["td", IN_CELL],
  ["th", IN_CELL],
  ["tr", IN_ROW],
  ...[...TABLE_SECTION].map((name): [string, readonly Rule[]] => [name, IN_SECTION]),
]);
