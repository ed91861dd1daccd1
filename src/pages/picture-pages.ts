// Copies of pictures, as pages: planned when a picture is another one, rendered where the others are.
import { isElsewhere, pictureUses } from "../pictures/address.js";
import { contentKey } from "../pictures/store.js";
import { copyUrl, homeUrl, widthsOf } from "../pictures/variants.js";
import type { PictureFormat } from "../types/config.js";
import type { PagePlan, Touched } from "../types/pages.js";
import type { Picture } from "../types/pictures.js";
import { type Group, page, type Site } from "./site.js";

/** What a copy is made from, and what it is to be. */
export interface CopyFact {
  key: string;
  /** The file relative to the site's root; `null`: it was fetched. */
  file: string | null;
  /** SHA-256 of that. */
  sha256: string;
  /** Folder of the store for what is made of it. */
  content: string;
  /** `null`: as it came. */
  copy: { width: number; format: PictureFormat } | null;
}

export function* pictureGroups(site: Site, touched: Touched): Iterable<Group> {
  const keys = touched.everything ? site.queries.pictures.all() : (touched.pictures ?? []);
  for (const key of keys) yield { subject: `picture:${key}`, from: 1, pages: picturePages(site, key) };
}

/** Of the picture with this in the names of its copies. */
export function picturePagesAt(site: Site, stem: string): PagePlan[] {
  const key = site.queries.pictures.withStem(stem);
  return key === null ? [] : picturePages(site, key);
}

/** What is known of the pictures in a text, by key: a fact of its page, if there are any. */
export function picturesIn(
  { config, queries }: Site,
  { url, images }: { url: string; images?: readonly string[] },
): { pictures?: Record<string, Picture> } {
  if (images === undefined || images.length === 0) return {};
  const found = [...pictureUses({ url, images }, config).keys()].flatMap((key) => {
    const picture = queries.pictures.picture(key);
    return picture === null ? [] : [[key, picture] as const];
  });
  return found.length === 0 ? {} : { pictures: Object.fromEntries(found) };
}

function picturePages({ config, queries, pictureTools }: Site, key: string): PagePlan[] {
  const { images } = config;
  const facts = queries.pictures.facts(key);
  if (facts === null || images === false || pictureTools === null) return [];
  const { stem, sha256, home, isScaled } = facts;
  const file = isElsewhere(key) ? null : `${config.folders.public}/${key}`;
  const content = contentKey(sha256, pictureTools);
  const plan = (url: string, copy: CopyFact["copy"]) =>
    page("picture", url, `picture:${key}`, "built-in/picture", {
      picture: { key, file, sha256, content, copy } satisfies CopyFact,
    });
  const copies = isScaled
    ? images.formats.flatMap((format) =>
        widthsOf(facts, images.widths).map((width) => plan(copyUrl(stem, width, format), { width, format })),
      )
    : [];
  return home === null ? copies : [plan(homeUrl(stem, home), null), ...copies];
}
