// jekyll-archives: a page for each tag, category, year, month and day that posts have.
import { remembered } from "../memo.js";
import type { Config } from "../types/config.js";
import type { StaticPage } from "../types/content.js";
import type { ArchiveKind, JekyllArchives, JekyllConfig } from "../types/jekyll.js";
import type { JekyllList, JekyllPeriod } from "../types/pages.js";
import { foldTerm, pathKey } from "../urls.js";
import type { ArchivedQuery, JekyllAnswers } from "./answers/answers.js";
import { createDefaults } from "./defaults.js";
import { filledUrl, outputOf, slugify } from "./urls.js";

export interface Archive {
  kind: ArchiveKind;
  /** The term, or 2022, 2022-03, 2022-03-23. */
  key: string;
}

type Ask = (query: ArchivedQuery) => unknown;

/** In the order in which the gem makes them. */
export function listArchives({ jekyll, timezone: zone }: Config, ask: Ask): Archive[] {
  const { kinds } = (jekyll as JekyllConfig).archives as JekyllArchives;
  const found: Archive[] = [];
  for (const of of ["tag", "category"] as const)
    if (kinds.includes(of))
      for (const key of ask({ name: "jekyll-archived", of }) as string[]) found.push({ kind: of, key });
  const finest = PERIODS.findLast((kind) => kinds.includes(kind));
  if (finest === undefined) return found;
  const keys = ask({ name: "jekyll-archived", of: finest, zone }) as string[];
  return [...found, ...listPeriods(keys).filter(({ kind }) => kinds.includes(kind))];
}

const PERIODS = ["year", "month", "day"] as const satisfies JekyllPeriod["of"][];

/** Of the finest periods, newest first, with those around them: years rise, and within one months and days fall. */
function listPeriods(keys: readonly string[]): Archive[] {
  const years = new Map<string, Set<string>>();
  for (const key of keys) {
    const [year = "", ...parts] = key.split("-");
    const inYear = remembered(years, year, () => new Set([year]));
    for (const [index] of parts.entries()) inYear.add([year, ...parts.slice(0, index + 1)].join("-"));
  }
  return [...years.values()]
    .reverse()
    .flatMap((inYear) => [...inYear])
    .map((key) => ({ kind: PERIODS[key.split("-").length - 1] as ArchiveKind, key }));
}

/** An archive as a page; it has no source, its text is its layout's. */
export function createArchivePages(config: Config): (archive: Archive) => StaticPage {
  const jekyll = config.jekyll as JekyllConfig;
  const settings = jekyll.archives as JekyllArchives;
  const defaultsOf = createDefaults(jekyll);
  const known = new Map<string, StaticPage>();
  const make = ({ kind, key }: Archive): StaticPage => {
    const list = listOf({ kind, key }, config.timezone);
    const [year = "", month, day] = key.split("-");
    const values = "zone" in list ? withoutMissing({ year, month, day }) : { name: slugOf(key, settings) };
    const url = filledUrl(settings.permalinks[kind], { ...values, type: kind });
    const ext = url.endsWith("/") ? ".html" : (/[^/](\.[^./]+)$/.exec(url)?.[1] ?? "");
    const path = outputOf(url, ext);
    const layout = settings.layouts[kind];
    const shown = "zone" in list ? { date: { $date: `${key}-01-01`.slice(0, 10) } } : { title: key };
    const data: Record<string, unknown> = { ...defaultsOf(path, kind), layout, type: kind, ...shown };
    return {
      ...{ path, url, output: path, layout, data, format: "html" },
      fingerprint: `${kind}:${key}`, // two may have one address
      ...{ title: "title" in shown ? key : "", description: "", lang: null, redirectFrom: [] },
      inSitemap: data.sitemap !== false,
      jekyll: {
        ...{ collection: null, ext, outputExt: ext, id: "", bodyLine: 1, isWritten: true },
        archive: list,
      },
    };
  };
  return (archive) => remembered(known, `${archive.kind}:${archive.key}`, () => make(archive));
}

const slugOf = (name: string, { slugMode }: JekyllArchives): string => slugify(name, slugMode);

const listOf = ({ kind, key }: Archive, zone: string): JekyllList =>
  kind === "tag" || kind === "category" ? { of: kind, key } : { of: kind, key, zone };

const withoutMissing = (values: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >;

export interface SettledArchives {
  /** By the id of the listing that they show: spellings of one term share it. */
  bySubject: ReadonlyMap<string, readonly StaticPage[]>;
  /** Who has the addresses that several want: where that is another one, every page is to be planned. */
  contested: readonly [output: string, owner: string][];
}

/** Of archives with one address the last one is published, as in Jekyll; what is the site's own stays. */
export function settleArchives(
  config: Config,
  answers: Pick<JekyllAnswers, "answer" | "archived">,
  isTaken: (key: string, output: string) => boolean,
): SettledArchives {
  const pageOf = createArchivePages(config);
  const keyOf = (archive: Archive) => pathKey(pageOf(archive).output);
  let archives = listArchives(config, answers.archived);
  if (new Set(archives.map(keyOf)).size < archives.length) archives = listArchives(config, answers.answer);
  const owners = new Map<string, Archive>();
  const contested = new Map<string, string>();
  for (const archive of archives) {
    const key = keyOf(archive);
    if (owners.has(key)) contested.set(key, `${archive.kind}:${archive.key}`);
    owners.set(key, archive);
  }
  const bySubject = new Map<string, StaticPage[]>();
  for (const [key, archive] of owners) {
    const page = pageOf(archive);
    if (isTaken(key, page.output)) contested.set(key, "");
    else remembered(bySubject, `${archive.kind}:${foldTerm(archive.key)}`, () => []).push(page);
  }
  return { bySubject, contested: [...contested] };
}
