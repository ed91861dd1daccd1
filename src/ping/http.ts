// One POST to the world outside. Whatever goes wrong is put into words of our own: the system's may hold the whole
// address, and with it a token.
import type { Instant } from "../types/content.js";
import type { Answer, Call } from "./service.js";

/** No answer came. Its message is safe to print, and it has no cause. */
export class Unreachable extends Error {}

export interface PostOptions {
  /** Milliseconds, for the whole of the answer. */
  patience: number;
  now: () => Instant;
}

/** Of an answer nobody needs more than its beginning. */
const MAX_BODY = 64 * 1024;

/** Rejects with Unreachable, and with nothing else. */
export async function post({ url, headers, body }: Call, { patience, now }: PostOptions): Promise<Answer> {
  try {
    const response = await fetch(url, {
      ...{ method: "POST", headers, body },
      redirect: "manual",
      signal: AbortSignal.timeout(patience),
    });
    const retryAt = parseRetryAfter(response.headers.get("retry-after"), now());
    return { status: response.status, body: await beginning(response), retryAt };
  } catch (error) {
    throw new Unreachable(inWords(error, patience));
  }
}

async function beginning(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= MAX_BODY) break;
  }
  return Buffer.concat(chunks).subarray(0, MAX_BODY).toString("utf8");
}

/** RFC 9110, section 10.2.3: seconds, or a date. */
export function parseRetryAfter(text: string | null, now: Instant): Instant | null {
  if (text === null) return null;
  if (/^\s*\d{1,9}\s*$/.test(text)) return now + Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : date;
}

const WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "the host's address could not be looked up",
  ECONNREFUSED: "nobody listens there",
  ECONNRESET: "the connection was cut",
  EPIPE: "the connection was cut",
  UND_ERR_SOCKET: "the connection was cut",
  ETIMEDOUT: "it could not be reached in time",
  UND_ERR_CONNECT_TIMEOUT: "it could not be reached in time",
  EHOSTUNREACH: "it cannot be reached from here",
  ENETUNREACH: "it cannot be reached from here",
};

function inWords(error: unknown, patience: number): string {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause.name === "TimeoutError") return `no answer came in ${patience / 1000} s`;
    const { code } = cause as NodeJS.ErrnoException;
    if (typeof code !== "string") continue;
    if (/CERT|SELF_SIGNED|ERR_TLS|ERR_SSL/.test(code)) return `its certificate cannot be trusted (${code})`;
    return WORDS[code] ?? `it cannot be reached (${code})`;
  }
  return "it cannot be reached";
}
