// Messages made small. The same posts are on many pages and many pages read the same things, so a card and a list of
// reads cross to (or from) a thread once and are named by number from then on.
import { cardHash, isCard, parseCard } from "../hash.js";
import { remembered } from "../memo.js";
import type { RenderedPage } from "../types/pages.js";
import type { RenderTask } from "./messages.js";
import { createReceiver, createSender, type Numbers, type Parcel } from "./once.js";

/** Cards and terms that a thread keeps, half of them surely. */
const KEPT = 8_000;

export interface PackedTasks {
  tasks: RenderTask[];
  cards: Parcel<PackedCard>;
  terms: Parcel<string>;
}

/** As JSON: copying a text costs a tenth of cloning an object. */
type PackedCard = [hash: string, json: string];

interface CardRef {
  $card: number;
}

/** The sending end: one per thread. */
export function createTaskPacker(numbers: Numbers) {
  const terms = createSender(numbers, KEPT, (term: object) => JSON.stringify(term));
  const cards = createSender(numbers, KEPT, (card: object) => packCard(card, terms.refer));
  const refer = (card: object): CardRef => ({ $card: cards.refer(card) });
  return (tasks: readonly RenderTask[]): PackedTasks => {
    const packed = tasks.map((task) => withFacts(task, isCard, refer));
    return { tasks: packed, cards: cards.take(), terms: terms.take() };
  };
}

/** The receiving end, in the thread. */
export function createTaskUnpacker() {
  const terms = createReceiver<object, string>(KEPT, (json) => JSON.parse(json) as object);
  const cards = createReceiver(KEPT, (packed: PackedCard) => unpackCard(packed, terms.find));
  const find = ({ $card }: CardRef) => cards.find($card);
  return (packed: PackedTasks): RenderTask[] => {
    terms.open(packed.terms);
    cards.open(packed.cards);
    const tasks = packed.tasks.map((task) => withFacts(task, isRef, find));
    terms.close();
    cards.close();
    return tasks;
  };
}

/** Fields of a card that hold terms, or (Jekyll's posts have no other) names. */
const TERMS = ["categories", "tags", "authors", "series"];

/** Terms as numbers, and no description that is the excerpt: of most cards, the half. */
function packCard(card: object, numberOf: (term: object) => number): PackedCard {
  const packed: Record<string, unknown> = { ...card };
  if (packed.description === packed.excerpt) packed.description = true;
  const pack = (value: unknown) => (typeof value === "object" && value !== null ? numberOf(value) : value);
  for (const field of TERMS) packed[field] = each(packed[field], pack);
  return [cardHash(card), JSON.stringify(packed)];
}

function unpackCard([hash, json]: PackedCard, termOf: (number: number) => object): object {
  const card = parseCard(json, hash) as Record<string, unknown>;
  if (card.description === true) card.description = card.excerpt;
  const unpack = (value: unknown) => (typeof value === "number" ? termOf(value) : value);
  for (const field of TERMS) card[field] = each(card[field], unpack);
  return card;
}

const each = (value: unknown, change: (one: unknown) => unknown): unknown =>
  Array.isArray(value) ? value.map(change) : change(value);

/** The task, with everything in its facts replaced that `matches`. */
function withFacts(
  task: RenderTask,
  matches: (value: object) => boolean,
  replace: (value: never) => unknown,
): RenderTask {
  const facts = mapCards(task.plan.facts, matches, replace) as Record<string, unknown>;
  return { ...task, plan: { ...task.plan, facts } };
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
