// When a file may be read. Programs write in pieces, and no event says that a piece was the last: so a file counts as
// written when it has looked the same for a while, and what looks unfinished has to look so for longer.
import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";

/** Milliseconds without a change: for what looks whole, for what does not, and for a crowd of files. */
export const PATIENCE = { whole: 20, unfinished: 500, crowd: 250 };
/** So many paths at once are looked at by a scan of everything, not one by one. */
const CROWD = 400;

export interface Settler {
  /** Something happened here. */
  note(path: string): void;
  /** Resolves when nothing is waiting any more, or after `limit` milliseconds. */
  calm(limit: number): Promise<void>;
  close(): void;
}

export interface SettleOptions {
  /** Absolute path of one that is relative to the site's root. */
  locate(path: string): string;
  /** How many bytes it had when it was last read; `null`: it is new. `undefined`: any size is as good as another. */
  lastSize(path: string): number | null | undefined;
  /** These are written; `null`: so much happened that everything must be looked at. */
  deliver(paths: readonly string[] | null): Promise<void>;
}

interface Waiting {
  look: string;
  /** Since when it looks so. */
  since: number;
}

export function createSettler(options: SettleOptions): Settler {
  const waiting = new Map<string, Waiting>();
  /** Files that were whole without a line end: their author writes that way. */
  const openEnded = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let isCrowd = false;
  let lastNote = 0;
  let delivering: Promise<void> | null = null;
  let closed = false;
  const listeners = new Set<() => void>();

  const isWhole = (path: string, now: number, { since }: Waiting): boolean => {
    const quiet = now - since;
    if (quiet < PATIENCE.whole) return false;
    return quiet >= PATIENCE.unfinished || !looksUnfinished(path);
  };
  const looksUnfinished = (path: string): boolean => {
    const before = options.lastSize(path);
    const end = endOf(options.locate(path));
    if (end === null) return false; // a folder, or gone
    if (end.size === 0) return true;
    if (before === undefined) return false;
    if (before === null || end.size < before / 2 || end.size > before * 1.5) return true;
    return !end.lineEnd && !openEnded.has(path);
  };
  const check = () => {
    timer = undefined;
    const now = performance.now();
    if (isCrowd) {
      if (now - lastNote < PATIENCE.crowd) return schedule();
      isCrowd = false;
      waiting.clear();
      return hand(null);
    }
    const ready: string[] = [];
    for (const [path, known] of waiting) {
      const look = lookOf(options.locate(path));
      if (look !== known.look) waiting.set(path, { look, since: now });
      else if (isWhole(path, now, known)) ready.push(path);
    }
    for (const path of ready) {
      waiting.delete(path);
      const end = endOf(options.locate(path));
      if (end?.lineEnd === false) openEnded.add(path);
    }
    if (ready.length > 0) hand(ready);
    return schedule();
  };
  /** One delivery at a time; what happens meanwhile gathers. */
  const hand = (paths: readonly string[] | null) => {
    delivering = options.deliver(paths).finally(() => {
      delivering = null;
      schedule();
    });
  };
  const schedule = () => {
    if (closed) return;
    const isBusy = waiting.size > 0 || isCrowd;
    if (isBusy && timer === undefined && delivering === null) timer = setTimeout(check, PATIENCE.whole / 2);
    if (!isBusy && delivering === null) for (const listener of [...listeners]) listener();
  };
  return {
    note(path) {
      if (closed) return;
      lastNote = performance.now();
      if (!isCrowd) {
        const look = lookOf(options.locate(path));
        const known = waiting.get(path);
        if (known?.look !== look) waiting.set(path, { look, since: lastNote });
        if (waiting.size > CROWD) isCrowd = true;
      }
      schedule();
    },
    calm: (limit) =>
      new Promise((resolve) => {
        const done = () => {
          clearTimeout(late);
          listeners.delete(done);
          resolve();
        };
        const late = setTimeout(done, limit);
        listeners.add(done);
        schedule();
      }),
    close() {
      closed = true;
      clearTimeout(timer);
      for (const listener of [...listeners]) listener();
    },
  };
}

function lookOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return "gone";
  return stats.isFile() ? `${stats.size} ${stats.mtimeMs} ${stats.ino}` : "folder";
}

/** How a file ends, `null` if it is none. */
function endOf(file: string): { size: number; lineEnd: boolean } | null {
  let handle: number | undefined;
  try {
    handle = openSync(file, "r");
    const stats = fstatSync(handle);
    if (!stats.isFile()) return null;
    const last = Buffer.alloc(1);
    const read = readSync(handle, last, 0, 1, Math.max(0, stats.size - 1));
    return { size: stats.size, lineEnd: read === 1 && last[0] === 0x0a };
  } catch {
    return null;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}
