// What `broadsheet ping` knows of somebody to tell: how to ask, and what an answer means. The three that there are
// stand beside this file; none of them touches the network.
import type { Instant } from "../types/content.js";

/** A POST request. Its address and body may hold a secret: neither is ever printed. */
export interface Call {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}

export interface Answer {
  status: number;
  body: string;
  /** When to ask again, if it says so. */
  retryAt: Instant | null;
}

export interface Refusal {
  url: string;
  why: string;
}

export type Verdict =
  /** All but `refused` are told. Those are never told again: another answer is not to be had. */
  | { outcome: "accepted"; refused: Refusal[] }
  /** A moment later it may do. */
  | { outcome: "again"; why: string }
  /** So many at once will not do; a part of them may. */
  | { outcome: "fewer"; why: string }
  /** Asking on makes no sense: everything that is left waits for the next ping. */
  | { outcome: "stop"; why: string };

export interface Service {
  /** Under which what waits for it is remembered; never a secret. */
  id: string;
  /** As the table calls it. */
  name: string;
  /** URLs in one call at most. */
  batch: number;
  wants: "pages" | "feeds";
  /** It wants to know of pages that are gone, too. */
  tellsGone: boolean;
  /** What nobody may read: it is taken out of everything that is printed. */
  secrets: readonly string[];
  call(urls: readonly string[]): Call;
  /** Of answers that are no server's trouble; see `judge`. */
  judge(answer: Answer, urls: readonly string[]): Verdict;
}

/** What an answer means, whoever gave it, and else what it means to the service. */
export function judge(service: Service, answer: Answer, urls: readonly string[]): Verdict {
  const { status } = answer;
  if (status === 429) return { outcome: "again", why: "it was asked too often (429)" };
  if (status === 408 || status >= 500)
    return { outcome: "again", why: `it has trouble of its own (${status})` };
  // Following it would turn the POST into a GET, and show a token to whoever it names.
  if (status >= 300 && status < 400)
    return { outcome: "stop", why: `it sends to another address (${status}); name that one in site.yml` };
  return service.judge(answer, urls);
}

/** A proxy, a captive portal, a parked host: they answer 200 and have told nobody. */
export const isWebPage = ({ body }: Answer): boolean => /^\s*<(?:!doctype|html)/i.test(body);

export const WEB_PAGE: Verdict = { outcome: "again", why: "a web page came instead of an answer" };

/** A server may repeat in its message what it was sent. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .filter((secret) => secret !== "")
    .reduce((rest, secret) => rest.replaceAll(secret, "•••"), text);
}

/** A message from a server, as a part of a line. */
export const inShort = (text: string): string => {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
};
