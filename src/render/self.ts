import { valueHash } from "../hash.js";
import type { PagePlan } from "../types.js";

/** Hash of a page's own fact; `source` is the fingerprint of the file whose body it shows. */
export function selfHash(plan: PagePlan, fact: string): string {
  return fact === "source" ? (plan.source?.fingerprint ?? "none") : valueHash(plan.facts[fact]);
}
