// One build at a time per site. The lock is a file with the holder's process id; it survives a crash, and is
// taken over when that process is gone.
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { BuildError, buildRunning } from "./diagnostics.js";

/** Takes the lock or throws a BuildError that names its holder. Returns how to give it back. */
export function lockSite(file: string): () => void {
  mkdirSync(dirname(file), { recursive: true });
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const handle = openSync(file, "wx");
      writeSync(handle, JSON.stringify({ pid: process.pid, host: hostname() }));
      closeSync(handle);
      return () => rmSync(file, { force: true });
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== "EEXIST") throw cause;
      const holder = readHolder(file);
      if (holder && isAlive(holder)) throw new BuildError(buildRunning(holder.pid, file), { cause });
      rmSync(file, { force: true });
    }
  }
  throw new BuildError(buildRunning(0, file));
}

interface Holder {
  pid: number;
  host: string;
}

function readHolder(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Holder;
  } catch {
    return null; // half written by a killed process, or gone again
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
