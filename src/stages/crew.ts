// How many hands a build gets: this thread alone for a small one, worker threads where there is enough to do.
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { type Crew, createSoloCrew, createThreadCrew } from "../crew/crew.js";
import type { Workspace } from "./workspace.js";

/** Below this many sources to read or pages to make, starting threads costs more than they bring. */
const WORTH_THREADS = 400;
/** Bytes of bodies kept in memory between parsing and rendering, by all workers together. */
const BODY_BUDGET = 48 * 2 ** 20;

export interface CrewOptions {
  root: string;
  staging: string | null;
  threads?: number | undefined;
}

export interface CrewOffice {
  /** Who does so many tasks. Once there are threads they do everything, for they have the bodies. */
  for(tasks: number): Crew;
  close(): Promise<void>;
}

export function hireCrew(
  workspace: Workspace,
  { root, staging, threads = availableParallelism() }: CrewOptions,
): CrewOffice {
  const settings = {
    ...{ root, staging, pictures: workspace.pictures, render: workspace.renderSettings },
    bodyBudget: BODY_BUDGET / Math.max(1, threads),
    spool: staging === null ? null : join(workspace.home, "spool"),
  };
  const { ask } = workspace.answers;
  const solo = createSoloCrew({ ...settings, plugins: workspace.plugins.loaded }, ask);
  let team: Crew | undefined;
  return {
    for(tasks) {
      if (threads > 1 && tasks >= WORTH_THREADS) team ??= createThreadCrew(settings, ask, threads);
      return team ?? solo;
    },
    close: async () => team?.close(),
  };
}
