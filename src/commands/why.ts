// What a page was made from, and which input made it change last.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readCatalog } from "../catalog/catalog.js";
import { createLedger, type KnownPage } from "../catalog/ledger.js";
import { BuildError } from "../diagnostics/diagnostic.js";
import { catalogMissing, pageUnknown } from "../diagnostics/program.js";
import { FACTS, queryText, readsByKind } from "../read-names.js";
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
  const rows: [string, string[]][] = [
    ["page", [`${page.path} (${kind}, ${bytes} bytes)`]],
    ["about", [subjectText(subject, number)]],
    ...readsByKind(reads),
    ["written", [`${isoWithOffset(cause.at, zone)}, because ${cause.because.map(causeText).join(", ")}`]],
  ];
  return rows
    .filter(([, values]) => values.length > 0)
    .map(([name, values]) => `${name.padEnd(10)} ${values.join(", ")}`);
}

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
