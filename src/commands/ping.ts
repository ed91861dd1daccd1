// Whom a site tells of its changes, by its settings and the environment, and what a changed file is.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readCatalog } from "../catalog/catalog.js";
import { createLedger } from "../catalog/ledger.js";
import { BuildError } from "../diagnostics/diagnostic.js";
import {
  pingKeyInvalid,
  pingKeysDiffer,
  pingLocalSite,
  pingNobody,
  pingNotBuilt,
  pingRunning,
} from "../diagnostics/ping.js";
import { lockSite } from "../lock.js";
import { baidu } from "../ping/baidu.js";
import type { Published } from "../ping/candidates.js";
import type { World } from "../ping/deliver.js";
import { indexNow, isIndexNowKey } from "../ping/indexnow.js";
import { ping, type ServiceReport } from "../ping/ping.js";
import type { Service } from "../ping/service.js";
import { webSubHub } from "../ping/websub.js";
import { pingPlan, pingTable } from "../terminal/ping-table.js";
import { isoWithOffset } from "../time.js";
import type { Config } from "../types/config.js";
import type { Instant } from "../types/content.js";
import { withBase } from "../urls.js";

export interface PingTask {
  /** Absolute. */
  root: string;
  /** Where the pages are, absolute; a page that is not there is told by its file's name. */
  out: string;
  config: Config;
  env: Readonly<Record<string, string | undefined>>;
  world: World;
  dryRun: boolean;
}

/** Long enough for a slow answer from the other end of the world. */
const PATIENCE = 30_000;

/** Tells, and says how it went. 1: somebody was not told everything. */
export async function printPing(
  task: Omit<PingTask, "env" | "world"> & { color: boolean },
  { env, clock }: { env: PingTask["env"]; clock: () => Instant },
  print: (line: string) => void,
): Promise<0 | 1> {
  const { config, color, dryRun } = task;
  const world = { now: clock, sleep: (ms: number) => sleep(ms), patience: PATIENCE };
  const reports = await tellWorld({ ...task, env, world });
  const moment = (at: Instant) => isoWithOffset(at, config.timezone);
  for (const line of dryRun ? pingPlan(reports) : pingTable(reports, { color, moment })) print(line);
  return !dryRun && reports.some(({ refused, stopped }) => refused.length > 0 || stopped !== null) ? 1 : 0;
}

/** Throws a BuildError where nobody can be told. */
export async function tellWorld({
  root,
  out,
  config,
  env,
  world,
  dryRun,
}: PingTask): Promise<ServiceReport[]> {
  const services = servicesOf(config, env);
  const home = join(root, ".broadsheet");
  if (!existsSync(join(home, "changes.json"))) throw new BuildError(pingNotBuilt());
  const release = dryRun ? () => {} : lockSite(join(home, "ping.lock"), pingRunning);
  const { close, ...published } = openPublished(home, out);
  try {
    return await ping({ home, services, published, site: config, world, dryRun });
  } finally {
    close();
    release();
  }
}

/** Throws a BuildError if there is none, or a key is none. */
export function servicesOf(config: Config, env: PingTask["env"]): Service[] {
  const { origin, basePath, ping: settings, feed } = config;
  if (isLocal(new URL(origin).hostname)) throw new BuildError(pingLocalSite(origin));
  const services: Service[] = [];
  const key = indexNowKey(settings.indexNowKey, env);
  if (key !== null) {
    const keyLocation = `${origin}${withBase(basePath, `/${key}.txt`)}`;
    services.push(indexNow({ endpoint: settings.indexNow, origin, key, keyLocation }));
  }
  const token = secretOf("BAIDU_TOKEN", env);
  if (token !== null) {
    if (!/^[\x21-\x7e]+$/.test(token))
      throw new BuildError(pingKeyInvalid("BAIDU_TOKEN", "has spaces or other characters that no token has"));
    services.push(baidu({ endpoint: settings.baidu, site: settings.baiduSite ?? origin, token }));
  }
  for (const hub of feed.hubs) services.push(webSubHub(hub));
  if (services.length === 0) throw new BuildError(pingNobody());
  return services;
}

/** Published under /KEY.txt, a key is no secret; but who keeps it in the environment has it kept. */
function indexNowKey(published: string | null, env: PingTask["env"]): string | null {
  const given = secretOf("INDEXNOW_KEY", env);
  if (given === null) return published;
  if (!isIndexNowKey(given))
    throw new BuildError(pingKeyInvalid("INDEXNOW_KEY", "must be 8 to 128 letters, digits and dashes"));
  if (published !== null && published !== given) throw new BuildError(pingKeysDiffer());
  return given;
}

/** Secrets that come from a file have a line's end behind them. */
const secretOf = (name: string, env: PingTask["env"]): string | null => env[name]?.trim() || null;

const isLocal = (host: string): boolean =>
  /^(?:localhost|127(?:\.\d+){3}|\[::1?\]|0\.0\.0\.0|.+\.(?:local|localhost|test|invalid))$/.test(host);

function openPublished(home: string, out: string): Published & { close(): void } {
  const file = join(home, "catalog.db");
  const catalog = existsSync(file) ? readCatalog(file) : null;
  const ledger = catalog && createLedger(catalog);
  return {
    kindOf: (path) => (ledger === null ? undefined : (ledger.get(path)?.kind ?? null)),
    read(path) {
      try {
        return readFileSync(join(out, path), "utf8");
      } catch {
        return null; // where only the difference is kept
      }
    },
    close: () => catalog?.discard(),
  };
}
