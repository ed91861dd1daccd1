// What a plugin is, for those who write one. README, "Plugins", tells them more.
import type { MarkedExtension } from "marked";
import type { z as Zod } from "zod";
import type { Later } from "../later.js";
import type { Post } from "../types/content.js";
import type { PageFact, PostCard, SiteQuery, TermCount } from "../types/pages.js";
import type { PluginSite } from "../types/plugins.js";

/**
 * A hook is a function of what it is given: no clock, no files but those that its module imports, no memory of what it
 * was given before. What it makes is kept until the plugin, its options or what it was given is another.
 */
export interface Plugin<Schema extends Zod.ZodType = Zod.ZodType> {
  /** Of letters, digits, dashes, and as npm has it for a package: `@scope/name`. */
  name: string;
  version: string;
  /** What `options:` may hold. Without it, the plugin has none. */
  options?: Schema;
  /** Extensions of marked. What they make is sanitised like the rest of a text. */
  markdown?(context: PluginContext<Schema>): Later<MarkedExtension | MarkedExtension[]>;
  /** For each post that is read. What it returns takes the place of what was there; nothing: all stays. */
  post?(post: PluginPost, context: PluginContext<Schema>): Later<PostChange | undefined>;
  /** What templates get beyond their own. */
  templates?(context: PluginContext<Schema>): Later<TemplateAdditions>;
  /** Further pages. */
  pages?(site: PagesSite, context: PluginContext<Schema>): Later<PluginPage[]>;
  /** The HTML of a page as its templates made it; returns what is published. */
  html?(html: string, page: HtmlPage, context: PluginContext<Schema>): Later<string>;
}

export interface PluginContext<Schema extends Zod.ZodType = Zod.ZodType> {
  options: Zod.output<Schema>;
  site: PluginSite;
}

/** A post as it was parsed. */
export interface PluginPost extends Readonly<Omit<Post, "fingerprint" | "output">> {
  /** Safe HTML. */
  readonly body: string;
}

export interface PostChange {
  /** In the place of `post.data`; what JSON can say. */
  data?: Record<string, unknown>;
  /** HTML. Nobody sanitises it after this. */
  body?: string;
  title?: string;
  excerpt?: string;
  description?: string;
  image?: string | null;
}

export interface TemplateAdditions {
  filters?: Record<string, (...values: never[]) => unknown>;
  /** Functions and values by name. */
  globals?: Record<string, unknown>;
  /** Absolute paths. The site's own templates come before them, the theme's after them. */
  folders?: string[];
}

/** What a plugin may ask of the site, newest first. An answer that is another one makes its pages anew. */
export interface PagesSite {
  posts(of?: Omit<Extract<SiteQuery, { name: "posts" }>, "name" | "limit"> & { limit?: number }): PostCard[];
  terms(
    taxonomy: Extract<SiteQuery, { name: "terms" }>["taxonomy"],
    options?: { limit?: number; order?: "count" | "name" },
  ): TermCount[];
  periods(kind: "year" | "month" | "day", within?: string): { key: string; count: number; url: string }[];
  /** The data files by name without extension. */
  readonly data: Readonly<Record<string, unknown>>;
}

export interface PluginPage {
  /** Below the base path, starts with `/`. */
  url: string;
  /** With `content` or `template`: a page of the site. */
  title?: string;
  description?: string;
  lang?: string;
  /** HTML for `page.content`. Nobody sanitises it. */
  content?: string;
  /** Name without `.njk`; `page` by default. */
  template?: string;
  /** Further variables for the template; what JSON can say. */
  facts?: Record<string, unknown>;
  /** Instead of all that: the file as it is published, such as JSON. */
  text?: string;
  /** Whether it is in the sitemap; a page is, a text is not. */
  sitemap?: boolean;
}

export interface HtmlPage extends Readonly<Pick<PageFact, "kind" | "url" | "title" | "lang">> {
  /** Below `dist/`. */
  readonly path: string;
  /** Of the post or page that it shows. */
  readonly source: string | null;
}

/** Types a plugin; what it gets is what it gives. */
export function definePlugin<Schema extends Zod.ZodType = Zod.ZodUndefined>(
  plugin: Plugin<Schema>,
): Plugin<Schema> {
  return plugin;
}
