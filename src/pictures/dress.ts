// The pictures in a text: `<img>` as the post has it becomes what browsers load well.
import { decodeAttribute, decodeSafeText } from "../html-text.js";
import type { Picture } from "../types/pictures.js";
import { type AddressSettings, pictureKey } from "./address.js";
import { type ImageAttributes, imageMarkup, loading, pictureMarkup, pixels, referrerOf } from "./markup.js";

export interface Dressing {
  settings: AddressSettings;
  /** Of the page, below the base path. */
  pageUrl: string;
  /** By key. */
  pictures: Readonly<Record<string, Picture>>;
  /** The page shows another picture above the text. */
  hasLead: boolean;
}

/**
 * Rewrites the pictures of a body, before links get the path below which the site lives. A picture with a title that
 * is alone in its paragraph becomes a figure with a caption.
 */
export function dressPictures(html: string, dressing: Dressing): string {
  if (dressing.settings.images === false || !html.includes("<img")) return html;
  let leads = dressing.hasLead ? 0 : 1;
  const dress = (tag: string, at: number): Dressed => {
    const isLead = leads > 0 && isAbove(html, at);
    leads = 0;
    return dressImage(tag, isLead, dressing);
  };
  return html.replace(
    PLACES,
    (whole, paragraph: string | undefined, image: string | undefined, _name, at: number) => {
      if (paragraph !== undefined) return figureOf(whole, paragraph, dress(paragraph, at));
      return image === undefined ? whole : dress(image, at).html;
    },
  );
}

const IMAGE = String.raw`<img\b(?:"[^"]*"|'[^']*'|[^"'<>])*>`;

/** A paragraph of one picture; a picture; or what is stepped over: what is no text, and what was dressed by hand. */
const PLACES = new RegExp(
  String.raw`<p>\s*(${IMAGE})\s*</p>|(${IMAGE})|<!--[\s\S]*?-->|<(script|style|textarea|template|noscript|picture|svg)\b[\s\S]*?</\3\s*>`,
  "gi",
);

/** So little text stands above it that it is in view when the page opens. */
function isAbove(html: string, at: number): boolean {
  return at < 4000 && html.slice(0, at).replace(/<[^>]*>/g, "").length < 300;
}

interface Dressed {
  html: string;
  title: string | null;
}

function dressImage(tag: string, isLead: boolean, { settings, pageUrl, pictures }: Dressing): Dressed {
  const own = attributesOf(tag);
  const { src, title = null } = own;
  if (src == null || settings.images === false || /^data:/i.test(src)) return { html: tag, title: null };
  const { basePath, images } = settings;
  const key = pictureKey(src, pageUrl, settings);
  const picture = key === null ? undefined : pictures[key];
  if (picture === undefined) {
    const shown = { ...referrerOf(src, settings), ...own };
    return { html: imageMarkup({ ...shown, ...loading(own, isLead) }), title };
  }
  const width = pixels(own.width);
  const sizes = own.sizes ?? (width === null ? images.sizes : `(min-width: ${width}px) ${width}px, 100vw`);
  const given = { ...own, sizes: own.srcset == null ? null : (own.sizes ?? null) };
  const isHome = /^https?:/.test(key as string);
  const image = isHome ? { ...given, src: picture.url } : given;
  // What an author has put together by hand is shown as it is.
  const shown = own.srcset == null ? picture : { ...picture, sources: [] };
  return { html: pictureMarkup(shown, image, { sizes, isLead }, basePath), title };
}

function figureOf(whole: string, tag: string, { html, title }: Dressed): string {
  if (title === null || title.trim() === "") return whole.replace(tag, () => html);
  const caption = title.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return `<figure>${html}<figcaption>${caption}</figcaption></figure>`;
}

function attributesOf(tag: string): ImageAttributes {
  const found: ImageAttributes = {};
  for (const [, name = "", double, single, bare] of tag.slice("<img".length).matchAll(ATTRIBUTE)) {
    const value = double ?? single ?? bare ?? "";
    found[name.toLowerCase()] ??= decodeAttribute(value) ?? decodeSafeText(value);
  }
  return found;
}

const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;
