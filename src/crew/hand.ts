// One place at the bench: a worker thread, and another one in its stead when it is lost.
import { MessageChannel, Worker } from "node:worker_threads";
import { BuildError } from "../diagnostics/diagnostic.js";
import { workersRefused } from "../diagnostics/program.js";
import type { Ask } from "../render/templates.js";
import type { RenderedPage } from "../types/pages.js";
import {
  ANSWERED,
  type ParsedSource,
  type ParseTask,
  READY,
  type RenderTask,
  type Reply,
  type Request,
  type WorkshopSettings,
} from "./messages.js";
import type { Numbers } from "./once.js";
import { createPageUnpacker, createTaskPacker } from "./wire.js";
import type { WorkerStart } from "./worker.js";

/**
 * Rejects with WorkerLost if the thread died or hung over the tasks, with BuildError for what it reported, and if it
 * never came so far as to be given any: then no task is to blame, and the next thread would do no better.
 */
export interface Hand {
  /** `patience` in milliseconds. */
  parse(tasks: ParseTask[], patience: number): Promise<ParsedSource[]>;
  render(tasks: RenderTask[], patience: number): Promise<RenderedPage[]>;
  dismiss(): Promise<void>;
}

/** A worker thread ended, or did not answer in time. */
export class WorkerLost extends Error {}

export interface HandOptions {
  settings: WorkshopSettings;
  ask: Ask;
  numbers: Numbers;
  script: URL;
}

export function createHand(options: HandOptions): Hand {
  let line: Line | undefined = openLine(options);
  let dismissed = false;
  const current = (): Line => {
    // Work that was under way then is lost with its thread, and would be tried again for ever.
    if (dismissed) throw new Error("the build has ended");
    if (line === undefined || line.lost) line = openLine(options);
    return line;
  };
  return {
    async parse(tasks, patience) {
      const reply = await current().send({ type: "parse", id: 0, tasks }, patience);
      return reply.type === "parsed" ? reply.sources : [];
    },
    async render(tasks, patience) {
      const { send, pack, unpack } = current();
      const reply = await send({ type: "render", id: 0, packed: pack(tasks) }, patience);
      return reply.type === "rendered" ? unpack(reply.packed) : [];
    },
    async dismiss() {
      dismissed = true;
      await line?.close();
      line = undefined;
    },
  };
}

interface Line {
  send(request: Request, patience: number): Promise<Reply>;
  pack: ReturnType<typeof createTaskPacker>;
  unpack: ReturnType<typeof createPageUnpacker>;
  readonly lost: boolean;
  close(): Promise<unknown>;
}

function openLine({ settings, ask, numbers, script }: HandOptions): Line {
  const requests = new MessageChannel();
  const answers = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(8));
  const start: WorkerStart = { settings, port: requests.port2, answers: answers.port2, signal };
  const worker = new Worker(script, {
    workerData: start,
    // A larger nursery was measured: more memory, no less work. The limit on the old generation makes the collector
    // less lazy; a thread that does reach it is lost over one post.
    resourceLimits: { maxYoungGenerationSizeMb: 24, maxOldGenerationSizeMb: 512 },
    transferList: [requests.port2, answers.port2],
  });
  const waiting = new Map<number, { resolve(reply: Reply): void; reject(error: Error): void }>();
  let lastId = 0;
  let lost = false;

  const lose = (why: string) => {
    lost = true;
    const isReady = Atomics.load(signal, READY) === 1;
    const error = isReady ? new WorkerLost(why) : new BuildError(workersRefused(why));
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const close = () => {
    requests.port1.close();
    answers.port1.close();
    return worker.terminate();
  };
  worker.on("error", (error) => lose(error.message));
  worker.on("exit", (code) => lose(`a worker thread ended with exit code ${code}`));
  requests.port1.on("message", (reply: Reply) => {
    if (reply.type === "ask") {
      answers.port1.postMessage(ask(reply.query));
      Atomics.add(signal, ANSWERED, 1);
      Atomics.notify(signal, ANSWERED);
      return;
    }
    const asked = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (reply.type === "failed") asked?.reject(new BuildError(reply.diagnostics));
    else asked?.resolve(reply);
  });

  return {
    send(request, patience) {
      const id = ++lastId;
      requests.port1.postMessage({ ...request, id });
      return new Promise<Reply>((resolve, reject) => {
        const timer = setTimeout(() => {
          lose(`a worker thread did not answer in ${Math.round(patience / 1000)} s`);
          void close();
        }, patience);
        const stop = <T>(then: (value: T) => void) => {
          return (value: T) => {
            clearTimeout(timer);
            then(value);
          };
        };
        waiting.set(id, { resolve: stop(resolve), reject: stop(reject) });
      });
    },
    pack: createTaskPacker(numbers),
    unpack: createPageUnpacker(),
    get lost() {
      return lost;
    },
    close,
  };
}
