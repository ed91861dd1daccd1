// Pictures: what is known of the files, and what pages show of them.
import type { PictureFormat } from "./config.js";

/** What a picture's file tells. Serialisable. */
export interface PictureFacts {
  /** In pixels, upright. */
  width: number;
  height: number;
  /** Of the whole picture, `#rrggbb`; `null`: one can see through it. */
  colour: string | null;
  /** Whether smaller copies are worth making: it is large enough, and does not move. */
  isScaled: boolean;
  /** Of the bytes that are encoded, and of what encodes them: 16 hexadecimal digits, in the names of the copies. */
  stem: string;
  /** SHA-256 of the file. */
  sha256: string;
  /** Ending of the name under which a fetched picture is published; `null`: it lies in `public/`. */
  home: string | null;
}

export interface PictureTrouble {
  problem: "missing" | "broken" | "huge" | "unfetched";
  /** A clause without a full stop. */
  why: string;
}

/** A picture as pages show it. */
export interface Picture {
  /** Of the picture as it was given: a path of the site, or a whole address. */
  url: string;
  width: number;
  height: number;
  colour: string | null;
  /** Copies, the best format first; of each format from the smallest on. Their URLs are paths of the site. */
  sources: PictureSource[];
}

export interface PictureSource {
  format: PictureFormat;
  copies: { url: string; width: number }[];
}
