// Where a source has an address, for what there is to say of the picture there.
import type { Place } from "../diagnostics/diagnostic.js";

/** Where the source has it: perhaps not encoded, or with `&` as HTML writes it. */
export function placeOfText(address: string, file: string, lines: readonly string[]): Place {
  for (const text of new Set([address, decoded(address), address.replaceAll("&", "&amp;")])) {
    const at = lines.findIndex((line) => line.includes(text));
    if (at >= 0) return { file, line: at + 1, column: lines[at]!.indexOf(text) + 1, source: lines[at]! };
  }
  return { file };
}

function decoded(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}
