// Diagnostics as the `expected.txt` of a sample in `tests/broken/` holds them: two lines each, place and code first.
import type { Diagnostic } from "../../src/types/diagnostic.js";

export function diagnosticText(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .map(({ code, message, hint, ...at }) => `${place(at)} ${code}: ${message}\n  ${hint}\n`)
    .join("");
}

function place({ file, line, column }: Omit<Diagnostic, "code" | "message" | "hint">): string {
  return [file, line, column].filter((part) => part !== undefined).join(":");
}
