// The functions that templates have: what they ask of the site beyond their page's facts. README, "Templates", lists
// them for designers.
import nunjucks from "nunjucks";
import { remembered } from "../memo.js";
import { type ImageAttributes, imageMarkup, loading, pictureMarkup, referrerOf } from "../pictures/markup.js";
import { TAXONOMIES } from "../taxonomies.js";
import { periodKeys } from "../time.js";
import type { Taxonomy } from "../types/content.js";
import type { FreeQuery, PostCard } from "../types/pages.js";
import { fillPattern, withBase } from "../urls.js";
import type { RenderSettings } from "./inputs.js";

/** What a function reads it notes. */
export function templateFunctions(
  settings: RenderSettings,
  query: (query: FreeQuery) => unknown,
  note: (read: string) => void,
) {
  const { permalinks, basePath, timezone, images, origin } = settings.config;
  const referrer = (address: string) => referrerOf(address, { images, origin });
  const fixed: Record<string, string> = {
    home: "/",
    feed: "/feed.xml",
    rss: "/rss.xml",
    jsonfeed: "/feed.json",
    categories: permalinks.categories,
    tags: permalinks.tags,
    search: permalinks.search,
    authors: permalinks.authors,
    series: permalinks.allSeries,
  };
  const urls = new Map<string, string>();
  const periodUrl = (kind: "year" | "month" | "day", key: string) =>
    remembered(urls, key, () => {
      const [year = "", month = "", day = ""] = key.split("-");
      return withBase(basePath, fillPattern(permalinks[kind], { year, month, day }));
    });
  return {
    latest: (limit = 10) => query({ name: "latest", limit }),
    posts: ({ limit = 10, ...of }: { [taxonomy in Taxonomy]?: string } & { limit?: number } = {}) => {
      const asked = TAXONOMIES.filter((taxonomy) => of[taxonomy] !== undefined);
      return query({
        name: "posts",
        ...Object.fromEntries(asked.map((taxonomy) => [taxonomy, of[taxonomy]])),
        limit,
      });
    },
    terms: (
      taxonomy: Taxonomy,
      { limit = 1000, order = "name" }: { limit?: number; order?: "count" | "name" } = {},
    ) => query({ name: "terms", taxonomy, limit, order }),
    periods: (kind: "year" | "month" | "day", within?: string) =>
      query({ name: "periods", kind, ...(within !== undefined && { within }) }),
    asset(name: string) {
      note(`asset:${name}`);
      const url = settings.assets[name];
      if (url === undefined) throw new Error(`there is no asset "${name}" in public/theme/`);
      return withBase(basePath, url);
    },
    picture(post: PostCard, { lead = false, sizes, ...own }: PictureOptions = {}) {
      note("images:");
      const { image, picture } = post;
      if (!image) return "";
      const { __keywords, ...attributes } = own;
      const given = {
        src: withBase(basePath, picture?.url ?? image),
        ...attributes,
        alt: attributes.alt ?? "",
      };
      const showing = { sizes: sizes ?? (images === false ? "100vw" : images.sizes), isLead: lead };
      const html =
        picture === null
          ? imageMarkup({ ...given, ...loading(given, lead), ...referrer(image) })
          : pictureMarkup(picture, given, showing, basePath);
      return new nunjucks.runtime.SafeString(html);
    },
    urlFor(name: string, date?: number) {
      note("urls:");
      if (typeof date === "number" && isPeriod(name))
        return periodUrl(name, periodKeys(date, timezone)[name]);
      return remembered(urls, name, () => {
        const url = fixed[name];
        if (url === undefined)
          throw new Error(`urlFor knows ${Object.keys(fixed).join(", ")}, not "${name}"`);
        return withBase(basePath, fillPattern(url, {}));
      });
    },
  };
}

/** What the function `picture` takes beside the post; everything else is an attribute of `<img>`. */
type PictureOptions = { lead?: boolean; sizes?: string; __keywords?: boolean } & ImageAttributes;

const isPeriod = (name: string): name is "year" | "month" | "day" => ["year", "month", "day"].includes(name);
