// What is wrong, and who is to see it. An overlay is for what has just been broken, and for what breaks the page that
// is open; what was wrong before the preview began is in the terminal, and counted in the bar.
import { join } from "node:path";
import { diagnosticParts } from "../terminal/reporter.js";
import type { Diagnostic } from "../types/diagnostic.js";
import type { Problem } from "./browser/words.js";
import type { LiveSite } from "./live-site.js";
import type { Answer, Pages } from "./pages.js";

export interface ProblemDesk {
  /** For the overlay of a page: its own, those of stylesheets, and what has just been broken. */
  concerning(output: string): Problem[];
  /** All errors of sources and inputs. */
  errors(): Diagnostic[];
  /** How many files are in error. */
  rejected(): number;
  /** Errors that were not there the last time that this was asked, of sources and of pages that were looked at. */
  freshlyFound(): Diagnostic[];
}

export function createProblemDesk(root: string, live: LiveSite, pages: Pages): ProblemDesk {
  const errors = () => [...live.refused, ...live.problems].filter(({ severity }) => severity === "error");
  /** What was there from the beginning, and still is. */
  let old = new Set(errors().map(keyOf));
  let printed = new Set(old);
  /** By page: what its template did wrong when it was last looked at. */
  const broken = new Map<string, readonly Diagnostic[]>();
  const problemsAt = (output: string) => problemsOf(pages.at(output, true));
  const note = (output: string, problems: readonly Diagnostic[]): readonly Diagnostic[] => {
    if (problems.length > 0) broken.set(output, problems);
    else broken.delete(output);
    return problems;
  };
  return {
    errors,
    rejected: () => new Set(errors().map(({ file }) => file)).size,
    concerning(output) {
      const current = errors();
      const keys = new Set(current.map(keyOf));
      old = new Set([...old].filter((key) => keys.has(key)));
      const answer = pages.at(output, true);
      const source = answer.kind === "last" ? answer.page.plan.source?.path : undefined;
      const own = problemsOf(answer);
      note(output, own);
      const ofSheets = [...pages.sheets].flatMap((sheet) => note(sheet, problemsAt(sheet)));
      const wanted = current.filter((problem) => !old.has(keyOf(problem)) || problem.file === source);
      return [...own, ...ofSheets, ...wanted].map((problem) => problemText(root, problem));
    },
    freshlyFound() {
      const current = [...errors(), ...[...broken.values()].flat()];
      const fresh = current.filter((problem) => !printed.has(keyOf(problem)));
      printed = new Set(current.map(keyOf));
      return [...new Map(fresh.map((problem) => [keyOf(problem), problem])).values()];
    },
  };
}

/** What is wrong with a page itself. */
function problemsOf(answer: Answer): readonly Diagnostic[] {
  if (answer.kind === "broken") return answer.problems;
  return answer.kind === "page" ? answer.page.problems : [];
}

export const problemText = (root: string, diagnostic: Diagnostic): Problem => ({
  ...diagnosticParts(diagnostic),
  file: diagnostic.file ?? null,
  absolute: diagnostic.file ? join(root, diagnostic.file) : null,
  line: diagnostic.line ?? 1,
  column: diagnostic.column ?? 1,
});

const keyOf = ({ code, file, line, column, message }: Diagnostic): string =>
  [code, file, line, column, message].join("\0");
