// A picture as HTML: its copies in modern formats, then the one that was given. Pure.
// https://html.spec.whatwg.org/multipage/embedded-content.html#the-picture-element
import { escapeAttribute } from "../html-text.js";
import type { Config } from "../types/config.js";
import type { Picture } from "../types/pictures.js";
import { withBase } from "../urls.js";

export interface Showing {
  /** HTML's `sizes`: how wide it is shown. */
  sizes: string;
  /** It is what a reader sees first: it is loaded at once, others when they come into view. */
  isLead: boolean;
}

/** Attributes of `<img>`, in the order in which they are written; `null`: it is not there. */
export type ImageAttributes = Record<string, string | null | undefined>;

export function pictureMarkup(
  picture: Picture,
  own: ImageAttributes,
  { sizes, isLead }: Showing,
  basePath: string,
): string {
  const image = imageMarkup({
    ...own,
    ...dimensions(picture, own),
    ...loading(own, isLead),
    ...tone(picture),
  });
  if (picture.sources.every(({ copies }) => copies.length === 0)) return image;
  const sources = picture.sources.map(({ format, copies }) => {
    const set = copies.map(({ url, width }) => `${withBase(basePath, url)} ${width}w`).join(", ");
    return `<source type="image/${format}" srcset="${set}" sizes="${escapeAttribute(sizes)}">`;
  });
  return `<picture>${sources.join("")}${image}</picture>`;
}

export function imageMarkup(attributes: ImageAttributes): string {
  const written = Object.entries(attributes).flatMap(([name, value]) =>
    value == null ? [] : [` ${name}="${escapeAttribute(value)}"`],
  );
  return `<img${written.join("")}>`;
}

/** Those that the author gave stay; one alone is completed, so that the place has its shape before the picture comes. */
function dimensions({ width, height }: Picture, own: ImageAttributes): ImageAttributes {
  const [wide, high] = [pixels(own.width), pixels(own.height)];
  if (own.width == null && own.height == null) return { width: `${width}`, height: `${height}` };
  if (wide !== null && own.height == null)
    return { height: `${Math.max(1, Math.round((wide * height) / width))}` };
  if (high !== null && own.width == null)
    return { width: `${Math.max(1, Math.round((high * width) / height))}` };
  return {};
}

/** `null`: none, or a share of something, as in `width="100%"`. */
export const pixels = (value: string | null | undefined): number | null =>
  value != null && /^\d{1,5}(?:px)?$/.test(value) ? Number.parseInt(value, 10) : null;

/** What the author says of it wins. */
export function loading(own: ImageAttributes, isLead: boolean): ImageAttributes {
  if (own.loading != null) return { decoding: own.decoding ?? "async" };
  return isLead
    ? { fetchpriority: own.fetchpriority ?? "high", decoding: own.decoding ?? "async" }
    : { loading: "lazy", decoding: own.decoding ?? "async" };
}

/** What another host learns of the page that shows its picture. */
export function referrerOf(
  src: string,
  { images, origin }: Pick<Config, "images" | "origin">,
): ImageAttributes {
  const isElsewhere = /^(?:https?:)?\/\//i.test(src) && !src.startsWith(`${origin}/`);
  return isElsewhere && images !== false && images.referrerPolicy !== false
    ? { referrerpolicy: images.referrerPolicy }
    : {};
}

/** The theme's stylesheet paints it until the picture is there; nothing inline, which its security policy forbids. */
const tone = ({ colour }: Picture): ImageAttributes => (colour === null ? {} : { "data-colour": colour });
