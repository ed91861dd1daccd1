// What the server says, as the scripts in the browser read it.

export interface Problem {
  severity: "error" | "warning";
  /** `posts/a.md:3:8` */
  place: string;
  file: string | null;
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

export interface PageInfo {
  root: string;
  source: string | null;
  template: string | null;
  milliseconds: number | null;
  reads: [kind: string, names: string[]][];
  marks: string[];
  errors: Problem[];
  missing: {
    nearest: { url: string; title: string }[];
    absent: { file: string; why: string; problem: Problem | null }[];
  } | null;
}
