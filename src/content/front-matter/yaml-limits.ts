// How large YAML becomes when its aliases are written out: nine lines can stand for a billion values.
import { EVENT_ID, type Event, getScalarValue } from "js-yaml";
import type { Place } from "../../diagnostics/diagnostic.js";
import { frontMatterAliasLoop, frontMatterSyntax, frontMatterTooLarge } from "../../diagnostics/posts.js";
import { LIMITS, Refusal, tooDeep, tooManyNodes } from "./block.js";

/** From the index of an alias's event to that of the event that begins what it stands for. */
export type AliasTargets = ReadonlyMap<number, number>;

/** Resolves the aliases. Throws a Refusal where one has no target or stands inside it, and past the limits. */
export function measure(events: readonly Event[], source: string): AliasTargets {
  if (events.length <= LIMITS.nodes && !events.some((event) => event.type === EVENT_ID.ALIAS)) return NONE;
  const walk: Walk = { source, targets: new Map(), anchors: new Map(), open: [], nodes: 0, text: 0 };
  for (const [index, event] of events.entries()) visit(walk, event, index);
  return walk.targets;
}

const NONE: AliasTargets = new Map();

interface Anchored {
  index: number;
  /** Of what it marks, everything written out; `null` while that is still open. */
  size: { nodes: number; text: number; depth: number } | null;
}

interface Open {
  anchor: Anchored | null;
  nodes: number;
  text: number;
  /** The deepest place inside it, counted from the root. */
  deepest: number;
}

interface Walk {
  source: string;
  targets: Map<number, number>;
  anchors: Map<string, Anchored>;
  open: Open[];
  nodes: number;
  text: number;
}

function visit(walk: Walk, event: Event, index: number): void {
  if (event.type === EVENT_ID.DOCUMENT) {
    walk.anchors.clear();
    walk.open.push({ anchor: null, nodes: 0, text: 0, deepest: 0 });
  } else if (event.type === EVENT_ID.POP) {
    close(walk);
  } else if (event.type === EVENT_ID.ALIAS) {
    visitAlias(walk, event, index);
  } else if (event.type === EVENT_ID.SCALAR) {
    const text = getScalarValue(walk.source, event).length;
    const anchor = anchorOf(walk, event, index);
    if (anchor !== null) anchor.size = { nodes: 1, text, depth: 0 };
    add(walk, 1, text, Math.max(event.valueStart, 0));
  } else {
    const anchor = anchorOf(walk, event, index);
    walk.open.push({ anchor, nodes: walk.nodes, text: walk.text, deepest: walk.open.length });
    add(walk, 1, 0, event.start);
  }
}

function visitAlias(
  walk: Walk,
  event: Event & { anchorStart: number; anchorEnd: number },
  index: number,
): void {
  const name = walk.source.slice(event.anchorStart, event.anchorEnd);
  const offset = event.anchorStart - 1; // the `*` itself
  const target = walk.anchors.get(name);
  if (target === undefined) throw new Refusal(offset, (at) => noSuchAnchor(name, at));
  const { size } = target;
  if (size === null) throw new Refusal(offset, (at) => frontMatterAliasLoop(name, at));
  walk.targets.set(index, target.index);
  const deepest = walk.open.length - 1 + size.depth;
  if (deepest > LIMITS.depth) throw new Refusal(offset, tooDeep);
  const parent = walk.open.at(-1)!;
  parent.deepest = Math.max(parent.deepest, deepest);
  add(walk, size.nodes, size.text, offset);
}

function add(walk: Walk, nodes: number, text: number, offset: number): void {
  walk.nodes += nodes;
  walk.text += text;
  if (walk.nodes > LIMITS.nodes) throw new Refusal(offset, tooManyNodes);
  if (walk.text > LIMITS.text) throw new Refusal(offset, tooMuchText);
}

function close(walk: Walk): void {
  const closed = walk.open.pop()!;
  const parent = walk.open.at(-1);
  if (parent === undefined) return;
  parent.deepest = Math.max(parent.deepest, closed.deepest);
  if (closed.anchor !== null) {
    const depth = closed.deepest - walk.open.length + 1;
    closed.anchor.size = { nodes: walk.nodes - closed.nodes, text: walk.text - closed.text, depth };
  }
}

function anchorOf(
  walk: Walk,
  event: Event & { anchorStart: number; anchorEnd: number },
  index: number,
): Anchored | null {
  if (event.anchorStart < 0) return null;
  const anchor: Anchored = { index, size: null };
  walk.anchors.set(walk.source.slice(event.anchorStart, event.anchorEnd), anchor);
  return anchor;
}

const tooMuchText = (at: Place) => frontMatterTooLarge(`holds more than ${LIMITS.text} characters`, at);

const noSuchAnchor = (name: string, at: Place) =>
  frontMatterSyntax(
    "a value that begins with * repeats one marked with &, and none is marked with this name",
    `If the * belongs to the text, put the text in quotes: "*${name}".`,
    at,
  );
