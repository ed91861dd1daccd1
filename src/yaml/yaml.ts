// A YAML file of settings: its value, and where each part of it stands, so that a message can point at it.
import {
  constructFromEvents,
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  YAMLException,
} from "js-yaml";
import { BuildError, type Place } from "../diagnostics/diagnostic.js";
import { yamlDocuments, yamlDuplicateKey, yamlNotMapping, yamlSyntax } from "../diagnostics/settings.js";
import type { Diagnostic } from "../types/diagnostic.js";
import { explainYamlError, settingHint } from "./errors.js";

/** Keys and list indexes (from 0) from the root to a value. */
export type YamlPath = readonly PropertyKey[];

export interface YamlDocument {
  /** Keys without a value (`author:`) are kept as `null`. */
  value: Record<string, unknown>;
  /** Where a key or its value stands; of something that is missing, where its parent stands. */
  at(path: YamlPath, part: "key" | "value"): Place;
}

// Deep enough for any settings; a file that goes past either was made to exhaust the reader.
const MAX_DEPTH = 32;
const MAX_ALIASES = 20;

/** Reads one YAML mapping; an empty text is an empty mapping. Throws a BuildError with every problem found. */
export function parseYamlMapping(source: string, file: string): YamlDocument {
  const text = source.replace(/^\uFEFF/, "");
  const placeAt = placeFinder(text, file);
  try {
    const events = parseEvents(text, { maxDepth: MAX_DEPTH });
    refuseSecondDocument(events, text, placeAt);
    const { spots, duplicates } = collectSpots(events, text);
    if (duplicates.length > 0)
      throw new BuildError(duplicates.map((found) => describeDuplicate(found, placeAt)));
    const value = constructFromEvents(events, { source: text, maxAliases: MAX_ALIASES })[0] ?? {};
    if (typeof value !== "object" || Array.isArray(value)) {
      const at = placeAt(spots.get(spotId([]))?.value ?? 0);
      throw new BuildError(yamlNotMapping(settingHint(at.source ?? ""), at));
    }
    return {
      value: value as Record<string, unknown>,
      at: (path, part) => placeAt(offsetOf(spots, path, part)),
    };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { message, hint, offset } = explainYamlError(error, text);
    throw new BuildError(yamlSyntax(message, hint, placeAt(offset)), { cause: error });
  }
}

/** Turns an offset into a place with line, column (UTF-16 units, as editors count) and the line's text. */
function placeFinder(text: string, file: string): (offset: number) => Place {
  return (offset) => {
    const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
    const source = text.split(/\r\n|\r|\n/)[lines.length - 1] ?? "";
    return { file, line: lines.length, column: (lines.at(-1) ?? "").length + 1, source };
  };
}

function refuseSecondDocument(
  events: readonly Event[],
  text: string,
  placeAt: (offset: number) => Place,
): void {
  if (events.filter((event) => event.type === EVENT_ID.DOCUMENT).length < 2) return;
  const markers = [...text.matchAll(/^(---|\.\.\.)(?=\s|$)/gm)];
  throw new BuildError(yamlDocuments(placeAt(markers.at(-1)?.index ?? 0)));
}

interface Spot {
  key: number;
  value: number;
}

interface Duplicate {
  path: YamlPath;
  first: number;
  second: number;
}

/** Walks the parser's flat list of events, which reference the text by offsets, as the tree that it stands for. */
function collectSpots(events: readonly Event[], text: string) {
  const spots = new Map<string, Spot>();
  const duplicates: Duplicate[] = [];
  let next = 0;

  const walk = (path: YamlPath, keyOffset: number): void => {
    const event = events[next++];
    if (event === undefined) return;
    const known = spots.get(spotId(path));
    if (known !== undefined) duplicates.push({ path, first: known.key, second: keyOffset });
    spots.set(spotId(path), { key: keyOffset, value: startOf(event) ?? keyOffset });
    if (event.type === EVENT_ID.MAPPING) walkMapping(path);
    else if (event.type === EVENT_ID.SEQUENCE) walkSequence(path, event.start);
  };
  const walkMapping = (path: YamlPath): void => {
    while (isOpen(events[next])) {
      const key = events[next] as Event;
      const offset = startOf(key) ?? 0;
      if (key.type === EVENT_ID.SCALAR) {
        next++;
        walk([...path, getScalarValue(text, key)], offset);
      } else {
        walk([...path, `key at ${offset}`], offset);
        walk([...path, `value at ${offset}`], offset);
      }
    }
    next++;
  };
  const walkSequence = (path: YamlPath, start: number): void => {
    for (let index = 0; isOpen(events[next]); index++) walk([...path, index], startOf(events[next]) ?? start);
    next++;
  };

  if (events[next]?.type === EVENT_ID.DOCUMENT) next++;
  if (isOpen(events[next])) walk([], 0);
  return { spots, duplicates };
}

const isOpen = (event: Event | undefined): boolean => event !== undefined && event.type !== EVENT_ID.POP;

/** Offset of what a reader sees first: an anchor or tag, a quotation mark, the value. */
function startOf(event: Event | undefined): number | null {
  if (event === undefined || event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.POP) return null;
  // The parser's offset is behind the `&` or `*`.
  if (event.anchorStart >= 0) return event.anchorStart - 1;
  if (event.type === EVENT_ID.ALIAS) return null;
  if (event.tagStart >= 0) return event.tagStart;
  if (event.type !== EVENT_ID.SCALAR) return event.start;
  if (event.valueStart < 0) return null;
  const quoted = event.style === 2 || event.style === 3;
  return quoted ? event.valueStart - 1 : event.valueStart;
}

const spotId = (path: YamlPath): string => JSON.stringify(path);

function offsetOf(spots: ReadonlyMap<string, Spot>, path: YamlPath, part: "key" | "value"): number {
  for (let length = path.length; length >= 0; length--) {
    const spot = spots.get(spotId(path.slice(0, length)));
    // Of something missing inside a group, the group's own key says most.
    if (spot !== undefined) return length === path.length ? spot[part] : spot.key;
  }
  return 0;
}

function describeDuplicate(found: Duplicate, placeAt: (offset: number) => Place): Diagnostic {
  const first = placeAt(found.first);
  return yamlDuplicateKey(found.path.map(String).join("."), first.line ?? 1, placeAt(found.second));
}
