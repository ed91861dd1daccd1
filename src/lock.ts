// One build at a time per site. The lock is a file with the holder's process id; it survives a crash, and is
// taken over when that process is gone.
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { BuildError } from "./diagnostics/diagnostic.js";
import { buildRunning } from "./diagnostics/program.js";
import type { Diagnostic } from "./types/diagnostic.js";

/** Takes the lock or throws a BuildError that names its holder. Returns how to give it back. */
export function lockSite(
  file: string,
  running: (pid: number, file: string) => Diagnostic = buildRunning,
): () => void {
  mkdirSync(dirname(file), { recursive: true });
  const own = `${file}.${process.pid}`;
  try {
    writeFileSync(own, JSON.stringify({ pid: process.pid, host: hostname() }));
    for (let attempt = 0; attempt < 3; attempt++) {
      if (place(own, file)) return () => rmSync(file, { force: true });
      const holder = readHolder(file);
      if (holder && isAlive(holder)) throw new BuildError(running(holder.pid, file));
      rmSync(file, { force: true });
    }
  } finally {
    rmSync(own, { force: true });
  }
  throw new BuildError(running(0, file));
}

/** Appears with its content in one step, or another build might take a lock without a name for one left behind. */
function place(own: string, file: string): boolean {
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
  }
  try {
    writeFileSync(file, readFileSync(own), { flag: "wx" }); // a file system without links
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

interface Holder {
  pid: number;
  host: string;
}

/** `null`: what is there names nobody, or is gone again. */
function readHolder(file: string): Holder | null {
  try {
    const { pid, host } = JSON.parse(readFileSync(file, "utf8")) as Partial<Holder>;
    return typeof pid === "number" && typeof host === "string" ? { pid, host } : null;
  } catch {
    return null;
  }
}

/** A process of another machine (a shared folder) cannot be asked: it counts as alive. */
function isAlive({ pid, host }: Holder): boolean {
  if (host !== hostname()) return true;
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
