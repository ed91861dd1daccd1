// The variables that templates have. Reading one is noted: that is how a page's dependencies are known.
import { escapeAttribute } from "../html-text.js";
import { dressPictures } from "../pictures/dress.js";
import type { Config } from "../types/config.js";
import type { PagePlan, PostCard } from "../types/pages.js";
import type { Picture } from "../types/pictures.js";
import { type RenderSettings, siteView, wordsOf } from "./inputs.js";

/** Objects whose properties say when they are read. */
export function sharedViews(settings: RenderSettings, note: (read: string) => void) {
  return {
    site: recorded(siteView(settings.config), (key) => note(`site.${key}`)),
    data: recordedMap(settings.data, (key) => note(`data.${key}`)),
  };
}

export function wordsView(
  settings: RenderSettings,
  lang: string,
  note: (read: string) => void,
): Record<string, string> {
  note(`words:${lang}`);
  return wordsOf(settings, lang);
}

/** A page's facts as template variables. A post's body, neighbours and what to read next count as read only where they are shown. */
export function pageContext(
  plan: PagePlan,
  body: () => string,
  config: Config,
  { note, noteBody }: { note: (read: string) => void; noteBody: () => void },
): Record<string, unknown> {
  const { older, newer, related, inSection, pictures = {}, ...facts } = plan.facts;
  const { basePath } = config;
  for (const name in facts) note(`self.${name}`);
  const dressed = (html: string) => {
    if (!html.includes("<img") || plan.source?.isTemplate) return html;
    note("images:");
    note("self.pictures");
    return dressPictures(html, {
      settings: config,
      pageUrl: plan.url,
      pictures: pictures as Record<string, Picture>,
      hasLead: hasLead(plan.facts.post, html),
    });
  };
  let known: string | undefined;
  const content = () => {
    noteBody();
    known ??= withBaseLinks(dressed(body()), basePath);
    return known;
  };
  if (facts.post) {
    const post = {
      ...(facts.post as object),
      get content() {
        return content();
      },
      get older() {
        note("self.older");
        return older;
      },
      get newer() {
        note("self.newer");
        return newer;
      },
      get related() {
        note("self.related");
        return related;
      },
      get inSection() {
        note("self.inSection");
        return inSection;
      },
    };
    return { ...facts, post };
  }
  const planned = facts.page as { content?: unknown } | undefined;
  if (typeof planned?.content === "string")
    return { ...facts, page: { ...planned, content: withBaseLinks(planned.content, basePath) } };
  if (!plan.source) return facts;
  const page = {
    ...(facts.page as object),
    get content() {
      return content();
    },
  };
  return { ...facts, page };
}

/** The theme shows a post's own picture above the text, unless the text has it. */
function hasLead(post: unknown, html: string): boolean {
  const image = (post as PostCard | undefined)?.image ?? null;
  return image !== null && !html.includes(escapeAttribute(image));
}

/** Where the site lives below a path, so do the addresses that its posts write as `/…`. */
function withBaseLinks(html: string, basePath: string): string {
  if (basePath === "") return html;
  return html.replace(
    /(\s(?:href|src|poster|cite)=")\/(?!\/)/g,
    (_, attribute: string) => `${attribute}${basePath}/`,
  );
}

function recorded<T extends object>(target: T, note: (key: string) => void): T {
  const view = {};
  for (const [key, value] of Object.entries(target))
    Object.defineProperty(view, key, {
      enumerable: true,
      get() {
        note(key);
        return value;
      },
    });
  return view as T;
}

/** Like `recorded`, but a missing key counts as read too: the file may come later. */
function recordedMap(target: Record<string, unknown>, note: (key: string) => void): Record<string, unknown> {
  return new Proxy(target, {
    get(map, key) {
      if (typeof key !== "string") return undefined;
      note(key);
      return Object.hasOwn(map, key) ? map[key] : undefined;
    },
    ownKeys(map) {
      for (const key of ["*", ...Object.keys(map)]) note(key);
      return Reflect.ownKeys(map);
    },
  });
}
