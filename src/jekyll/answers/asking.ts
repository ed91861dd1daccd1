// Queries of a Jekyll site's pages: each is put once, and noted by every page that puts it.
import { valueHash } from "../../hash.js";
import { remembered } from "../../memo.js";
import type { JekyllQuery } from "../../types/pages.js";

export interface Asker {
  ask(query: JekyllQuery): unknown;
  /** Of the answer to a query that was put, by what was noted of it. */
  hashOf(read: string): string;
}

export function createAsker(answer: (query: JekyllQuery) => unknown, note: (read: string) => void): Asker {
  const answers = new Map<string, { result: unknown; hash: string }>();
  return {
    ask(query) {
      const key = `query:${JSON.stringify(query)}`;
      note(key);
      return remembered(answers, key, () => {
        const result = answer(query);
        return { result, hash: valueHash(result) };
      }).result;
    },
    hashOf: (read) => answers.get(read)?.hash ?? "",
  };
}
