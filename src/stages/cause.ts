// Why a page was written: which of the things that it read had another value than at the last build.
import type { KnownPage } from "../catalog/ledger.js";
import { compareRecipes } from "../recipe.js";
import type { RenderedPage } from "../types/pages.js";
import type { Workspace } from "./workspace.js";

export type FindCause = (known: KnownPage | null, rendered: RenderedPage, damaged: boolean) => string[];

export function createCauses({ ledger, inputs, answers }: Workspace): FindCause {
  let changedInputs: Set<string> | undefined;
  const findChanged = () => {
    const hashOf = (key: string) => (key.startsWith("query:") ? answers.hash(key) : inputs.hashOf(key));
    return new Set(ledger.queries().flatMap(({ key, result }) => (hashOf(key) === result ? [] : [key])));
  };
  return (known, rendered, damaged) => {
    if (known === null) return ["new"];
    if (damaged && known.recipe === rendered.recipe) return ["repair"];
    const difference = compareRecipes(known, rendered);
    changedInputs ??= findChanged();
    const shared = known.reads.filter((read) => changedInputs?.has(read));
    const because = [...(difference?.own ?? []), ...shared];
    return because.length > 0 ? because : ["program:"];
  };
}
