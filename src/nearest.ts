// "Did you mean …?": the known name that a reader most likely meant.
import { distance } from "fastest-levenshtein";

/** The nearest of `known`, or `null` where none is near enough to be worth a suggestion. */
export function nearest(name: string, known: Iterable<string>): string | null {
  const wanted = fold(name);
  const limit = Math.max(1, Math.floor((wanted.length + 1) / 3));
  let best: string | null = null;
  let bestDistance = limit + 1;
  for (const candidate of known) {
    const steps = typingDistance(wanted, fold(candidate));
    if (steps < bestDistance) {
      best = candidate;
      bestDistance = steps;
    }
  }
  return best ?? completed(wanted, known);
}

/** `excerpt_separator`, `excerpt-separator` and `ExcerptSeparator` are spellings of one name. */
const fold = (name: string): string => name.toLowerCase().replace(/[-_\s]/g, "");

/** Levenshtein's, but swapped letters (`ulr`, `titel`) are one slip and not two. */
function typingDistance(a: string, b: string): number {
  if (a !== b && a.length === b.length && sorted(a) === sorted(b)) return 1;
  return distance(a, b);
}

const sorted = (text: string): string => [...text].sort().join("");

/** `desc` was meant to be `description`, if nothing else starts so. */
function completed(wanted: string, known: Iterable<string>): string | null {
  if (wanted.length < 3) return null;
  const longer = [...known].filter((candidate) => fold(candidate).startsWith(wanted));
  return longer.length === 1 ? (longer[0] ?? null) : null;
}
