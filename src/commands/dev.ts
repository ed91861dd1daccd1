// `dev`: the preview, from its first line on the terminal to Ctrl-C.
import { DEFAULT_PORT } from "../dev/listen.js";
import { startPreview } from "../dev/preview.js";
import type { Reporter } from "../terminal/reporter.js";
import type { Host, Task } from "./commands.js";

/** Resolves when the user has stopped it. */
export async function preview({ options, root, now }: Task, host: Host, reporter: Reporter): Promise<void> {
  const { env, clock, stopping } = host;
  const begin = performance.now();
  const isTimeGiven = options.now !== undefined || Boolean(env.SOURCE_DATE_EPOCH);
  const { drafts, future, unpublished, config, port, host: address, threads } = options;
  const running = await startPreview({
    ...{ root, drafts, future, unpublished, config, port, threads, host: address, reporter },
    editor: env.VISUAL || env.EDITOR,
    clock: isTimeGiven ? () => now : clock,
  });
  try {
    const [url = "", ...others] = running.urls;
    const asked = port ?? DEFAULT_PORT;
    if (asked !== 0 && running.port !== asked)
      reporter.line(`Port ${asked} is taken; this is the next free one.`);
    reporter.line(`Preview  ${url}  (ready in ${Math.round(performance.now() - begin)} ms)`);
    for (const other of others) reporter.line(`         ${other}`);
    reporter.line("Edit, save, look. Ctrl-C ends it.");
    if (options.open) await (await import("open")).default(url);
    await stopped(stopping);
  } finally {
    await running.close();
  }
}

const stopped = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
