// What a post's HTML may consist of: news needs text, tables, pictures, film and sound, and nothing that runs,
// asks for input or leaves its place on the page.
import type { SanitizeConfig } from "../../types/config.js";

export interface Policy {
  tags: ReadonlySet<string>;
  /** Attribute names by tag; `*` is for every tag, and a name may end in `*`. */
  attributes: ReadonlyMap<string, ReadonlySet<string>>;
  schemes: ReadonlySet<string>;
  iframeHosts: ReadonlySet<string>;
}

/** The default list with a site's additions. */
export function policyOf(added: SanitizeConfig): Policy {
  const attributes = new Map<string, Set<string>>();
  const allow = (tag: string, names: readonly string[]) => {
    const known = attributes.get(tag) ?? new Set();
    for (const name of names) if (!isForbiddenAttribute(name)) known.add(name.toLowerCase());
    attributes.set(tag, known);
  };
  for (const [tag, names] of Object.entries(TAGS)) allow(tag, names.split(" ").filter(Boolean));
  for (const [tag, names] of Object.entries(added.attributes)) allow(tag.toLowerCase(), names);

  const addedTags = added.tags.map((tag) => tag.toLowerCase()).filter((tag) => !FORBIDDEN_TAGS.has(tag));
  const tags = new Set([...Object.keys(TAGS), ...addedTags]);
  tags.delete("*");
  if (added.iframeHosts.length === 0) tags.delete("iframe");
  const schemes = added.schemes.map((scheme) => scheme.toLowerCase().replace(/:$/, ""));
  return {
    tags,
    attributes,
    schemes: new Set([...SCHEMES, ...schemes.filter((scheme) => !FORBIDDEN_SCHEMES.has(scheme))]),
    iframeHosts: new Set(added.iframeHosts.map((host) => host.toLowerCase())),
  };
}

const SCHEMES: readonly string[] = ["http", "https", "mailto", "tel"];

/** Whatever a site adds, these stay out: they run code, or hide text from one parser that another reads. */
const FORBIDDEN_SCHEMES: ReadonlySet<string> = new Set(["javascript", "vbscript", "data", "blob", "file"]);
const FORBIDDEN_TAGS: ReadonlySet<string> = new Set(
  (
    "script style svg math iframe object embed applet base meta link html head body title frame frameset " +
    "noscript noembed noframes template plaintext xmp listing textarea select option"
  ).split(" "),
);
const isForbiddenAttribute = (name: string): boolean =>
  /^on|^style$|^srcdoc$|^(xlink:)?(form)?action$|^__proto__$|^\*$/i.test(name);

/** Tags with their own attributes; `*` names those of all. An attribute's value is looked at by attributes.ts. */
const TAGS: Readonly<Record<string, string>> = {
  "*": "id class lang dir title aria-label",
  // sections
  address: "",
  article: "",
  aside: "",
  footer: "",
  header: "",
  h2: "",
  h3: "",
  h4: "",
  h5: "",
  h6: "",
  hgroup: "",
  nav: "",
  section: "",
  // blocks
  blockquote: "cite",
  dd: "",
  details: "open",
  div: "",
  dl: "",
  dt: "",
  figcaption: "",
  figure: "",
  hr: "",
  li: "value",
  menu: "",
  ol: "start reversed type",
  p: "",
  pre: "tabindex",
  summary: "",
  ul: "",
  // text
  a: "href hreflang rel target type",
  abbr: "",
  b: "",
  bdi: "",
  bdo: "",
  br: "",
  cite: "",
  code: "",
  data: "value",
  del: "cite datetime",
  dfn: "",
  em: "",
  i: "",
  ins: "cite datetime",
  kbd: "",
  mark: "",
  q: "cite",
  rp: "",
  rt: "",
  ruby: "",
  s: "",
  samp: "",
  small: "",
  span: "",
  strong: "",
  sub: "",
  sup: "",
  time: "datetime",
  u: "",
  var: "",
  wbr: "",
  // tables
  caption: "",
  col: "span",
  colgroup: "span",
  table: "",
  tbody: "",
  td: "colspan rowspan headers",
  tfoot: "",
  th: "colspan rowspan headers scope abbr",
  thead: "",
  tr: "",
  // pictures, film and sound
  audio: "src controls loop muted preload",
  iframe: "src width height allow allowfullscreen loading referrerpolicy",
  img: "src srcset sizes alt width height loading decoding fetchpriority referrerpolicy",
  picture: "",
  source: "src srcset sizes media type width height",
  track: "src kind srclang label default",
  video: "src poster controls loop muted playsinline preload width height",
  // a Markdown task list's box, and no other input
  input: "type checked disabled",
};
