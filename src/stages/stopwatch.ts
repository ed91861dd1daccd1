/** Milliseconds by stage: each lap is the time since the last one, and laps of one name add up. */
export interface Stopwatch {
  lap(name: string): void;
  read(): Record<string, number>;
}

export function startStopwatch(): Stopwatch {
  const laps: Record<string, number> = {};
  const start = performance.now();
  let last = start;
  return {
    lap(name) {
      const at = performance.now();
      laps[name] = (laps[name] ?? 0) + at - last;
      last = at;
    },
    read() {
      const whole = Object.entries({ ...laps, total: performance.now() - start });
      return Object.fromEntries(whole.map(([name, ms]) => [name, Math.round(ms * 10) / 10]));
    },
  };
}
