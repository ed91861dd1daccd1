// A worker thread: a workshop behind a message port.
import { receiveMessageOnPort, workerData } from "node:worker_threads";
import { BuildError } from "../diagnostics/diagnostic.js";
import { internalError, isSystemError, systemRefusal } from "../diagnostics/program.js";
import { after, type Later } from "../later.js";
import { loadPlugins } from "../plugins/load.js";
import { siteOf } from "../plugins/open.js";
import type { FreeQuery } from "../types/pages.js";
import { ANSWERED, READY, type Reply, type Request, type WorkshopSettings } from "./messages.js";
import { createPagePacker, createTaskUnpacker } from "./wire.js";
import { openWorkshop } from "./workshop.js";

/** What a worker is started with. */
export interface WorkerStart {
  settings: WorkshopSettings;
  /** Requests and replies. */
  port: import("node:worker_threads").MessagePort;
  /** Answers to queries arrive here, then `signal[ANSWERED]` goes up by one. */
  answers: import("node:worker_threads").MessagePort;
  /** `signal[READY]` is 1 once the thread can be given work. */
  signal: Int32Array;
}

const { settings, port, answers, signal } = workerData as WorkerStart;
const { config, plugins } = settings.render;
const workshop = await openWorkshop(settings, ask, await loadPlugins(plugins, siteOf(config)));
const unpack = createTaskUnpacker();
const pack = createPagePacker();

port.on("message", (request: Request) => {
  const send = (answer: Reply) => port.postMessage(answer);
  const fail = (error: unknown) => send(failure(request.id, error));
  try {
    const answer = after(reply(request), send);
    if (answer instanceof Promise) answer.catch(fail);
  } catch (error) {
    fail(error);
  }
});
Atomics.store(signal, READY, 1);

function reply(request: Request): Later<Reply> {
  const { id } = request;
  return request.type === "parse"
    ? after(workshop.parse(request.tasks), (sources): Reply => ({ type: "parsed", id, sources }))
    : after(
        workshop.render(unpack(request.packed)),
        (pages): Reply => ({ type: "rendered", id, packed: pack(pages) }),
      );
}

const failure = (id: number, error: unknown): Reply => ({
  type: "failed",
  id,
  diagnostics: error instanceof BuildError ? [...error.diagnostics] : [explain(error)],
});

/** Templates render synchronously, so the thread sleeps until the build has answered. */
function ask(query: FreeQuery): unknown {
  const before = Atomics.load(signal, ANSWERED);
  port.postMessage({ type: "ask", query } satisfies Reply);
  Atomics.wait(signal, ANSWERED, before);
  return (receiveMessageOnPort(answers) as { message: unknown }).message;
}

const explain = (error: unknown) => (isSystemError(error) ? systemRefusal(error) : internalError(error));
