// The front page: the lead story and the newest posts, then a section for each category.
import type { ListingPage, PagePlan, PostCard, TermCount, TermLink } from "../types/pages.js";
import { foldTerm } from "../urls.js";
import { page, pageFact, type Site } from "./site.js";

export interface HomeSection {
  term: TermLink;
  posts: PostCard[];
}

export function homePage(site: Site, listing: ListingPage): PagePlan {
  const { title, description } = site.config;
  const [lead = null, ...others] = listing.posts;
  const fact = pageFact(site.config, "/", { kind: "home", title, description, image: lead?.image ?? null });
  return page("home", "/", "home:", "home", { page: fact, lead, others, sections: sections(site), listing });
}

/** The categories of `home.sections` in that order, else the most active ones. */
function sections(site: Site): HomeSection[] {
  const { sections: chosen, maxSections, perSection } = site.config.home;
  const terms =
    chosen.length > 0 ? chosen.flatMap((name) => termOf(site, name)) : mostActive(site, maxSections);
  return terms.map((term) => {
    const posts = site.queries.answer({ name: "posts", category: term.key, limit: perSection }) as PostCard[];
    return { term, posts };
  });
}

function termOf(site: Site, name: string): TermLink[] {
  const term = site.queries.term("category", foldTerm(name));
  return term ? [term] : [];
}

function mostActive(site: Site, limit: number): TermLink[] {
  const terms = site.queries.answer({ name: "terms", taxonomy: "category", limit, order: "count" });
  return (terms as TermCount[]).map(({ count, ...term }) => term);
}
