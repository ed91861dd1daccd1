// Which picture an address means. A key names a picture in the catalog: the path below `dist/` of a file in `public/`,
// or the whole address of one that may be fetched.
import type { Config } from "../types/config.js";
import { outputPath } from "../urls.js";
import { isFetchable } from "./fetchable.js";

/** What sharp reads, and browsers show. An SVG has no size of its own, and needs none. */
const PICTURE = /\.(?:jpe?g|png|webp|avif|gif)$/i;

export type AddressSettings = Pick<Config, "origin" | "basePath" | "images">;

/**
 * The key of the picture at `address`, as a page at `pageUrl` (below the base path) has it in an attribute; `null`: it
 * is none of the site's.
 */
export function pictureKey(address: string, pageUrl: string, settings: AddressSettings): string | null {
  const { origin, basePath, images } = settings;
  if (images === false || address === "") return null;
  const isRooted = address.startsWith("/") && !address.startsWith("//");
  // Where the site lives below a path, `/…` in posts is below it.
  const written = isRooted ? basePath + address : address;
  const url = URL.canParse(written, origin + basePath + pageUrl)
    ? new URL(written, origin + basePath + pageUrl)
    : null;
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  if (url.origin !== originOf(origin)) {
    url.hash = "";
    return isFetchable(url.href, images.fetch) ? url.href : null;
  }
  if (!url.pathname.startsWith(`${basePath}/`)) return null;
  const target = outputPath(url.pathname.slice(basePath.length));
  return target.ok && PICTURE.test(target.output) ? target.output : null;
}

const originOf = (origin: string): string => (URL.canParse(origin) ? new URL(origin).origin : origin);

/** Whether a key is an address elsewhere. */
export const isElsewhere = (key: string): boolean => /^https?:/.test(key);

/** The pictures of a post or page: the address of each as its source has it, by key. */
export function pictureUses(
  { url, image = null, images = [] }: { url: string; image?: string | null; images?: readonly string[] },
  settings: AddressSettings,
): Map<string, string> {
  const uses = new Map<string, string>();
  if (settings.images === false) return uses;
  for (const address of image === null ? images : [image, ...images]) {
    const key = pictureKey(address, url, settings);
    if (key !== null && !uses.has(key)) uses.set(key, address);
  }
  return uses;
}
