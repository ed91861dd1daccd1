// What Liquid gets of the site: nothing else is in reach of a template.
import type { Config } from "../../types/config.js";

/** What a running template may ask for. Everything that it reads is noted by the host. */
export interface LiquidHost {
  config: Config;
  /** Text of a file in `_includes`; `null` if there is none. */
  include(name: string): string | null;
  /** The same, relative to the page's own folder. */
  includeRelative(name: string): string | null;
  /** URL below the base path of a post by its name, or of any source by its path. */
  findPost(name: string): string | null;
  findPath(path: string): string | null;
  markdown(text: string): string;
  /** `{% seo %}` and `{% feed_meta %}`. */
  seo(): string;
  feedMeta(): string;
  /** Something that the page goes on without; `line` in the text that runs, from 1. */
  problem(message: string, severity: "error" | "warning", line: number): void;
  /** The text of an include runs until the function that comes back is called. */
  enter(include: string): () => void;
}

/** Includes in each other. */
export const MAX_DEPTH = 100;
