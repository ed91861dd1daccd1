// Tells search engines and hubs what is new since they were told last: takes over the changes of the builds since,
// and asks each service for what waits for it.
import { type Address, candidates, type Published } from "./candidates.js";
import { type Delivery, deliver, type World } from "./deliver.js";
import type { Service } from "./service.js";
import { openWaiting, type Waiting } from "./waiting.js";

export interface PingOptions {
  /** `.broadsheet/`, absolute. */
  home: string;
  services: readonly Service[];
  published: Published;
  site: Address;
  world: World;
  /** Nothing is told, and nothing remembered. */
  dryRun: boolean;
}

export interface ServiceReport extends Delivery {
  name: string;
  /** URLs that still are to be told. */
  waiting: string[];
}

/** In the order of the services. */
export async function ping(options: PingOptions): Promise<ServiceReport[]> {
  const { home, services, published, site, dryRun } = options;
  const waiting = openWaiting(home);
  for (const changes of waiting.unseen) waiting.add(services, candidates(changes, published, site));
  if (!dryRun) waiting.save();
  return Promise.all(services.map((service) => tell(service, waiting, options)));
}

/** Losing what was settled since the last save means telling it again, and saving costs what waits. */
const SAVED_EVERY = 100;

async function tell(service: Service, waiting: Waiting, options: PingOptions): Promise<ServiceReport> {
  const { dryRun, world } = options;
  const { name } = service;
  const urls = waiting.of(service);
  const idle = { name, told: 0, refused: [], stopped: null, notBefore: null, waiting: urls };
  if (dryRun || urls.length === 0) return idle;
  const notBefore = waiting.notBefore(service);
  if (notBefore !== null && notBefore > world.now())
    return { ...idle, stopped: "it asked to be left alone", notBefore };
  let unsaved = 0;
  const delivery = await deliver(service, urls, world, (settled) => {
    waiting.settle(service, settled);
    unsaved += settled.length;
    if (unsaved < SAVED_EVERY) return;
    waiting.save();
    unsaved = 0;
  });
  waiting.postpone(service, delivery.notBefore);
  waiting.save();
  return { ...delivery, name, waiting: waiting.of(service) };
}
