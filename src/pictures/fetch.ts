// Brings a picture of another site home. What posts name is not to be trusted, nor what answers there: every step is
// checked against `images.fetch`, every address when it is connected to, and nothing is unlimited.
import { type LookupAddress, lookup as lookupInDns } from "node:dns";
import { get as getPlainly, type IncomingMessage } from "node:http";
import { get as getEncrypted } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isPublicAddress } from "./addresses.js";
import { isFetchable } from "./fetchable.js";

export type PictureType = "jpeg" | "png" | "gif" | "webp" | "avif";

export interface FetchOptions {
  /** As in `images.fetch`: `a.example.com`, `*.example.com`, `example.com:8080`. */
  hosts: readonly string[];
  /** 20 MB by default. */
  maxBytes?: number;
  /** Milliseconds for everything together, redirects too; 20 s by default. */
  timeoutMs?: number;
  /** Whether an IP address may be connected to: by default those of the open internet. */
  isAllowed?: (address: string) => boolean;
  lookup?: LookupFunction;
}

export type FetchedPicture =
  | { ok: true; bytes: Buffer; type: PictureType }
  /** `why` is a clause without a full stop; `isPassing`: a later try may do. */
  | { ok: false; why: string; isPassing: boolean };

const DEFAULTS = { maxBytes: 20e6, timeoutMs: 20_000, isAllowed: isPublicAddress, lookup: lookupInDns };
type Limits = Required<FetchOptions>;

/** Never throws. */
export async function fetchPicture(url: string, options: FetchOptions): Promise<FetchedPicture> {
  const limits: Limits = { ...DEFAULTS, ...options };
  const stopping = new AbortController();
  const deadline = setTimeout(() => stopping.abort(), limits.timeoutMs);
  try {
    if (!isFetchable(url, limits.hosts)) throw new Refusal("its address is none that images.fetch names");
    const response = await follow(new URL(url), limits, stopping.signal);
    const bytes = await readBody(response, limits.maxBytes);
    const type = pictureType(bytes);
    if (type === null)
      throw new Refusal(isWebPage(response) ? "it is a web page, no picture" : "it is no picture");
    return { ok: true, bytes, type };
  } catch (error) {
    if (stopping.signal.aborted)
      return { ok: false, why: `it took longer than ${limits.timeoutMs / 1000} s`, isPassing: true };
    return { ok: false, ...inWords(error) };
  } finally {
    clearTimeout(deadline);
    stopping.abort(); // closes what is still open
  }
}

/** Why a picture is not taken; its message is the clause. */
class Refusal extends Error {
  readonly isPassing: boolean;
  constructor(why: string, isPassing = false) {
    super(why);
    this.isPassing = isPassing;
  }
}

const MAX_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** The answer that is no redirect, its head checked. */
async function follow(start: URL, limits: Limits, signal: AbortSignal): Promise<IncomingMessage> {
  let url = start;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const response = await ask(url, limits, signal);
    const { location } = response.headers;
    if (!REDIRECTS.has(response.statusCode ?? 0) || location === undefined) {
      validateHead(response, limits.maxBytes);
      return response;
    }
    response.destroy();
    url = redirectTarget(location, url, limits.hosts);
  }
  throw new Refusal(`it led on more than ${MAX_REDIRECTS} times`);
}

const HEADERS = {
  accept: "image/avif,image/webp,image/png,image/jpeg,image/gif",
  "accept-encoding": "identity",
  "user-agent": "Broadsheet",
};

function ask(url: URL, { isAllowed, lookup }: Limits, signal: AbortSignal): Promise<IncomingMessage> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  // Nothing is looked up for an address in figures.
  if (isIP(host) !== 0 && !isAllowed(host)) throw notPublic(host);
  const get = url.protocol === "https:" ? getEncrypted : getPlainly;
  // An agent's open connections would pass by the lookup, so there is none.
  const options = { agent: false, headers: HEADERS, lookup: guarded(lookup, isAllowed), signal };
  return new Promise((resolve, reject) => {
    get(url, options, resolve)
      .on("error", reject)
      // An answer that switches protocols (101) ends without an error.
      .on("close", () => reject(new Refusal(CUT, true)));
  });
}

const notPublic = (address: string) => new Refusal(`its address ${address} is private`);

/**
 * Judges the addresses that are connected to. Were they judged beforehand, the host's DNS could give another answer the
 * second time. One that is not allowed spoils all: who mixes them is up to something.
 */
function guarded(lookup: LookupFunction, isAllowed: (address: string) => boolean): LookupFunction {
  return (host, options, answer) =>
    lookup(host, { ...options, all: true }, (error, found, family) => {
      if (error) return answer(error, []);
      const addresses: LookupAddress[] =
        typeof found === "string" ? [{ address: found, family: family ?? isIP(found) }] : found;
      const [first] = addresses;
      const refused = addresses.find(({ address }) => !isAllowed(address));
      if (refused !== undefined) return answer(notPublic(refused.address), []);
      if (first === undefined) return answer(new Refusal(NO_HOST, true), []);
      return options.all ? answer(null, addresses) : answer(null, first.address, first.family);
    });
}

/** Where `Location` leads from `from`. Throws why it is not followed. */
export function redirectTarget(location: string, from: URL, hosts: readonly string[]): URL {
  const written = Buffer.from(location, "latin1").toString(); // many write it in UTF-8, Node reads it as Latin-1
  if (!URL.canParse(written, from.href)) throw new Refusal("it led to what is no address");
  const target = new URL(written, from);
  // Neither a password nor a token in the query is for the terminal.
  const shown = shortened(`${target.protocol}//${target.host}${target.pathname}`);
  if (!isFetchable(target.href, hosts))
    throw new Refusal(`it led to ${shown}, which images.fetch does not name`);
  if (from.protocol === "https:" && target.protocol !== "https:")
    throw new Refusal(`it led to ${shown}, which is not encrypted`);
  return target;
}

const shortened = (text: string): string => (text.length > 120 ? `${text.slice(0, 119)}…` : text);

function validateHead({ statusCode = 0, headers }: IncomingMessage, maxBytes: number): void {
  if (statusCode !== 200)
    throw new Refusal(`it answered ${statusCode}`, statusCode >= 500 || PASSING.has(statusCode));
  const encoding = headers["content-encoding"] ?? "identity";
  if (encoding.trim().toLowerCase() !== "identity")
    throw new Refusal("it came compressed, though that was not asked for");
  if (Number(headers["content-length"]) > maxBytes) throw tooLarge(maxBytes);
}

/** Request Timeout, Too Early, Too Many Requests. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429]);

const tooLarge = (maxBytes: number) =>
  new Refusal(`it is larger than ${maxBytes < 1e6 ? `${maxBytes / 1e3} kB` : `${maxBytes / 1e6} MB`}`);

async function readBody(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** By the first bytes; what servers say of their files is often wrong. */
function pictureType(bytes: Buffer): PictureType | null {
  const head = bytes.toString("latin1", 0, 12);
  if (head.startsWith("\xff\xd8\xff")) return "jpeg";
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (/^GIF8[79]a/.test(head)) return "gif";
  if (/^RIFF.{4}WEBP/s.test(head)) return "webp";
  return head.slice(4, 8) === "ftyp" && isAvif(bytes) ? "avif" : null;
}

/** ISO 14496-12, section 4.3: the length of the box, `ftyp`, its brand, four bytes of version, and what else it is. */
function isAvif(bytes: Buffer): boolean {
  const box = bytes.toString("latin1", 0, Math.min(bytes.readUInt32BE(0), 256));
  return /^.{8}(?:.{8}(?:.{4})*?)?avi[fs]/s.test(box);
}

const isWebPage = ({ headers }: IncomingMessage): boolean =>
  /^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(headers["content-type"] ?? "");

const CUT = "the connection was cut";
const NO_HOST = "there is no such host";
const WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: NO_HOST,
  EAI_AGAIN: "the host's address could not be looked up",
  ECONNREFUSED: "nobody listens there",
  ECONNRESET: CUT,
  EPIPE: CUT,
  ETIMEDOUT: "it could not be reached in time",
  EHOSTUNREACH: "it cannot be reached from here",
  ENETUNREACH: "it cannot be reached from here",
};

/** The system's own words may hold a whole address, and with it a token. */
function inWords(error: unknown): { why: string; isPassing: boolean } {
  if (error instanceof Refusal) return { why: error.message, isPassing: error.isPassing };
  const { code } = error as NodeJS.ErrnoException;
  if (typeof code !== "string") return { why: "it cannot be reached", isPassing: true };
  if (/CERT|SELF_SIGNED|ERR_TLS|ERR_SSL/.test(code))
    return { why: `its certificate cannot be trusted (${code})`, isPassing: true };
  return { why: WORDS[code] ?? `it cannot be reached (${code})`, isPassing: true };
}
