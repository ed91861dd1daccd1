// Templates that make many pages depend on a query that every new post changes: allowed, and said.
import { templateFanOut } from "../diagnostics/program.js";
import { TAXONOMIES } from "../taxonomies.js";
import type { Diagnostic } from "../types/diagnostic.js";
import type { FreeQuery } from "../types/pages.js";
import type { Workspace } from "./workspace.js";

/** From so many pages on, it is worth a word. */
const MANY = 100;

export function fanOutWarnings({ ledger, inputs }: Workspace): Diagnostic[] {
  return ledger.queries().flatMap(({ key }) => {
    if (!key.startsWith("query:")) return [];
    const query = JSON.parse(key.slice("query:".length)) as FreeQuery;
    if (!changesWithEveryPost(query)) return [];
    const pages = ledger.readers(key);
    if (pages < MANY) return [];
    const templates = ledger
      .readTogether(key, "template:")
      .filter((name) => calls(inputs.template(name).text, query));
    return templateFanOut(templates.join(", ") || "a template", describe(query), pages);
  });
}

/** A query for one category, tag, author or series changes with posts of that one only. */
const changesWithEveryPost = (query: FreeQuery): boolean =>
  query.name !== "posts" || TAXONOMIES.every((taxonomy) => query[taxonomy] === undefined);

const calls = (template: string, { name }: FreeQuery): boolean =>
  new RegExp(`\\b${name}\\s*\\(`).test(template.replace(/\{#[\s\S]*?#\}/g, ""));

function describe(query: FreeQuery): string {
  if (query.name === "latest") return `latest(${query.limit})`;
  if (query.name === "terms") return `terms("${query.taxonomy}")`;
  if (query.name !== "posts" && query.name !== "periods") return query.name;
  return query.name === "periods" ? `periods("${query.kind}")` : `posts({ limit: ${query.limit} })`;
}
