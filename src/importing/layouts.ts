// Layouts that posts and pages name. Theirs are Liquid and stay behind; here each name gets a template that shows what
// the theme shows, so that the site builds at once and can be made one's own name by name.
import { remembered } from "../memo.js";

/** The theme's templates: of these only `post` is for posts, and `page` for pages. */
export const THEME_TEMPLATES: ReadonlySet<string> = new Set(
  "archive author base category home listing not-found page post redirect search series tag terms".split(" "),
);

export interface Layouts {
  /** What `layout` has to say instead, `undefined` where it is right as it is. */
  forPost(name: string): string | undefined;
  forPage(name: string): string | undefined;
  /** Templates for the names that are left, and how many sources name each. */
  templates(): { name: string; text: string; posts: number; pages: number }[];
}

export function createLayouts(): Layouts {
  const used = new Map<string, { posts: number; pages: number }>();
  const judge = (name: string, kind: "post" | "page"): string | undefined => {
    if (name === "" || name === kind || /^(?:none|null|false|nil)$/.test(name)) return undefined;
    if (THEME_TEMPLATES.has(name) || !/^\w[\w-]*(?:\/\w[\w-]*)*$/.test(name)) return kind;
    const counts = remembered(used, name, () => ({ posts: 0, pages: 0 }));
    counts[`${kind}s`]++;
    return undefined;
  };
  return {
    forPost: (name) => judge(name, "post"),
    forPage: (name) => judge(name, "page"),
    templates: () =>
      [...used]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, counts]) => ({ name, ...counts, text: templateOf(counts) })),
  };
}

function templateOf({ posts, pages }: { posts: number; pages: number }): string {
  const base = pages === 0 ? '"post.njk"' : '"page.njk"';
  const chosen = posts > 0 && pages > 0 ? '"post.njk" if post else "page.njk"' : base;
  return `{% extends ${chosen} %}\n`;
}
