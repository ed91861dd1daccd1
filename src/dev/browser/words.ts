// What the server tells the scripts in the browser: the types of both sides.

/** A diagnostic as the terminal shows it, in parts. */
export interface Problem {
  severity: "error" | "warning";
  /** `posts/a.md:3:8`, and where it is for an editor. */
  place: string;
  file: string | null;
  /** The same, absolute: for an editor. */
  absolute: string | null;
  line: number;
  column: number;
  message: string;
  frame: string;
  hint: string;
}

export interface ProblemsMessage {
  /** For the overlay. */
  problems: Problem[];
  /** Files in error, in all. */
  rejected: number;
}

/** What the bar says of the page that is open. */
export interface PageInfo {
  /** Absolute, for links into an editor. */
  root: string;
  /** The file to edit, relative to the root. */
  source: string | null;
  template: string | null;
  milliseconds: number | null;
  /** What it was seen to read, by kind. */
  reads: [kind: string, names: string[]][];
  /** Why readers do not see it yet. */
  marks: string[];
  /** Errors in the site, at most so many. */
  errors: Problem[];
  /** For an address that the site has not. */
  missing: {
    nearest: { url: string; title: string }[];
    absent: { file: string; why: string; problem: Problem | null }[];
  } | null;
}
