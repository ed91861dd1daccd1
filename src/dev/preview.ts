// The preview, top to bottom: open the site as it was last recorded, answer, watch, and take in what changes.
import { dirname, join, sep } from "node:path";
import { setImmediate as breathe } from "node:timers/promises";
import { recordedSize } from "../catalog/sources.js";
import { watchTrouble } from "../diagnostics/preview.js";
import { internalError } from "../diagnostics/program.js";
import { createAudience } from "./audience.js";
import { createDesk } from "./desk.js";
import { eventsAt, SETTINGS } from "./events.js";
import { createForeign } from "./foreign.js";
import { listen } from "./listen.js";
import { type LiveSite, openLiveSite } from "./live-site.js";
import type { PreviewOptions } from "./options.js";
import { createOwnAddresses } from "./own-addresses.js";
import { createPages } from "./pages.js";
import { createPreviewServer } from "./server.js";
import { createSettler } from "./settle.js";
import { watchFolders } from "./watch.js";

export interface Preview {
  port: number;
  /** With the site's base path; the first is for this machine. */
  urls: string[];
  /** Resolves when all that the watcher has seen so far is shown. */
  settled(): Promise<void>;
  /** Looks for what no event told. */
  rescan(): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds between two scans where folders cannot be watched. */
const SCAN_EVERY = 2000;

/** Of files that come with the program. */
const themeFolders = (root: string, live: LiveSite): string[] => {
  const files = live.workspace.siteInputs.assets.map(({ file }) => file);
  return [...new Set(files.filter((file) => !file.startsWith(root + sep)).map((file) => dirname(file)))];
};

export async function startPreview(options: PreviewOptions): Promise<Preview> {
  const { root, reporter, host, port } = options;
  const live = await openLiveSite(options);
  const pages = createPages(root, live, options.clock);
  const audience = createAudience();
  const onFault = (error: unknown) => reporter.diagnostic(internalError(error));
  const desk = createDesk({
    ...{ ...options, live, pages, audience },
    onFolders: () => watcher.follow(watched()),
    onFound: (path) => settler.note(path),
  });
  const settler = createSettler({
    locate: (path) => join(root, path),
    lastSize: (path) => lastSize(path),
    deliver: (paths) => desk.take(paths).catch(onFault),
  });

  let scanning: NodeJS.Timeout | undefined;
  const scanFromNowOn = (error: NodeJS.ErrnoException, folder: string) => {
    if (scanning !== undefined) return;
    reporter.diagnostic(watchTrouble(error.message, { file: folder || "." }));
    scanning = setInterval(() => void desk.take(null).catch(onFault), SCAN_EVERY);
  };
  const isOfSources = (folder: string) => {
    const { posts, pages } = live.workspace.config.folders;
    return folder === posts || folder === pages || folder === "";
  };
  let closed = false;
  const files = [SETTINGS];
  const watched = () => {
    const { config, plugins } = live.workspace;
    if (config.jekyll !== null) return [""];
    const isAtRoot = (path: string) => !path.includes("/");
    files.splice(1, files.length, ...plugins.files.filter(isAtRoot));
    const ofPlugins = plugins.files.filter((path) => !isAtRoot(path)).map((path) => dirname(path));
    return [...new Set([...Object.values(config.folders), ...ofPlugins, ...plugins.folders])];
  };
  const watcher = watchFolders(
    {
      ...{ root, onPath: (path) => settler.note(path), onTrouble: scanFromNowOn },
      isForeign: createForeign(() => live.workspace.config.jekyll),
    },
    files,
  );
  /** A file that is written in pieces is seldom half as long, or twice as long, as it was. */
  const lastSize = (path: string): number | null | undefined => {
    const [event] = eventsAt(path, live.workspace.config);
    if (event?.kind === "post" || event?.kind === "page") return recordedSize(live.workspace.catalog, path);
    return event?.kind === "asset" && !path.endsWith(".css") ? null : undefined;
  };

  const server = createPreviewServer({
    pages,
    names: host === undefined ? [] : [host],
    basePath: () => live.workspace.config.basePath,
    folders: () => [root, ...themeFolders(root, live)],
    idle: desk.idle,
    await: async (source, limit) => {
      settler.note(source);
      await settler.calm(limit);
    },
    own: createOwnAddresses({
      root,
      live,
      pages,
      audience,
      desk,
      now: options.clock,
      editor: options.editor,
    }),
    onFault,
  });
  try {
    const listening = await listen(server, { ...(port !== undefined && { port }), ...(host && { host }) });
    // A folder of 100,000 posts takes a while to be watched; the scan that follows finds what changed meanwhile.
    watcher.follow(watched().filter((folder) => !isOfSources(folder)));
    const firstScan = breathe().then(() => {
      if (!closed) watcher.follow(watched());
      return desk.rescan().catch(onFault);
    });
    const { basePath } = live.workspace.config;
    return {
      port: listening.port,
      urls: listening.urls.map((url) => `${url}${basePath}/`),
      rescan: desk.rescan,
      async settled() {
        await firstScan;
        await settler.calm(60_000);
        await desk.idle();
      },
      async close() {
        closed = true;
        watcher.close();
        settler.close();
        clearInterval(scanning);
        audience.close();
        server.close();
        server.closeAllConnections();
        await firstScan;
        await desk.close();
        live.close();
      },
    };
  } catch (error) {
    watcher.close();
    audience.close();
    await desk.close();
    live.close();
    throw error;
  }
}
