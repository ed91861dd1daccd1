// An id for each heading, from its words in any script, so that a link to it can be read: `## 二、总则` is #二总则.

export interface HeadingIds {
  /** Before each document. */
  reset(): void;
  /** The id for a heading with this inner HTML; another one each time. */
  take(html: string): string;
}

export function createHeadingIds(): HeadingIds {
  const taken = new Map<string, number>();
  return {
    reset: () => taken.clear(),
    take(html) {
      const slug = slugOf(html);
      let id = slug;
      let count = taken.get(slug) ?? 0;
      while (taken.has(id)) id = `${slug}-${++count}`;
      taken.set(slug, count);
      taken.set(id, 0);
      return id;
    },
  };
}

/** Ids begin with a letter, as validators want it; `fn-1` and `fnref-1` are the footnotes'. */
function slugOf(html: string): string {
  const slug = html
    .replace(/<sup class="footnote-ref"[\s\S]*?<\/sup>/g, "")
    .replace(/<[^>]*>|&#?\w+;/g, "")
    .toLowerCase()
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}\p{M}\s_-]+/gu, "")
    .trim()
    .replace(/[\s-]+/g, "-")
    .replace(/^-+|-+$/g, "");
  if (slug === "") return "section";
  return /^\p{L}/u.test(slug) && !/^fn(?:ref)?-\d/.test(slug) ? slug : `section-${slug}`;
}
