// How far a long stage is: a bar on a terminal, now and then a plain line elsewhere.
import { grouped } from "./summary.js";
import type { Terminal } from "./terminal.js";

export interface ProgressOptions {
  stream: Terminal;
  /** A person watches: a progress bar may come and go. */
  interactive: boolean;
  /** Milliseconds; for tests. */
  clock?: (() => number) | undefined;
}

export interface Stage {
  advance(count?: number): void;
  done(): void;
}

export interface Progress {
  stage(name: string, total?: number, unit?: string): Stage;
  /** Takes the bar off the screen, so that a line can be printed. */
  clear(): void;
}

export function createProgress(options: ProgressOptions): Progress {
  const { stream, interactive, clock = () => performance.now() } = options;
  const running: Running[] = [];
  let drawnAt = clock();
  let onScreen = false;

  const clear = () => {
    if (onScreen) stream.write(ERASE);
    onScreen = false;
  };
  const draw = () => {
    const stage = running.at(-1);
    if (!stage || clock() - drawnAt < REDRAW) return;
    drawnAt = clock();
    onScreen = true;
    stream.write(`\r${progressLine(stage, (stream.columns ?? 80) - 1)}${ERASE_REST}`);
  };
  const tell = (stage: Running) => {
    if (clock() < stage.nextLineAt) return;
    // Each wait is twice the last one: a log of an hour's build stays short.
    stage.nextLineAt = stage.startedAt + 2 * (clock() - stage.startedAt);
    stream.write(`${plainLine(stage)}\n`);
  };
  return {
    clear,
    stage(name, total, unit) {
      const startedAt = clock();
      const stage: Running = { name, total, unit, count: 0, startedAt, nextLineAt: startedAt + FIRST_LINE };
      running.push(stage);
      if (interactive) draw();
      return {
        advance(count = 1) {
          stage.count += count;
          if (interactive) draw();
          else tell(stage);
        },
        done() {
          const index = running.indexOf(stage);
          if (index >= 0) running.splice(index, 1);
          clear();
        },
      };
    },
  };
}

/** Milliseconds. Terminals over a network are slow, and so is a redraw for each of a million posts. */
const REDRAW = 80;
const FIRST_LINE = 2000;
const ERASE = "\r\u001b[K";
const ERASE_REST = "\u001b[K";
const BAR = 24;

interface Running {
  name: string;
  total: number | undefined;
  unit: string | undefined;
  count: number;
  startedAt: number;
  nextLineAt: number;
}

/** At most `width` columns: a line that wraps could not be erased. */
function progressLine(stage: Running, width: number): string {
  if (!stage.total) return `  ${plainLine(stage)}`.slice(0, width);
  const part = Math.min(1, stage.count / stage.total);
  const filled = Math.floor(part * BAR);
  const bar = `[${"#".repeat(filled)}${".".repeat(BAR - filled)}]`;
  const percent = `${Math.floor(part * 100)}%`.padStart(4);
  const amount = `${grouped(stage.count)} of ${grouped(stage.total)}`;
  const wide = `  ${stage.name.padEnd(10)} ${bar} ${percent}  ${amount}`;
  return wide.length <= width ? wide : `  ${stage.name} ${percent}`.slice(0, width);
}

/** `parsing 40,000 of 100,000 posts`. */
function plainLine({ name, count, total, unit }: Running): string {
  const amount = total ? `${grouped(count)} of ${grouped(total)}` : count > 0 ? grouped(count) : "";
  return [name, amount, amount && unit].filter(Boolean).join(" ");
}
