// Which lists of a Jekyll site a changed post or document is in, or was: the pages that show them are to be planned.
import { remembered } from "../memo.js";
import type { JekyllConfig } from "../types/jekyll.js";
import type { Touched } from "../types/pages.js";
import { foldTerm } from "../urls.js";
import type { JekyllSite, PagedEntry } from "./addresses.js";
import { termKeys } from "./answers/paged-lists.js";
import { paginationTemplate } from "./pagination/paginate.js";

/** Adds to what is touched: pages that are paginated by their source, autopages by their term. */
export function touchLists(site: JekyllSite, touched: Touched): void {
  const jekyll = site.config.jekyll as JekyllConfig;
  touched.pages ??= new Set();
  const { pages } = touched;
  if (touched.listings.size > 0) {
    const template = paginationTemplate(jekyll, site.answers.pages());
    if (template !== null) pages.add(template.path);
  }
  const { entries } = site.addresses().paged;
  if (entries.length === 0) return;
  const documents = pages.size > 0;
  const terms = touchedTerms(touched);
  for (const id of [...terms]) openListing(id, touched); // of which there may be no page any more
  for (const { template } of entries) {
    if (!isReached({ template }, terms, touched.listings.size > 0, documents)) continue;
    if (template.subject.startsWith("doc:")) pages.add(template.id);
    else openListing(template.subject, touched);
  }
}

/** A name may hold several terms, and capitals are no difference. */
function touchedTerms({ listings }: Touched): Set<string> {
  const found = new Set<string>();
  for (const id of listings.keys()) {
    const [, kind, name = ""] = /^(tag|category):(.*)$/s.exec(id) ?? [];
    if (kind !== undefined) for (const key of termKeys(name)) found.add(`${kind}:${foldTerm(key)}`);
  }
  return found;
}

const openListing = (id: string, { listings }: Touched): void =>
  void remembered(listings, id, () => ({ shiftedFrom: null, changed: [] }));

function isReached(
  { template }: Pick<PagedEntry, "template">,
  terms: ReadonlySet<string>,
  posts: boolean,
  documents: boolean,
): boolean {
  const { collections, categories, tags } = template.settings.list;
  const isTouched = (kind: string) => (key: string) => terms.has(`${kind}:${foldTerm(key)}`);
  const byTerm =
    tags.every(isTouched("tag")) && categories.filter((key) => key !== "posts").every(isTouched("category"));
  return (
    (posts && byTerm && collections.includes("posts")) ||
    (documents && collections.some((label) => label !== "posts"))
  );
}
