// Where changes come in: one after the other, each told to the browsers that it concerns and to the terminal.
import type { Audience, Reader } from "./audience.js";
import { type EventKind, eventsAt, SETTINGS, type SiteEvent } from "./events.js";
import type { LiveSite } from "./live-site.js";
import type { PreviewOptions } from "./options.js";
import type { Pages } from "./pages.js";
import { createProblemDesk, type ProblemDesk } from "./problems.js";
import { findDifferences } from "./rescan.js";
import { createTeller } from "./tell.js";

export interface Desk {
  /** Paths at which something happened, relative to the root; `null`: look at everything. */
  take(paths: readonly string[] | null): Promise<void>;
  /** Looks for what no event told. */
  rescan(): Promise<void>;
  /** No update is under way. */
  idle(): Promise<void>;
  readonly problems: ProblemDesk;
  /** To a browser that has just come. */
  greet(reader: Reader): void;
  close(): Promise<void>;
}

export interface DeskOptions extends Pick<PreviewOptions, "root" | "reporter" | "clock"> {
  live: LiveSite;
  pages: Pages;
  audience: Audience;
  /** The site's folders may be others now. */
  onFolders(): void;
  /** A scan found that a file is another one, and it may be half written. */
  onFound(path: string): void;
}

/** Milliseconds of quiet after which the catalog is saved. */
const SAVE_AFTER = 2000;
const A_FEW = 100;
/** What a timer can wait; longer waits are begun anew. */
const LONGEST_WAIT = 2 ** 31 - 1;

export function createDesk(options: DeskOptions): Desk {
  const { root, reporter, live, pages, audience, clock, onFolders, onFound } = options;
  const problems = createProblemDesk(root, live, pages);
  const teller = createTeller(pages, audience, problems);
  let queue: Promise<void> = Promise.resolve();
  let saving: NodeJS.Timeout | undefined;
  let due: NodeJS.Timeout | undefined;
  let closed = false;

  /** Another plugin is another site. */
  const eventsOf = (path: string): SiteEvent[] =>
    isOfPlugin(path, live.workspace) ? [{ kind: "setting", path }] : eventsAt(path, live.workspace.config);
  const report = () => {
    for (const problem of problems.freshlyFound()) reporter.diagnostic(problem);
  };
  const update = (events: readonly SiteEvent[]) => {
    queue = queue.then(async () => {
      if (closed) return;
      const begin = performance.now();
      clearTimeout(saving);
      const before = pages.snapshot();
      const renewal = await live.update(events);
      pages.renew(renewal);
      if (renewal === "everything") onFolders();
      for (const { output } of audience.readers) await pages.ready(output);
      const told = teller.tell(before, events);
      report();
      if (events.length > 0) reporter.line(updateLine(events, performance.now() - begin, told));
      saving = setTimeout(live.keep, SAVE_AFTER);
      waitForDue();
    });
    return queue;
  };
  /** A post that waits for its time becomes public when that comes. */
  const waitForDue = () => {
    clearTimeout(due);
    const at = live.nextDue();
    if (at !== null)
      due = setTimeout(() => void update([]), Math.min(Math.max(at - clock(), 0) + 5, LONGEST_WAIT));
  };
  const idle = async () => {
    for (let last = queue; ; last = queue) {
      await last;
      if (last === queue) return;
    }
  };
  const rescan = async () => {
    if (live.workspace.config.jekyll !== null) return update([]); // that looks at everything
    const paths = await findDifferences(root, live, idle);
    if (closed) return;
    // Somebody may be writing one of a few files; many come from a program that the scan has outlasted.
    const isFew = paths.length <= A_FEW;
    if (isFew) for (const path of paths) onFound(path);
    await update(isFew ? [] : paths.flatMap(eventsOf));
  };
  return {
    async take(paths) {
      if (paths !== null) return update(paths.flatMap(eventsOf));
      await update([{ kind: "setting", path: SETTINGS }, ...everyFolder(live)]);
      await rescan();
    },
    rescan,
    idle,
    problems,
    greet(reader) {
      teller.greet(reader);
      report();
    },
    async close() {
      closed = true;
      clearTimeout(saving);
      clearTimeout(due);
      await queue;
    },
  };
}

const isOfPlugin = (path: string, { plugins }: LiveSite["workspace"]): boolean =>
  plugins.files.includes(path) || plugins.folders.some((folder) => path.startsWith(`${folder}/`));

/** All but the sources, which a scan compares. */
function everyFolder({ workspace: { config } }: LiveSite): SiteEvent[] {
  if (config.jekyll !== null) return [];
  const { data, templates, public: assets } = config.folders;
  const kinds: [EventKind, string][] = [
    ["data", data],
    ["template", templates],
    ["asset", assets],
  ];
  return kinds.map(([kind, path]) => ({ kind, path }));
}

function updateLine(events: readonly SiteEvent[], milliseconds: number, told: number): string {
  const [first, ...others] = new Set(events.map(({ path }) => path));
  const what = others.length > 0 ? `${first} and ${others.length} more` : first;
  const pages = told === 0 ? "" : `, ${told} open ${told === 1 ? "page" : "pages"} updated`;
  return `changed ${what} (${Math.round(milliseconds)} ms${pages})`;
}
