// Which copies of a picture there are, and where. Pure.
import type { ImagesConfig, PictureFormat } from "../types/config.js";
import type { Picture, PictureFacts } from "../types/pictures.js";
import { encodeUrl } from "../urls.js";

/**
 * The widths that are asked for and smaller than the picture; and its own width, if that is no wider than the widest:
 * a picture of 1200 is offered at 480, 960 and 1200.
 */
export function widthsOf({ width }: Pick<PictureFacts, "width">, widths: readonly number[]): number[] {
  const smaller = widths.filter((wanted) => wanted < width);
  return smaller.length < widths.length ? [...smaller, width] : smaller;
}

/** URL below the base path. */
export const copyUrl = (stem: string, width: number, format: PictureFormat): string =>
  `/pictures/${stem.slice(0, 2)}/${stem}-${width}.${format}`;

/** A picture that was fetched is published under this address. */
export const homeUrl = (stem: string, type: string): string =>
  `/pictures/${stem.slice(0, 2)}/${stem}.${type}`;

export function pictureOf(key: string, facts: PictureFacts, { formats, widths }: ImagesConfig): Picture {
  const { width, height, colour, stem, isScaled, home } = facts;
  return {
    url: home === null ? encodeUrl(`/${key}`) : homeUrl(stem, home),
    ...{ width, height, colour },
    sources: isScaled
      ? formats.map((format) => ({
          format,
          copies: widthsOf(facts, widths).map((wide) => ({ url: copyUrl(stem, wide, format), width: wide })),
        }))
      : [],
  };
}
