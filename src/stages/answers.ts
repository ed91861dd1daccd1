// What templates ask of the catalog, answered once in a build.
import { valueHash } from "../hash.js";
import { remembered } from "../memo.js";
import type { FreeQuery } from "../types/pages.js";

/** Answers each free query once, for templates and for recipes. */
export function createAnswers(answer: (query: FreeQuery) => unknown) {
  const known = new Map<string, { result: unknown; hash: string }>();
  const find = (key: string) =>
    remembered(known, key, () => {
      const result = answer(JSON.parse(key.slice("query:".length)) as FreeQuery);
      return { result, hash: valueHash(result) };
    });
  return {
    ask: (query: FreeQuery): unknown => find(`query:${JSON.stringify(query)}`).result,
    hash: (key: string): string => find(key).hash,
  };
}
