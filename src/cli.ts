#!/usr/bin/env node
// The process around a command: streams, signals, exit code. Nothing else ends the process.
import { getEventListeners } from "node:events";
import { setFlagsFromString } from "node:v8";
import { type Host, reportFault, runCommand } from "./commands/commands.js";

// A heap that holds 300 MB grows to a gigabyte before the collector looks, by itself: memory shall be bounded.
setFlagsFromString("--heap-growing-percent=60");
// V8 sees that plans live for a while, and makes everything that is written alike in the old generation, where each
// page then leaves its garbage.
setFlagsFromString("--no-allocation-site-pretenuring");

const stopping = new AbortController();
const host: Host = {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  clock: Date.now,
  stopping: stopping.signal,
};

// `broadsheet build | head`: nobody reads on, and the build has better things to do than to fail for it.
const ignoreClosedPipe = (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE" && error.code !== "ERR_STREAM_DESTROYED") throw error;
};
process.stdout.on("error", ignoreClosedPipe);
process.stderr.on("error", ignoreClosedPipe);

// Files are written whole and the next build finishes what is missing, so there is nothing to wait for, unless a
// command says so: a preview saves its catalog. The second Ctrl-C waits for nobody.
const stopOn = (signal: NodeJS.Signals, code: number) =>
  process.once(signal, () => {
    const isAwaited = getEventListeners(stopping.signal, "abort").length > 0;
    stopping.abort();
    if (isAwaited) return;
    process.stderr.write(`${process.stderr.isTTY ? "\n" : ""}Interrupted.\n`);
    process.exit(code);
  });
stopOn("SIGINT", 130);
stopOn("SIGTERM", 143);

process.on("uncaughtException", (error) => {
  reportFault(error, host, process.argv.includes("--verbose"));
  process.exit(1);
});

process.exitCode = await runCommand(process.argv.slice(2), host);
