// The settings as the program uses them.
import type { JekyllConfig } from "./jekyll.js";
import type { PluginSetting } from "./plugins.js";

/** What the program uses: every key of `site.yml` with its default filled in. `config.ts` makes it. */
export interface Config {
  title: string;
  description: string;
  /** Scheme and host, no path, no trailing slash: `https://news.example.com`. */
  origin: string;
  /** The path below the origin at which the site lives: `""` or `/repo`, no trailing slash. */
  basePath: string;
  /** BCP 47, e.g. `zh-CN`. */
  lang: string;
  /** IANA name, e.g. `Asia/Shanghai`. */
  timezone: string;
  author: string | null;
  /** Links in the masthead, beside those to categories, tags and RSS. */
  menu: MenuItem[];
  /** A post's permalink pattern with Jekyll's placeholders; named styles are already expanded. */
  permalink: string;
  permalinks: Permalinks;
  /** Posts on a full listing page. */
  perPage: number;
  /** The same for years, months and days, which list headlines only. */
  archivePerPage: number;
  excerpt: { separator: string; length: number };
  /** `false`: every author is trusted. */
  sanitize: false | SanitizeConfig;
  categoriesFromFolders: boolean;
  home: HomeConfig;
  /** Share cards. */
  cards: boolean;
  host: Host;
  /** Added to the Content-Security-Policy: sources by directive. */
  csp: Record<string, string[]>;
  /** Texts are published as `.gz` and `.br`, too. */
  compress: boolean;
  ping: PingConfig;
  /** `false`: the site has no search. */
  search: false | SearchConfig;
  /** What is shown below articles: so many posts about the same, so many of the section. */
  related: { posts: number; section: number };
  /** What becomes of a post that tells what an older one tells. */
  duplicates: "keep" | "canonical";
  /** `false`: pictures are published as they are, and shown as posts write them. */
  images: false | ImagesConfig;
  feed: FeedConfig;
  /** Authors have pages. */
  authorPages: boolean;
  publisher: PublisherConfig;
  sitemap: { news: boolean };
  robots: { aiCrawlers: "neutral" | "allow" | "disallow" };
  /** In the order in which their hooks are called. */
  plugins: PluginSetting[];
  folders: Folders;
  drafts: boolean;
  future: boolean;
  /** `null`: the site is Broadsheet's own kind, with a `site.yml`. */
  jekyll: JekyllConfig | null;
}

export interface MenuItem {
  title: string;
  url: string;
}

/** Patterns for everything but posts. `:slug` is the term's, `:n` a frozen page's number. */
export interface Permalinks {
  category: string;
  categoryPage: string;
  categoryFeed: string;
  tag: string;
  tagPage: string;
  tagFeed: string;
  author: string;
  authorPage: string;
  authorFeed: string;
  series: string;
  seriesPage: string;
  homePage: string;
  year: string;
  month: string;
  day: string;
  /** Appended to a year's, month's or day's URL. */
  archivePage: string;
  categories: string;
  tags: string;
  search: string;
  authors: string;
  allSeries: string;
}

export type FeedFormat = "atom" | "rss" | "json";

export interface FeedConfig {
  limit: number;
  content: "excerpt" | "full";
  /** Formats in which each term has a feed. */
  categories: FeedFormat[];
  tags: FeedFormat[];
  authors: FeedFormat[];
  /** WebSub. */
  hubs: string[];
}

export interface PublisherConfig {
  name: string;
  /** A path of the site or a whole address. */
  logo: string | null;
  sameAs: string[];
}

/** What a site adds to the default allow-list. */
export interface SanitizeConfig {
  tags: string[];
  /** By tag name, or `*` for all. */
  attributes: Record<string, string[]>;
  schemes: string[];
  /** Hosts whose `<iframe>` is kept. */
  iframeHosts: string[];
}

export interface HomeConfig {
  /** Categories, in order; empty: the most active ones. */
  sections: string[];
  maxSections: number;
  perSection: number;
}

export interface ImagesConfig {
  /** Offered beside a picture's own format, the best first. */
  formats: PictureFormat[];
  /** In pixels, from the smallest on. */
  widths: number[];
  /** HTML's `sizes` of pictures in texts. */
  sizes: string;
  /** Of pictures elsewhere; `false`: as the post says. */
  referrerPolicy: false | string;
  alt: "keep" | "report";
  /** Hosts whose pictures are brought home, in ASCII: `a.example.com`, `*.example.com`, `example.com:8080`. */
  fetch: string[];
}

export type PictureFormat = "avif" | "webp";

export interface SearchConfig {
  /** Who answers where scripts do not run; `none`: the box is not shown there. */
  engine: SearchEngine;
  /** Posts in a segment of the index, on average. */
  segmentSize: number;
}

export type SearchEngine = "duckduckgo" | "google" | "bing" | "baidu" | "none";

/** Relative to the site's root. */
export interface Folders {
  posts: string;
  pages: string;
  data: string;
  templates: string;
  public: string;
}

export type Host = "github-pages" | "cloudflare-pages" | "netlify" | "nginx" | "none";

export interface PingConfig {
  /** Published as `/KEY.txt`. */
  indexNowKey: string | null;
  /** Addresses that take the calls. */
  indexNow: string;
  baidu: string;
  /** `null`: the site's origin. */
  baiduSite: string | null;
}
