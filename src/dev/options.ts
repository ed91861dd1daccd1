// What a preview is asked for.
import type { Reporter } from "../terminal/reporter.js";
import type { Instant } from "../types/content.js";

export interface PreviewOptions {
  /** The site's folder, absolute. */
  root: string;
  /** Where catalog and lock are; `<root>/.broadsheet/dev` by default. */
  home?: string | undefined;
  drafts?: boolean | undefined;
  future?: boolean | undefined;
  /** In a Jekyll site: what says `published: false`, too; and these files of settings instead of `_config.yml`. */
  unpublished?: boolean | undefined;
  config?: string | undefined;
  /** What counts as now, whenever it is asked. */
  clock: () => Instant;
  threads?: number | undefined;
  /** The first port to try. */
  port?: number | undefined;
  /** The address to listen on; loopback by default. */
  host?: string | undefined;
  /** The editor's command, as in `$EDITOR`. */
  editor?: string | undefined;
  reporter: Reporter;
}
