// The way from the front page to a page, as the theme's breadcrumbs show it, for search results.
import type { BreadcrumbList } from "schema-dts";
import { isTaxonomy, TAXONOMY } from "../taxonomies.js";
import type { Context, PageFacts } from "./page-facts.js";

interface Step {
  title: string;
  url: string;
}

/** `null` for the front page, which is the way's beginning. */
export function breadcrumbsOf(facts: PageFacts, { words, absolute }: Context): BreadcrumbList | null {
  const { page } = facts;
  if (page.url === "/") return null;
  const { listing } = facts;
  // A listing's older pages are its head's: the way ends there.
  const isOlder = listing !== undefined && listing.number !== null;
  const last =
    isOlder && listing.kind === "home" ? [] : [{ title: page.title, url: listing?.url ?? page.url }];
  const steps = [{ title: words.home ?? "Home", url: "/" }, ...between(facts, words), ...last];
  if (steps.length < 2) return null;
  return {
    "@type": "BreadcrumbList",
    itemListElement: steps.map(({ title, url }, index) => ({
      "@type": "ListItem",
      position: index + 1,
      name: title,
      item: absolute(url),
    })),
  };
}

function between({ page, post, period, directory }: PageFacts, words: Context["words"]): Step[] {
  if (post) return post.categories.slice(0, 1);
  if (period) return period.parents;
  if (!isTaxonomy(page.kind) || directory === undefined) return [];
  const { word } = TAXONOMY[page.kind];
  return [{ title: words[word] ?? TAXONOMY[page.kind].file, url: directory }];
}
