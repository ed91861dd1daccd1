// Who parses and renders: threads where there is enough to do, this thread where there is not. Work on a post goes
// to the worker that its path names, so that the one that parsed it still has its body when its page is rendered.
import { BuildError } from "../diagnostics/diagnostic.js";
import { workerLost } from "../diagnostics/program.js";
import type { LoadedPlugin } from "../plugins/load.js";
import type { Ask } from "../render/templates.js";
import type { RenderedPage } from "../types/pages.js";
import { createHand, WorkerLost } from "./hand.js";
import type { ParsedSource, ParseTask, RenderTask, WorkshopSettings } from "./messages.js";
import { createNumbers } from "./once.js";

export interface Crew {
  /** Results come as they are ready, in any order. */
  parse(tasks: Iterable<ParseTask>): AsyncIterable<ParsedSource[]>;
  /** Tasks are drawn only as fast as they are done. */
  render(tasks: Iterable<RenderTask>): AsyncIterable<RenderedPage[]>;
  close(): Promise<void>;
}

const BATCH = { parse: 64, render: 32 };
/** Batches under way per worker: one in work, one waiting so that it never idles. */
const AHEAD = 2;

/** Everything in this thread; modules are loaded at the first task. */
export function createSoloCrew(
  settings: WorkshopSettings & { plugins?: readonly LoadedPlugin[] },
  ask: Ask,
): Crew {
  let workshop: Promise<import("./workshop.js").Workshop> | undefined;
  const open = () =>
    (workshop ??= import("./workshop.js").then(({ openWorkshop }) =>
      openWorkshop(settings, ask, settings.plugins),
    ));
  return {
    async *parse(tasks) {
      for (const batch of batches(tasks, BATCH.parse)) yield (await open()).parse(batch);
    },
    async *render(tasks) {
      for (const batch of batches(tasks, BATCH.render)) yield (await open()).render(batch);
    },
    close: async () => {},
  };
}

/** Worker threads. One that dies or hangs costs what it was doing: its batch is tried again, a task at a time. */
export function createThreadCrew(
  settings: WorkshopSettings,
  ask: Ask,
  threads: number,
  staff: Partial<Staff> = {},
): Crew {
  const { patience, script }: Staff = { ...STAFF, ...staff };
  const numbers = createNumbers();
  const hands = Array.from({ length: threads }, () => createHand({ settings, ask, numbers, script }));
  return {
    parse: (tasks) =>
      distribute(
        hands,
        tasks,
        BATCH.parse,
        (task) => task.path,
        (hand, batch) => insist(batch, (some) => hand.parse(some, patience(some.length)), lostPost),
      ),
    render: (tasks) =>
      distribute(
        hands,
        tasks,
        BATCH.render,
        (task) => task.plan.source?.path ?? null,
        (hand, batch) => insist(batch, (some) => hand.render(some, patience(some.length)), lostPage),
      ),
    async close() {
      await Promise.all(hands.map((hand) => hand.dismiss()));
    },
  };
}

/** Milliseconds that a batch may take, and the worker's script; tests have others. */
interface Staff {
  patience(tasks: number): number;
  script: URL;
}

// A post takes a millisecond. One that takes 20 seconds will not end by itself.
const STAFF: Staff = {
  patience: (tasks) => (tasks === 1 ? 20_000 : 60_000),
  script: new URL("./worker.js", import.meta.url),
};

/** Does a batch; if the worker is lost over it, does its tasks one by one, and gives up on those that lose it again. */
async function insist<T, R>(
  batch: T[],
  work: (tasks: T[]) => Promise<R[]>,
  giveUp: (task: T, cause: WorkerLost) => R,
): Promise<R[]> {
  try {
    return await work(batch);
  } catch (cause) {
    if (!(cause instanceof WorkerLost)) throw cause;
    if (batch.length === 1) return [giveUp(batch[0] as T, cause)];
    const results: R[] = [];
    for (const task of batch) results.push(...(await insist([task], work, giveUp)));
    return results;
  }
}

/** Without a fingerprint, so that the next build tries it again. */
const lostPost = ({ path }: ParseTask, cause: WorkerLost): ParsedSource => ({
  outcome: "rejected",
  path,
  fingerprint: "",
  problems: [workerLost(cause.message, { file: path })],
});

function lostPage({ plan }: RenderTask, cause: WorkerLost): never {
  const file = plan.source?.path ?? `templates/${plan.template}.njk`;
  throw new BuildError(workerLost(`${cause.message}, in making ${plan.url}`, { file }), { cause });
}

/**
 * Draws tasks, gathers them into batches per worker, and keeps every worker busy without running ahead: tasks are
 * drawn only while some worker has room. `ownerKey` names the worker that must do a task; `null`: any.
 */
async function* distribute<H, T, R>(
  hands: readonly H[],
  tasks: Iterable<T>,
  size: number,
  ownerKey: (task: T) => string | null,
  work: (hand: H, batch: T[]) => Promise<R>,
): AsyncIterable<R> {
  const source = tasks[Symbol.iterator]();
  const desks = hands.map((hand) => ({ hand, open: [] as T[], full: [] as T[][], running: 0 }));
  const running = new Set<Promise<void>>();
  const done: R[] = [];
  let failure: unknown;
  let drained = false;
  let nextDesk = 0;

  const start = (desk: (typeof desks)[number], batch: T[]) => {
    desk.running++;
    const promise: Promise<void> = work(desk.hand, batch)
      .then(
        (result) => void done.push(result),
        (error: unknown) => {
          failure ??= error;
        },
      )
      .finally(() => {
        desk.running--;
        running.delete(promise);
      });
    running.add(promise);
  };
  const feed = () => {
    for (const desk of desks)
      while (desk.running < AHEAD && desk.full.length > 0) start(desk, desk.full.shift()!);
  };
  const draw = () => {
    const next = source.next();
    if (next.done) {
      drained = true;
      for (const desk of desks) if (desk.open.length > 0) desk.full.push(desk.open.splice(0));
      return;
    }
    const key = ownerKey(next.value);
    const desk = desks[key === null ? nextDesk : owner(key, desks.length)]!;
    desk.open.push(next.value);
    if (desk.open.length < size) return;
    desk.full.push(desk.open.splice(0));
    if (key === null) nextDesk = (nextDesk + 1) % desks.length;
  };

  while (true) {
    while (
      !drained &&
      desks.some((desk) => desk.running + desk.full.length < AHEAD) &&
      backlog(desks) < AHEAD * 4 * desks.length
    )
      draw();
    feed();
    if (failure !== undefined) throw failure;
    if (done.length > 0) yield done.shift()!;
    else if (running.size > 0) await Promise.race(running);
    else if (drained) return;
  }
}

const backlog = (desks: readonly { full: readonly unknown[] }[]) =>
  desks.reduce((sum, desk) => sum + desk.full.length, 0);

/** FNV-1a: the same worker for the same path, in parsing and in rendering. */
function owner(key: string, workers: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % workers;
}

function* batches<T>(tasks: Iterable<T>, size: number): Generator<T[]> {
  let batch: T[] = [];
  for (const task of tasks) {
    batch.push(task);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
