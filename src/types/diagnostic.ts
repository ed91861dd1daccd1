// A problem with one source, or with the site. Types only, like all in this folder: it compiles to nothing.

/** A problem with one source, or with the site. `line` and `column` count from 1. */
export interface Diagnostic {
  /** Stable and kebab-case, e.g. `date-invalid`: what a script matches and a warning filter names. */
  code: string;
  severity: "error" | "warning";
  /** What is wrong, naming the thing and the rule. */
  message: string;
  /** How to mend it. */
  hint: string;
  /** Relative to the site's root, with forward slashes. */
  file?: string | undefined;
  line?: number | undefined;
  column?: number | undefined;
  /** The offending source line(s), for a code frame. */
  source?: string | undefined;
}
