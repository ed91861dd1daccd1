// Messages made small. The same posts are on many pages and many pages read the same things, so a card and a list of
// reads cross to (or from) a thread once and are named by number from then on.
import { isCard, parseCard } from "../hash.js";
import { createRecent, remembered } from "../memo.js";
import type { RenderedPage } from "../types/pages.js";
import type { RenderTask } from "./messages.js";

/** Cards that a thread keeps, half of them surely. Both ends put the same in the same order: they know the same ones. */
const KEPT = 8_000;

export interface PackedTasks {
  tasks: RenderTask[];
  /** As JSON: copying a text costs a tenth of cloning an object. */
  cards: [id: number, json: string][];
}

interface CardRef {
  $card: number;
}

/** A number for each card, the same for all threads. */
export type CardIds = (card: object) => number;

export function createCardIds(): CardIds {
  const ids = new WeakMap<object, number>();
  let last = 0;
  return (card) => remembered(ids, card, () => ++last);
}

/** The sending end: one per thread. */
export function createTaskPacker(ids: CardIds) {
  const sent = createRecent<number, true>(KEPT / 2);
  return (tasks: readonly RenderTask[]): PackedTasks => {
    const cards: PackedTasks["cards"] = [];
    const refer = (card: object): CardRef => {
      const id = ids(card);
      if (!sent.has(id)) {
        sent.set(id, true);
        cards.push([id, JSON.stringify(card)]);
      }
      return { $card: id };
    };
    const packed = tasks.map((task) => {
      const facts = mapCards(task.plan.facts, isCard, refer) as Record<string, unknown>;
      return { ...task, plan: { ...task.plan, facts } };
    });
    return { tasks: packed, cards };
  };
}

/** The receiving end, in the thread. */
export function createTaskUnpacker() {
  const known = createRecent<number, object>(KEPT / 2);
  return ({ tasks, cards }: PackedTasks): RenderTask[] => {
    // A batch may name more cards than are kept, and a card that this very batch pushes out.
    const batch = new Map(cards.map(([id, json]) => [id, parseCard(json)]));
    const find = (ref: CardRef) => batch.get(ref.$card) ?? known.get(ref.$card);
    const unpacked = tasks.map((task) => {
      const facts = mapCards(task.plan.facts, isRef, find as (ref: object) => unknown) as Record<
        string,
        unknown
      >;
      return { ...task, plan: { ...task.plan, facts } };
    });
    for (const [id] of cards) known.set(id, batch.get(id) as object);
    return unpacked;
  };
}

export interface PackedPages {
  pages: (Omit<RenderedPage, "reads"> & { shape: number })[];
  /** Lists of reads that were not sent before; their numbers go on from the last. */
  shapes: string[][];
}

export function createPagePacker() {
  const known = new Map<readonly string[], number>();
  return (pages: readonly RenderedPage[]): PackedPages => {
    const shapes: string[][] = [];
    const packed = pages.map(({ reads, ...page }) => {
      // A renderer gives the same list for the same reads.
      const shape = remembered(known, reads, () => {
        shapes.push(reads);
        return known.size;
      });
      return { ...page, shape };
    });
    return { pages: packed, shapes };
  };
}

export function createPageUnpacker() {
  const known: string[][] = [];
  return ({ pages, shapes }: PackedPages): RenderedPage[] => {
    known.push(...shapes);
    return pages.map(({ shape, ...page }) => ({ ...page, reads: known[shape] as string[] }));
  };
}

const isRef = (value: object): boolean => "$card" in value;

/** A copy of `value` in which everything that `matches` is replaced; what holds no objects is not copied. */
function mapCards(
  value: unknown,
  matches: (value: object) => boolean,
  replace: (value: never) => unknown,
): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (matches(value)) return replace(value as never);
  if (Array.isArray(value)) {
    if (typeof value[0] !== "object") return value;
    return value.map((item) => mapCards(item, matches, replace));
  }
  const copy: Record<string, unknown> = {};
  for (const key in value) copy[key] = mapCards((value as Record<string, unknown>)[key], matches, replace);
  return copy;
}
