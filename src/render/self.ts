// A page's own facts, as its recipe sees them.
import { valueText } from "../hash.js";
import type { PagePlan } from "../types.js";

/** The value of a page's own fact as a recipe sees it; `source` is the fingerprint of the file whose body it shows. */
export function selfValue(plan: PagePlan, fact: string): string {
  return fact === "source" ? (plan.source?.fingerprint ?? "none") : valueText(plan.facts[fact]);
}
