// A catalog with posts made up for one test: in memory, or in a file that is opened again for each round of changes.

import { join } from "node:path";
import { type Catalog, type CatalogOptions, openCatalog } from "../../src/catalog/catalog.js";
import { createPictureUses } from "../../src/catalog/pictures.js";
import { createQueries, type Queries } from "../../src/catalog/queries.js";
import { createRecorder, type RecordOptions } from "../../src/catalog/record.js";
import { createStaticPageRecorder, staticPages } from "../../src/catalog/static-pages.js";
import { parseConfig } from "../../src/config/config.js";
import { parseDate } from "../../src/content/dates.js";
import type { Site } from "../../src/pages/site.js";
import { sitemapLine } from "../../src/pages/sitemap-pages.js";
import { pictureUses } from "../../src/pictures/address.js";
import type { Config } from "../../src/types/config.js";
import type { Post, StaticPage } from "../../src/types/content.js";
import type { Diagnostic } from "../../src/types/diagnostic.js";
import type { Touched } from "../../src/types/pages.js";
import { NOW, SITE, tempFolder } from "./temp-site.js";

/** A post from `posts/<name>.md`; its date is text, in UTC. */
export function samplePost(name: string, facts: Partial<Omit<Post, "date">> & { date?: string } = {}): Post {
  const { date = "2022-03-23", ...rest } = facts;
  const url = rest.url ?? `/${name}.html`;
  return {
    path: `posts/${name}.md`,
    fingerprint: `blob of ${name}`,
    title: name,
    date: parseDate(date, "UTC")!,
    updated: null,
    layout: "post",
    url,
    output: decodeURI(url).slice(1),
    visibility: "public",
    categories: [],
    tags: [],
    excerpt: `About ${name}.`,
    description: "",
    image: null,
    author: null,
    authors: [],
    series: null,
    translationKey: null,
    images: [],
    lang: null,
    words: 100,
    minutes: 1,
    redirectFrom: [],
    inSitemap: true,
    data: {},
    ...rest,
  };
}

export function samplePage(name: string, facts: Partial<StaticPage> = {}): StaticPage {
  return {
    path: `pages/${name}.md`,
    fingerprint: `blob of ${name}`,
    title: name,
    description: "",
    layout: "page",
    url: `/${name}.html`,
    output: `${name}.html`,
    lang: null,
    inSitemap: true,
    redirectFrom: [],
    format: "markdown",
    data: {},
    ...facts,
  };
}

export const sampleConfig = (settings = ""): Config =>
  parseConfig(`${SITE}${settings}`, { file: "site.yml" });

const picturesOf = (source: Post | StaticPage) => pictureUses(source, sampleConfig());

const OPTIONS: Omit<RecordOptions, "picturesOf"> = {
  ...{ zone: "UTC", now: NOW, drafts: false, future: false, segmentSize: 4 },
  related: { posts: 4, section: 3, lang: "en", hidesCopies: false },
  sitemapLine: (post) => (post.inSitemap ? `<url>${post.url}</url>\n` : ""),
};

export interface Outcome {
  touched: Touched;
  collisions: Diagnostic[];
}

/** What one build does to a catalog. */
export interface Round {
  add?: Post[];
  /** Paths. */
  remove?: string[];
  /** Paths of posts that cannot be read any more. */
  broken?: string[];
  pages?: StaticPage[];
  options?: Partial<RecordOptions>;
}

export function recordRound(
  catalog: Catalog,
  { add = [], remove = [], broken = [], pages = [], options }: Round,
): Outcome {
  const pictures = createPictureUses(catalog);
  const recorder = createRecorder(catalog, { ...OPTIONS, ...options, picturesOf }, pictures);
  for (const path of remove) recorder.remove(path);
  for (const path of broken) recorder.add({ ok: false, path, fingerprint: "", problems: [] });
  for (const record of add) recorder.add({ ok: true, record, html: "", warnings: [] });
  const outcome = recorder.finish();
  const pageRecorder = createStaticPageRecorder(
    catalog,
    { drafts: options?.drafts ?? false, picturesOf },
    pictures,
  );
  for (const page of pages) pageRecorder.put(page);
  return { ...outcome, collisions: [...outcome.collisions, ...pageRecorder.finish(outcome.touched)] };
}

/** Queries as the pages of a site with these settings ask them. */
export function queriesOf(catalog: Catalog, config: Config = sampleConfig()): Queries {
  const { timezone: zone, lang, permalinks, authorPages } = config;
  const hidesCopies = config.duplicates === "canonical";
  const termInfo = { category: new Map(), tag: new Map(), author: new Map(), series: new Map() };
  return createQueries(catalog, {
    zone,
    lang,
    permalinks,
    termInfo,
    authorPages,
    hidesCopies,
    pictures: config,
  });
}

/** A catalog in memory that holds `posts`. */
export function catalogWith(posts: Post[], options: Partial<RecordOptions> = {}): Catalog & Outcome {
  const catalog = openCatalog({ file: null, key: "test" });
  return { ...catalog, ...recordRound(catalog, { add: posts, options }) };
}

/** A site in memory, ready to be planned. Templates other than the theme's do not exist. */
export function siteWith(posts: Post[], settings = "", pages: StaticPage[] = []): Site {
  const catalog = openCatalog({ file: null, key: "test" });
  const config = sampleConfig(settings);
  recordRound(catalog, {
    ...{ add: posts, pages },
    options: { zone: config.timezone, sitemapLine: (post) => sitemapLine(config, post) },
  });
  return siteOf(catalog, config);
}

export function siteOf(catalog: Catalog, config: Config = sampleConfig()): Site {
  const queries = queriesOf(catalog, config);
  const hasTemplate = (name: string) => name === "post.njk" || name === "page.njk";
  return {
    ...{ config, queries, words: {}, staticPages: staticPages(catalog), now: NOW },
    ...{
      hasTemplate,
      themeFiles: [],
      plugged: { groups: [], listed: [] },
      cardTools: "",
      pictureTools: null,
    },
  };
}

/** A catalog in a file, opened anew and committed for each round: its `touched` is what a warm build sees. */
export function createArchive(posts: Post[] = []) {
  const file = join(tempFolder(), "catalog.db");
  const open = (more: Partial<CatalogOptions> = {}) => openCatalog({ file, key: "test", ...more });
  const round = (changes: Round): Outcome => {
    const catalog = open();
    const outcome = recordRound(catalog, changes);
    catalog.commit();
    return outcome;
  };
  const ask = <T>(question: (queries: Queries, catalog: Catalog) => T): T => {
    const catalog = open();
    try {
      return question(queriesOf(catalog), catalog);
    } finally {
      catalog.discard();
    }
  };
  round({ add: posts });
  return { file, open, round, ask };
}
