// Front matter in YAML. One parse gives events that point into the text: from them come both the typed values and,
// for keys such as `title`, the text as typed (`012`, `1.10`).
import {
  CORE_SCHEMA,
  constructFromEvents,
  defineMappingTag,
  EVENT_ID,
  type Event,
  floatCoreTag,
  getScalarValue,
  intCoreTag,
  mergeTag,
  NOT_RESOLVED,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  type ScalarTagDefinition,
  YAMLException,
} from "js-yaml";
import type { Place } from "../../diagnostics/diagnostic.js";
import { frontMatterNotKeys, frontMatterSyntax } from "../../diagnostics/posts.js";
import {
  type Block,
  cleanKey,
  EMPTY_BLOCK,
  type Entry,
  isUnsafeKey,
  LIMITS,
  Refusal,
  refusalOf,
  type Typed,
} from "./block.js";
import { type AliasTargets, measure } from "./yaml-limits.js";
import { mendedLine, yamlRefusal } from "./yaml-mistakes.js";

export function readYaml(source: string): Block {
  try {
    const events = parseEvents(source, { maxDepth: LIMITS.depth });
    // Before anything is built: what aliases stand for may be endless.
    const targets = measure(events, source);
    const documents = constructFromEvents(events, {
      source,
      schema: SCHEMA,
      maxTotalMergeKeys: LIMITS.nodes,
    });
    if (documents.length > 1) throw new Refusal(source.search(/^---\s/m), secondDocument);
    const data = documents[0] ?? null;
    if (data === null) return EMPTY_BLOCK;
    if (typeof data !== "object" || Array.isArray(data)) throw notKeys(source);
    const text = { events, source, targets };
    const unsafe = /__proto__|constructor|prototype/.test(source) ? unsafeKeys(text) : [];
    return { ok: true, data: data as Record<string, unknown>, entries: topLevel(text), unsafe };
  } catch (error) {
    if (error instanceof Refusal) return refusalOf(error);
    if (error instanceof YAMLException) return refusalOf(yamlRefusal(error, source));
    throw error;
  }
}

const secondDocument = (at: Place) =>
  frontMatterSyntax(
    "a second YAML document begins here",
    "Remove the three hyphens, or put the line in quotes.",
    at,
  );

function notKeys(source: string): Refusal {
  const offset = Math.max(source.search(/\S/), 0);
  return new Refusal(offset, (at) => frontMatterNotKeys(at, mendedLine(at.source ?? "")));
}

// ---------------------------------------------------------------- values

/** Dates stay text; so do numbers that would lose digits, such as the stock code 000001. `<<` merges, as in Jekyll. */
const SCHEMA = CORE_SCHEMA.withTags(
  keepingDigits(intCoreTag),
  keepingDigits(floatCoreTag),
  mergeTag,
  defineMappingTag<Record<string, unknown>>("tag:yaml.org,2002:map", {
    create: () => ({}),
    addPair: (object, key, value) => {
      if (typeof key === "object" && key !== null) return COMPLEX_KEY;
      const name = cleanKey(String(key));
      if (!isUnsafeKey(name)) object[name] = value;
      return "";
    },
    has: (object, key) => Object.hasOwn(object, cleanKey(String(key))),
    keys: (object) => Object.keys(object),
    get: (object, key) => object[String(key)],
    identify: () => false,
  }),
);
const COMPLEX_KEY = "a key must be text";

function keepingDigits(tag: ScalarTagDefinition<number>): ScalarTagDefinition<number> {
  return {
    ...tag,
    resolve: (source, isExplicit, tagName) => {
      const value = tag.resolve(source, isExplicit, tagName);
      if (isExplicit || value === NOT_RESOLVED) return value;
      return losesDigits(source, value) ? NOT_RESOLVED : value;
    },
  };
}

function losesDigits(source: string, value: number): boolean {
  if (/^[-+]?0\d/.test(source)) return true;
  return /^[-+]?\d+$/.test(source) ? !Number.isSafeInteger(value) : !Number.isFinite(value);
}

// ---------------------------------------------------------------- as typed

interface YamlText {
  events: readonly Event[];
  source: string;
  targets: AliasTargets;
}

function topLevel(text: YamlText): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  addEntries(text, 1, entries); // 0 opens the document, 1 the mapping
  return entries;
}

/** Adds the keys of the mapping that event `start` opens, where `entries` has none of that name yet. */
function addEntries(text: YamlText, start: number, entries: Map<string, Entry>): void {
  const merged: number[] = [];
  let at = start + 1;
  while (text.events[at]!.type !== EVENT_ID.POP) {
    const key = follow(text, at) as ScalarEvent; // any other was refused as a key
    const value = at + 1;
    const name = cleanKey(getScalarValue(text.source, key));
    if (name === "<<" && key.style === SCALAR_STYLE.PLAIN) merged.push(value);
    else if (!entries.has(name)) entries.set(name, { offset: startOf(key), ...typed(text, value) });
    at = after(text.events, value);
  }
  for (const value of merged) addMerged(text, value, entries);
}

function addMerged(text: YamlText, at: number, entries: Map<string, Entry>): void {
  const index = text.targets.get(at) ?? at;
  if (text.events[index]!.type === EVENT_ID.MAPPING) addEntries(text, index, entries);
  else for (const item of itemsOf(text.events, index)) addMerged(text, item, entries);
}

function typed(text: YamlText, at: number): Typed {
  const index = text.targets.get(at) ?? at;
  const event = text.events[index]!;
  if (event.type === EVENT_ID.SCALAR) return { text: scalarText(text.source, event), items: null };
  if (event.type !== EVENT_ID.SEQUENCE) return NOTHING;
  const items = itemsOf(text.events, index).flatMap((item) => {
    const { text: own, items: inner } = typed(text, item);
    return inner ?? (own === null ? [] : [own]);
  });
  return { text: null, items };
}

/** Of its quotation mark, where it has one. */
function startOf({ style, valueStart }: ScalarEvent): number {
  const isQuoted = style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED;
  return Math.max(isQuoted ? valueStart - 1 : valueStart, 0);
}

const NOTHING: Typed = { text: null, items: null };
const NULLS: ReadonlySet<string> = new Set(["", "~", "null", "Null", "NULL"]);

function scalarText(source: string, event: ScalarEvent): string | null {
  const value = getScalarValue(source, event);
  const isNull = event.style === SCALAR_STYLE.PLAIN && event.tagStart < 0 && NULLS.has(value);
  return isNull ? null : value;
}

const follow = (text: YamlText, at: number) => text.events[text.targets.get(at) ?? at]!;

/** Where the items of the sequence begin that event `start` opens. */
function itemsOf(events: readonly Event[], start: number): number[] {
  const items: number[] = [];
  for (let at = start + 1; events[at]!.type !== EVENT_ID.POP; at = after(events, at)) items.push(at);
  return items;
}

/** The event behind the value that begins at `at`. */
function after(events: readonly Event[], at: number): number {
  let open = 0;
  let next = at;
  do {
    const type = events[next++]!.type;
    if (type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE) open++;
    else if (type === EVENT_ID.POP) open--;
  } while (open > 0);
  return next;
}

/** Such keys at any depth, in the order of the text. */
function unsafeKeys({ events, source }: YamlText): { key: string; offset: number }[] {
  const found: { key: string; offset: number }[] = [];
  const open: { isMapping: boolean; atKey: boolean }[] = [];
  for (const event of events) {
    if (event.type === EVENT_ID.DOCUMENT) continue;
    if (event.type === EVENT_ID.POP) {
      open.pop();
      continue;
    }
    const parent = open.at(-1);
    if (parent?.atKey && event.type === EVENT_ID.SCALAR) {
      const key = cleanKey(getScalarValue(source, event));
      if (isUnsafeKey(key)) found.push({ key, offset: startOf(event) });
    }
    if (parent?.isMapping) parent.atKey = !parent.atKey;
    const isMapping = event.type === EVENT_ID.MAPPING;
    if (isMapping || event.type === EVENT_ID.SEQUENCE) open.push({ isMapping, atKey: isMapping });
  }
  return found;
}
