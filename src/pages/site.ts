// What planners know, and the few helpers that they share. Planners are pure: facts come from queries.
import type { Queries } from "../catalog/queries.js";
import type { Config } from "../types/config.js";
import type { Instant, StaticPage } from "../types/content.js";
import type { PageFact, PageKind, PagePlan } from "../types/pages.js";
import { outputPath, withBase } from "../urls.js";

export interface Site {
  config: Config;
  queries: Queries;
  staticPages: readonly StaticPage[];
  /** Interface words in the site's language. */
  words: Readonly<Record<string, string>>;
  /** The moment of the build. Only what renews itself with the clock may look at it. */
  now: Instant;
  hasTemplate(name: string): boolean;
  /** Versions of what share cards are drawn with. */
  cardTools: string;
  /** Version of what pictures are read with; `null`: nothing is made of them. */
  pictureTools: string | null;
  /** Pages that plugins plan. */
  plugged: PluggedPages;
  /** Below `dist/`; each has a hash of its content in its name. */
  themeFiles: readonly string[];
}

export interface PluggedPages {
  groups: Group[];
  /** URLs for the sitemap. */
  listed: string[];
}

/** Pages that come and go together: all that show one subject. A known one that is not planned is gone. */
export interface Group {
  subject: string;
  /** Frozen pages with lower numbers are as they were; not being in `pages` says nothing of them. */
  from: number;
  pages: Iterable<PagePlan>;
}

export function absolute(config: Config, url: string): string {
  return config.origin + withBase(config.basePath, url);
}

export function pageFact(
  config: Config,
  url: string,
  fact: Pick<PageFact, "kind" | "title"> &
    Partial<Pick<PageFact, "canonical" | "description" | "lang" | "image" | "shareCard">>,
): PageFact {
  const { kind, title, description = "", lang = config.lang, image = null, shareCard = null } = fact;
  const { canonical = absolute(config, url) } = fact;
  return { kind, url, canonical, title, description, lang, image, shareCard };
}

export function page(
  kind: PageKind,
  url: string,
  subject: string,
  template: string,
  facts: Record<string, unknown>,
  more: Partial<Pick<PagePlan, "number" | "source" | "path">> = {},
): PagePlan {
  return {
    path: more.path ?? outputOf(url),
    url,
    kind,
    subject,
    number: 0,
    template,
    source: null,
    facts,
    ...more,
  };
}

/** The file of a URL that the program made itself, so that it cannot be a bad one. */
export function outputOf(url: string): string {
  const target = outputPath(url);
  if (!target.ok) throw new Error(`planned a page at ${url}: ${target.why}`);
  return target.output;
}
