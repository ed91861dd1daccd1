// Tells one service what waits for it: in batches, and with back-off where a later try may do.
import type { Instant } from "../types/content.js";
import { post, Unreachable } from "./http.js";
import { type Answer, judge, type Refusal, type Service, type Verdict, withoutSecrets } from "./service.js";

/** What telling needs of the world; tests have their own. */
export interface World {
  now(): Instant;
  sleep(milliseconds: number): Promise<void>;
  /** Milliseconds that an answer may take. */
  patience: number;
}

export interface Delivery {
  told: number;
  refused: Refusal[];
  /** Why not all of it was told; `null`: all was. */
  stopped: string | null;
  /** The service does not want to be asked before. */
  notBefore: Instant | null;
}

/** Waits between tries, in milliseconds. */
const WAITS = [1000, 4000, 16_000];
/** Who wants to be left alone for longer is asked by the next ping. */
const LONGEST_WAIT = 60_000;

/** `settled` is called as soon as some of the URLs need not be told any more. */
export async function deliver(
  service: Service,
  urls: readonly string[],
  world: World,
  settled: (urls: readonly string[]) => void,
): Promise<Delivery> {
  const delivery: Delivery = { told: 0, refused: [], stopped: null, notBefore: null };
  let size = service.batch;
  for (let at = 0; at < urls.length; ) {
    const batch = urls.slice(at, at + size);
    const { verdict, notBefore } = await insist(service, batch, world);
    if (verdict.outcome === "fewer" && batch.length > 1) {
      size = Math.floor(batch.length / 2);
      continue;
    }
    if (verdict.outcome !== "accepted") {
      delivery.stopped = withoutSecrets(verdict.why, service.secrets);
      delivery.notBefore = notBefore;
      break;
    }
    const own = new Set(batch);
    const refused = verdict.refused.filter(({ url }) => own.has(url));
    delivery.told += batch.length - refused.length;
    for (const { url, why } of refused)
      delivery.refused.push({ url, why: withoutSecrets(why, service.secrets) });
    settled(batch);
    at += batch.length;
  }
  return delivery;
}

interface Outcome {
  verdict: Verdict;
  notBefore: Instant | null;
}

async function insist(service: Service, urls: readonly string[], world: World): Promise<Outcome> {
  for (let attempt = 0; ; attempt++) {
    const { verdict, retryAt } = await ask(service, urls, world);
    const wait = WAITS[attempt];
    if (verdict.outcome !== "again") return { verdict, notBefore: null };
    if (wait === undefined) return { verdict, notBefore: retryAt };
    const asked = Math.max(wait, (retryAt ?? 0) - world.now());
    if (asked > LONGEST_WAIT) return { verdict, notBefore: retryAt };
    await world.sleep(asked);
  }
}

async function ask(
  service: Service,
  urls: readonly string[],
  { now, patience }: World,
): Promise<{ verdict: Verdict; retryAt: Instant | null }> {
  let answer: Answer;
  try {
    answer = await post(service.call(urls), { patience, now });
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return { verdict: { outcome: "again", why: error.message }, retryAt: null };
  }
  return { verdict: judge(service, answer, urls), retryAt: answer.retryAt };
}
