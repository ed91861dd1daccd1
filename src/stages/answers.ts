import { valueHash } from "../hash.js";
import type { FreeQuery } from "../types.js";

/** Answers each free query once, for templates and for recipes. */
export function createAnswers(answer: (query: FreeQuery) => unknown) {
  const known = new Map<string, { result: unknown; hash: string }>();
  const find = (key: string) => {
    let entry = known.get(key);
    if (!entry) {
      const result = answer(JSON.parse(key.slice("query:".length)) as FreeQuery);
      known.set(key, (entry = { result, hash: valueHash(result) }));
    }
    return entry;
  };
  return {
    ask: (query: FreeQuery): unknown => find(`query:${JSON.stringify(query)}`).result,
    hash: (key: string): string => find(key).hash,
  };
}
