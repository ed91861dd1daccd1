// One process, measured: wall time from start to end, processor time, the most memory it held.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * @typedef {object} Run
 * @property {number} wall seconds
 * @property {number | null} cpu seconds of all processors, within 20 ms; `null` where there is no /proc
 * @property {number | null} peak bytes of resident memory at the highest; `null` where there is no /proc
 * @property {string} stdout
 * @property {string} stderr
 *
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {Record<string, string>} [env] beside the environment of this process
 * @property {AbortSignal} [signal] ends the process
 */

/**
 * @param {string} command @param {string[]} args @param {RunOptions} [options]
 * @returns {Promise<Run>} rejects with what the process printed if it fails
 */
export async function run(command, args, { cwd, env, signal } = {}) {
  const start = performance.now();
  const child = spawn(command, args, {
    cwd,
    signal,
    env: { ...process.env, NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const used = watch(child.pid);
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  /** @type {number | string} */
  const outcome = await new Promise((resolve, reject) => {
    child.once("error", (error) => reject(startFailed(command, error)));
    child.once("exit", () => used.stop());
    child.once("close", (code, killedBy) => resolve(code ?? killedBy));
  }).finally(used.stop);
  const wall = (used.end() - start) / 1000;
  if (outcome !== 0) {
    const said = [stdout.text(), stderr.text()].join("\n").trim();
    throw new Error(`${[command, ...args].join(" ")}\nended with ${outcome}:\n${said.slice(-6000)}`);
  }
  return { wall, cpu: used.cpu(), peak: used.peak(), stdout: stdout.text(), stderr: stderr.text() };
}

/** @param {string} command @param {NodeJS.ErrnoException} error */
const startFailed = (command, error) =>
  error.code === "ENOENT" ? new Error(`${command}: there is no such program`, { cause: error }) : error;

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The kernel keeps the peak itself, so that only growth in the last moment can be missed. */
const INTERVAL = 20;
/** The kernel counts processor time in hundredths of a second, whatever its own clock does. */
const TICKS = 100;

/** @param {number | undefined} pid */
function watch(pid) {
  /** @type {number | null} */
  let peak = null;
  /** @type {number | null} */
  let cpu = null;
  let end = 0;
  const look = () => {
    try {
      const status = readFileSync(`/proc/${pid}/status`, "latin1");
      const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status);
      if (kilobytes) peak = Math.max(peak ?? 0, Number(kilobytes[1]) * 1024);
      // After the name, which may hold anything, the 12th to 15th are user and system time, and the children's.
      const fields = readFileSync(`/proc/${pid}/stat`, "latin1")
        .replace(/^.*\) /s, "")
        .split(" ");
      const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
      cpu = Math.max(cpu ?? 0, ticks / TICKS);
    } catch {
      // It has ended, or this is no Linux.
    }
  };
  const timer = setInterval(look, INTERVAL);
  return {
    stop: () => {
      if (end > 0) return;
      end = performance.now();
      clearInterval(timer);
    },
    end: () => end,
    peak: () => peak,
    cpu: () => cpu,
  };
}

/** @param {import("node:stream").Readable} stream */
function collect(stream) {
  /** @type {Buffer[]} */
  const chunks = [];
  stream.on("data", (chunk) => chunks.push(chunk));
  return { text: () => Buffer.concat(chunks).toString("utf8") };
}
