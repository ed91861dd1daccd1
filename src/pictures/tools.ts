// What pictures are read and encoded with: sharp, which is optional, and is loaded when the first picture needs it.
import { findPackage } from "../optional-package.js";
import type { PictureFormat } from "../types/config.js";

export interface PictureTools {
  /** Throws PictureError. Decodes the whole file, so that one that breaks off is known before it is published. */
  inspect(bytes: Uint8Array): Promise<Inspected>;
  /** The picture upright, this wide, without what its file tells beside it. */
  encode(bytes: Uint8Array, width: number, format: PictureFormat): Promise<Uint8Array>;
}

export interface Inspected {
  /** In pixels, upright. */
  width: number;
  height: number;
  /** `#rrggbb`; `null`: one can see through it. */
  colour: string | null;
  isAnimated: boolean;
  /** The usual ending of such files: `jpg`, `png`, `webp`, `avif`, `gif`. */
  type: string;
}

/** A file that is no picture, or one that would take a machine's memory. */
export class PictureError extends Error {
  readonly problem: "broken" | "huge";
  constructor(problem: "broken" | "huge", why: string, options?: ErrorOptions) {
    super(why, options);
    this.problem = problem;
  }
}

/** Of a picture; 100 megapixels are more than any camera of a newsroom has, and 400 MB when decoded. */
export const MOST_PIXELS = 100_000_000;

/**
 * How they are encoded. Measured with a photograph of 3000 × 2000 at 1600 pixels: AVIF takes 186 ms at effort 0, 417 ms
 * at 2 and 3.3 s at 4; WebP 186 ms.
 */
const AVIF = { quality: 50, effort: 2 };
const WEBP = { quality: 75, effort: 4 };

/** Of all that decides what comes out for one picture: raise the number when that changes here. */
const EDITION = 1;

/** Which version there is, as a text that copies depend on; `null`: the package is missing. */
export function pictureToolVersion(root: string): string | null {
  const found = findPackage("sharp", root);
  return found === null ? null : `sharp ${found.version} ${EDITION}`;
}

export function openPictureTools(root: string): PictureTools {
  const found = findPackage("sharp", root);
  if (found === null) throw new Error("the package sharp is missing");
  const sharp = found.require("sharp") as Sharp;
  // The encoder of AVIF gives other bytes for each number of threads.
  sharp.concurrency(1);
  sharp.cache(false);
  sharp.block({ operation: ["VipsForeignLoad"] });
  sharp.unblock({ operation: LOADERS });
  const open = (bytes: Uint8Array) =>
    sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: "error" }).autoOrient();
  return {
    async inspect(bytes) {
      const {
        width,
        height,
        format,
        orientation = 1,
        pages = 1,
      } = await attempt(() => sharp(bytes, { limitInputPixels: false }).metadata());
      if (width * height > MOST_PIXELS)
        throw new PictureError(
          "huge",
          `it has ${width} × ${height} pixels, and the most is ${MOST_PIXELS / 1e6} million`,
        );
      const { data, info } = await attempt(() =>
        open(bytes)
          .resize(1, 1, { fit: "fill" })
          .toColourspace("srgb")
          .ensureAlpha()
          .raw()
          .toBuffer({ resolveWithObject: true }),
      );
      const isTurned = orientation >= 5;
      return {
        width: isTurned ? height : width,
        height: isTurned ? width : height,
        colour: data[info.channels - 1]! < 250 ? null : hex(data),
        isAnimated: pages > 1,
        type: ENDINGS[format] ?? format,
      };
    },
    encode(bytes, width, format) {
      const resized = open(bytes).resize({ width, withoutEnlargement: true });
      return (format === "avif" ? resized.avif(AVIF) : resized.webp(WEBP)).toBuffer();
    },
  };
}

/** Nothing else that libvips can read gets to see a file that comes from anywhere. */
const LOADERS = ["Jpeg", "Png", "Webp", "Heif", "Nsgif"].map((name) => `VipsForeignLoad${name}`);

/** As libvips calls them. */
const ENDINGS: Readonly<Record<string, string>> = { jpeg: "jpg", heif: "avif" };

async function attempt<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    throw new PictureError("broken", plain((cause as Error).message), { cause });
  }
}

/** Libvips says more than a newsroom needs, and in lines. */
function plain(message: string): string {
  if (/unsupported image format/.test(message)) return "it is no JPEG, PNG, WebP, AVIF or GIF";
  return message
    .split("\n")[0]!
    .replace(/^.*?(?:Buffer|buffer): /, "")
    .replace(/\.$/, "");
}

const hex = (data: Uint8Array): string => `#${Buffer.from(data.subarray(0, 3)).toString("hex")}`;

/** What is used of sharp: its own types are there only where it is. */
interface Sharp {
  (bytes: Uint8Array, options?: object): Pipeline;
  concurrency(threads: number): void;
  cache(enabled: boolean): void;
  block(what: { operation: string[] }): void;
  unblock(what: { operation: string[] }): void;
}

interface Pipeline {
  autoOrient(): Pipeline;
  resize(...size: unknown[]): Pipeline;
  toColourspace(space: string): Pipeline;
  ensureAlpha(): Pipeline;
  raw(): Pipeline;
  avif(options: object): Pipeline;
  webp(options: object): Pipeline;
  metadata(): Promise<{
    width: number;
    height: number;
    format: string;
    orientation?: number;
    pages?: number;
  }>;
  toBuffer(): Promise<Uint8Array>;
  toBuffer(options: { resolveWithObject: true }): Promise<{ data: Uint8Array; info: { channels: number } }>;
}
