// A page's own facts, as its recipe sees them.
import { valueText } from "../hash.js";
import type { PagePlan } from "../types/pages.js";

/**
 * The value of a page's own fact as a recipe sees it; `source` is the fingerprint of the file whose body it shows.
 * Every page reads `page`, so that is where another template shows.
 */
export function selfValue(plan: PagePlan, fact: string): string {
  if (fact === "source") return plan.source?.fingerprint ?? "none";
  const value = valueText(plan.facts[fact]);
  return fact === "page" ? `${plan.template} ${value}` : value;
}
