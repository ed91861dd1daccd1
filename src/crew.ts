// Who parses and renders: threads where there is enough to do, this thread where there is not. Work on a post goes
// to the worker that its path names, so that the one that parsed it still has its body when its page is rendered.
import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import { BuildError, workerLost } from "./diagnostics.js";
import type { ParsedSource, ParseTask, RenderTask, Reply, Request, WorkshopSettings } from "./messages.js";
import type { Ask } from "./render/templates.js";
import type { RenderedPage } from "./types.js";
import { createPageUnpacker, createTaskPacker } from "./wire.js";
import type { WorkerStart } from "./worker.js";

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
export function createSoloCrew(settings: WorkshopSettings, ask: Ask): Crew {
  let workshop: Promise<import("./workshop.js").Workshop> | undefined;
  const open = () =>
    (workshop ??= import("./workshop.js").then((module) => module.createWorkshop(settings, ask)));
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

export function createThreadCrew(settings: WorkshopSettings, ask: Ask, threads: number): Crew {
  const ids = new WeakMap<object, number>();
  let lastId = 0;
  const nextId = () => ++lastId;
  const hands = Array.from({ length: threads }, () => ({
    ...hire(settings, ask),
    pack: createTaskPacker(ids, nextId),
    unpack: createPageUnpacker(),
  }));
  return {
    parse: (tasks) =>
      distribute(
        hands,
        tasks,
        BATCH.parse,
        (task) => task.path,
        async (hand, batch) => {
          const reply = await hand.send({ type: "parse", id: 0, tasks: batch });
          return reply.type === "parsed" ? reply.sources : [];
        },
      ),
    render: (tasks) =>
      distribute(
        hands,
        tasks,
        BATCH.render,
        (task) => task.plan.source?.path ?? null,
        async (hand, batch) => {
          const reply = await hand.send({ type: "render", id: 0, packed: hand.pack(batch) });
          return reply.type === "rendered" ? hand.unpack(reply.packed) : [];
        },
      ),
    async close() {
      await Promise.all(hands.map((hand) => hand.dismiss()));
    },
  };
}

interface Hand {
  send(request: Request): Promise<Reply>;
  dismiss(): Promise<unknown>;
}

function hire(settings: WorkshopSettings, ask: Ask): Hand {
  const requests = new MessageChannel();
  const answers = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const start: WorkerStart = { settings, port: requests.port2, answers: answers.port2, signal };
  const worker = new Worker(new URL("./worker.js", import.meta.url), {
    workerData: start,
    // Pages are short-lived garbage: a nursery that holds a batch saves most of the collector's work.
    resourceLimits: { maxYoungGenerationSizeMb: 128 },
    transferList: [requests.port2, answers.port2],
  });
  const waiting = new Map<number, { resolve(reply: Reply): void; reject(error: Error): void }>();
  let lastId = 0;

  const lose = (cause: unknown) => {
    for (const { reject } of waiting.values()) reject(new BuildError(workerLost(String(cause)), { cause }));
    waiting.clear();
  };
  worker.on("error", lose);
  worker.on("exit", (code) => lose(`exit code ${code}`));
  listen(requests.port1, (reply) => {
    if (reply.type === "ask") {
      answers.port1.postMessage(ask(reply.query));
      Atomics.add(signal, 0, 1);
      Atomics.notify(signal, 0);
      return;
    }
    const { resolve, reject } = waiting.get(reply.id)!;
    waiting.delete(reply.id);
    if (reply.type === "failed") reject(new BuildError(reply.diagnostics));
    else resolve(reply);
  });

  return {
    send(request) {
      const id = ++lastId;
      requests.port1.postMessage({ ...request, id });
      return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
    },
    dismiss() {
      waiting.clear();
      requests.port1.close();
      answers.port1.close();
      return worker.terminate();
    },
  };
}

function listen(port: MessagePort, receive: (reply: Reply) => void): void {
  port.on("message", receive);
}

/**
 * Draws tasks, gathers them into batches per worker, and keeps every worker busy without running ahead: tasks are
 * drawn only while some worker has room. `ownerKey` names the worker that must do a task; `null`: any.
 */
async function* distribute<H extends Hand, T, R>(
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
