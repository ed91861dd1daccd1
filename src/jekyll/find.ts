// Which page of a Jekyll site is at an address. What it finds is what `planJekyllGroups` plans there.
import { untouched } from "../catalog/touched.js";
import type { PagePlan } from "../types/pages.js";
import type { JekyllSite } from "./addresses.js";
import { planJekyllGroups } from "./plan.js";

/**
 * Finds pages by their path below `dist/`; `null`: there is none. A post is one look-up; of all others there is a list,
 * made when the first of them is asked for. `postAt`: the published post with this output.
 */
export function createJekyllFinder(site: JekyllSite, postAt: (output: string) => string | null) {
  let others: Map<string, PagePlan> | undefined;
  return (output: string): PagePlan | null => {
    const post = postAt(output);
    if (post !== null) {
      const [group] = planJekyllGroups(site, { ...untouched(), posts: new Set([post]) });
      for (const plan of group?.pages ?? []) if (plan.path === output) return plan;
    }
    others ??= otherPages(site);
    return others.get(output) ?? null;
  };
}

/** Of posts only those that other addresses lead to. */
function otherPages(site: JekyllSite): Map<string, PagePlan> {
  const { archives, paged } = site.addresses();
  const listed = [...archives.bySubject.keys(), ...paged.bySubject.keys()];
  const pages = new Set(site.answers.pages().map(({ path }) => path));
  for (const id of paged.bySubject.keys()) if (id.startsWith("doc:")) pages.add(id.slice("doc:".length));
  const plans = new Map<string, PagePlan>();
  for (const group of planJekyllGroups(site, {
    ...untouched(),
    posts: new Set(site.answers.redirecting().map(({ path }) => path)),
    pages,
    listings: new Map(listed.map((id) => [id, { shiftedFrom: null, changed: [] }])),
  }))
    for (const plan of group.pages) plans.set(plan.path, plan);
  return plans;
}
