// The outcome of a build.
import type { Diagnostic } from "./diagnostic.js";

/** The outcome of a build: printed as the summary, written as `.broadsheet/report.json`. */
export interface BuildReport {
  version: string;
  /** ISO 8601. */
  now: string;
  posts: {
    published: number;
    drafts: number;
    future: number;
    /** A post can have several problems. */
    rejected: Diagnostic[];
    warnings: Diagnostic[];
  };
  pages: { total: number; written: number; unchanged: number; removed: number };
  /** Milliseconds by stage; `total`, where given, is the whole. */
  timings: Record<string, number>;
  /** When the next waiting post is due: ISO 8601 with the site's offset. */
  nextDue: string | null;
  /** Refused by `--strict`: nothing was published. */
  failed: boolean;
}
