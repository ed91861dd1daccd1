// Every problem that the program can report, one function each. A message names the thing and the rule,
// a hint the cure. `at` says where: file, line and column count from 1.
import type { Diagnostic } from "../types/diagnostic.js";

/** Where a diagnostic points. */
export interface Place {
  file: string;
  line?: number | undefined;
  column?: number | undefined;
  /** The text of that line, for the code frame. */
  source?: string | undefined;
}

export const error = (code: string, message: string, hint: string, at?: Place): Diagnostic => ({
  code,
  severity: "error",
  message,
  hint,
  ...at,
});
export const warning = (code: string, message: string, hint: string, at?: Place): Diagnostic => ({
  ...error(code, message, hint, at),
  severity: "warning",
});

/** Thrown where the whole build cannot go on. Carries the diagnostics to print; exit code 1. */
export class BuildError extends Error {
  readonly diagnostics: readonly Diagnostic[];
  constructor(diagnostics: Diagnostic | readonly Diagnostic[], options?: { cause?: unknown }) {
    const list = Array.isArray(diagnostics) ? diagnostics : [diagnostics as Diagnostic];
    super(list.map((d) => d.message).join("\n"), options);
    this.name = "BuildError";
    this.diagnostics = list;
  }
}
