// What a page was made from, and which input made it change last.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readCatalog } from "../catalog/catalog.js";
import { createLedger, type KnownPage } from "../catalog/ledger.js";
import { BuildError } from "../diagnostics/diagnostic.js";
import { catalogMissing, pageUnknown } from "../diagnostics/program.js";
import { isOwn } from "../recipe.js";
import { isoWithOffset } from "../time.js";
import { outputPath } from "../urls.js";

export interface WhyOptions {
  /** Absolute. */
  root: string;
  /** A page's address (with or without the host) or its file below `dist/`. */
  url: string;
  zone: string;
}

/** Lines for the terminal. Throws a BuildError where there is no such page, or no catalog yet. */
export function explainPage({ root, url, zone }: WhyOptions): string[] {
  const file = join(root, ".broadsheet/catalog.db");
  if (!existsSync(file)) throw new BuildError(catalogMissing());
  const catalog = readCatalog(file);
  try {
    const ledger = createLedger(catalog);
    const path = candidates(url).find((candidate) => ledger.get(candidate) !== null);
    if (path === undefined) throw new BuildError(pageUnknown(url));
    return describe(ledger.get(path) as KnownPage, zone);
  } finally {
    catalog.discard();
  }
}

/** `https://host/a/`, `/a/`, `/a.html` and `a/index.html` may all name one page. */
function candidates(url: string): string[] {
  const path = url.replace(/^https?:\/\/[^/]+/, "").replace(/[?#].*$/, "") || "/";
  const target = outputPath(path.startsWith("/") ? path : `/${path}`);
  return [
    ...(target.ok ? [target.output] : []),
    path.replace(/^\//, ""),
    `${path.replace(/^\//, "")}/index.html`,
  ];
}

function describe(page: KnownPage, zone: string): string[] {
  const { kind, subject, number, reads, cause, bytes } = page;
  const named = (prefix: string) =>
    reads.filter((read) => read.startsWith(prefix)).map((read) => read.slice(prefix.length));
  const own = reads.filter(isOwn).map((read) => FACTS[read] ?? read.slice("self.".length));
  const rows: [string, string[]][] = [
    ["page", [`${page.path} (${kind}, ${bytes} bytes)`]],
    ["about", [subjectText(subject, number)]],
    ["templates", named("template:")],
    ["shows", own],
    ["settings", named("site.")],
    ["words", named("words:")],
    ["assets", named("asset:")],
    ["data", named("data.")],
    ["queries", named("query:").map(queryText)],
    ["written", [`${isoWithOffset(cause.at, zone)}, because ${cause.because.map(causeText).join(", ")}`]],
  ];
  return rows
    .filter(([, values]) => values.length > 0)
    .map(([name, values]) => `${name.padEnd(10)} ${values.join(", ")}`);
}

/** What the facts that plans give are called for readers. */
const FACTS: Readonly<Record<string, string>> = {
  "self.source": "the text of its source",
  "self.post": "title, date, terms and excerpt of its post",
  "self.page": "its title, address and language",
  "self.older": "the older post",
  "self.newer": "the newer post",
  "self.listing": "the posts on this page of the list",
  "self.lead": "the newest post",
  "self.others": "the newest posts",
  "self.sections": "the newest posts of each section",
  "self.feed": "the newest posts",
  "self.term": "the name and description of its term",
  "self.terms": "all terms and how many posts each has",
  "self.period": "the archives above and inside it",
  "self.urls": "the addresses in it",
  "self.entries": "the sitemaps in it",
  "self.file": "its file",
};

function subjectText(subject: string, number: number): string {
  const colon = subject.indexOf(":");
  const [kind, key] = [subject.slice(0, colon), subject.slice(colon + 1)];
  return `${kind}${key ? ` ${key}` : ""}${number > 0 ? `, page ${number} from the oldest` : ""}`;
}

function causeText(read: string): string {
  if (read === "new") return "it was new";
  if (read === "repair") return "its file was missing or had been changed by others";
  if (read === "program:") return "the program, or how the site is laid out, had changed";
  const colon = read.search(/[:.]/);
  const name = read.slice(colon + 1);
  const kind = read.slice(0, colon);
  if (kind === "self") return `${FACTS[read] ?? name} changed`;
  if (kind === "query") return `the result of ${queryText(name)} changed`;
  return `${{ site: "the setting", words: "the words", data: "the data file" }[kind] ?? `the ${kind}`} ${name} changed`;
}

/** `{"name":"latest","limit":10}` → `latest(limit: 10)`. */
export function queryText(json: string): string {
  const { name, ...values } = JSON.parse(json) as Record<string, unknown>;
  const shown = Object.entries(values).map(([key, value]) => `${key}: ${String(value)}`);
  return `${String(name)}(${shown.join(", ")})`;
}
