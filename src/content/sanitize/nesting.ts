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
  /** Not in the source: it ends with its parent. */
  isImplied?: boolean;
}

function open(tree: Tree, name: string, tag: string): void {
  const isStray =
    TABLE_PARTS.has(name) && !tree.open.some((element) => element.isOpen && element.name === "table");
  if (!isStray) {
    makeWay(tree, name);
    if (CELL.has(name) && last(tree)?.name !== "tr") {
      tree.out += "<tr>";
      tree.open.push({ name: "tr", isOpen: true, contentStart: tree.out.length, isImplied: true });
    }
    tree.out += tag;
  }
  if (!VOID.has(name)) tree.open.push({ name, isOpen: !isStray, contentStart: tree.out.length });
}

const last = (tree: Tree): OpenElement | undefined => tree.open.findLast((element) => element.isOpen);

function close(tree: Tree): void {
  let element: OpenElement | undefined;
  do {
    element = tree.open.pop();
    if (element?.isOpen) tree.out += `</${element.name}>`;
  } while (element?.isImplied);
}

/** Closes what cannot stay open around a new `name`. */
function makeWay(tree: Tree, name: string): void {
  if (CLOSES_PARAGRAPH.has(name)) closeNearest(tree, PARAGRAPH, CELL_OR_CAPTION);
  if (HEADINGS.has(name) && HEADINGS.has(last(tree)?.name ?? "")) closeNearest(tree, HEADINGS, NOTHING);
  for (const { closes, within } of MAKES_WAY.get(name) ?? []) closeNearest(tree, closes, within);
  const context = TABLE_CONTEXT.get(name);
  if (context)
    closeAbove(
      tree,
      tree.open.findLastIndex((element) => element.isOpen && context.has(element.name)),
    );
}

/** Closes the nearest open element of `names` and all inside it, unless one of `within` stands between. */
function closeNearest(tree: Tree, names: ReadonlySet<string>, within: ReadonlySet<string>): void {
  const nearest = tree.open.findLastIndex(
    ({ name, isOpen }) => isOpen && (names.has(name) || within.has(name)),
  );
  if (nearest < 0 || !names.has(tree.open[nearest]!.name)) return;
  closeAbove(tree, nearest - 1);
}

function closeAbove(tree: Tree, index: number): void {
  for (const element of tree.open.slice(index + 1).reverse()) closeEarly(tree, element);
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

/** What must be the parent of a table's part; anything between is closed. */
const TABLE_CONTEXT: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["td", set("tr tbody tfoot thead table")],
  ["th", set("tr tbody tfoot thead table")],
  ["tr", set("tbody tfoot thead table")],
  ["col", set("colgroup table")],
  ...[...TABLE_SECTION].map((name): [string, ReadonlySet<string>] => [name, TABLE]),
]);

interface Rule {
  closes: ReadonlySet<string>;
  within: ReadonlySet<string>;
}
const RUBY_TEXT: readonly Rule[] = [{ closes: set("rt rp"), within: new Set([...NOT_ACROSS, "ruby"]) }];
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
  ["table", [{ closes: TABLE, within: CELL_OR_CAPTION }]],
  ["rt", RUBY_TEXT],
  ["rp", RUBY_TEXT],
  ["td", IN_CELL],
  ["th", IN_CELL],
  ["tr", IN_ROW],
  ...[...TABLE_SECTION].map((name): [string, readonly Rule[]] => [name, IN_SECTION]),
]);
