// Who may ask, and for what: everything that can be refused before the site is looked at.
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { outputPath } from "../urls.js";

/** Everything of the preview itself is below this; no site has such an address. */
export const OWN = "/@broadsheet/";

export type Verdict =
  | { ok: true; path: string; search: URLSearchParams }
  | { ok: false; status: number; why: string };

export interface GuardOptions {
  /** Names by which this server may be asked, beside loopback's: those that `--host` gave. */
  names: readonly string[];
}

/** A longer address is nobody's; pages have paths of at most 1,024 bytes. */
const MAX_URL = 8192;

export function judgeRequest(request: IncomingMessage, options: GuardOptions): Verdict {
  const { method = "", url = "", headers } = request;
  if (url.length > MAX_URL) return refuse(400, "the address is too long");
  if (!isKnownHost(headers.host, options.names))
    return refuse(403, `the preview is not "${headers.host ?? ""}"; start it with --host to name it`);
  const mark = url.indexOf("?");
  const path = mark < 0 ? url : url.slice(0, mark);
  const search = new URLSearchParams(mark < 0 ? "" : url.slice(mark));
  if (path.startsWith(OWN)) {
    if (isForeign(request)) return refuse(403, "another site asks");
    return { ok: true, path, search };
  }
  if (method !== "GET" && method !== "HEAD") return refuse(405, "only GET and HEAD");
  return { ok: true, path, search };
}

const refuse = (status: number, why: string): Verdict => ({ ok: false, status, why });

/**
 * A name that somebody else owns can be made to lead here (DNS rebinding), an address cannot.
 * https://owasp.org/www-community/attacks/DNS_Rebinding
 */
function isKnownHost(host: string | undefined, names: readonly string[]): boolean {
  const name = /^(\[[0-9a-f:.]+\]|[^:@/\\\s]+)(?::\d{1,5})?$/i.exec(host ?? "")?.[1]?.toLowerCase();
  if (name === undefined) return false;
  const bare = name.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  if (isIP(bare) !== 0 || bare === "localhost" || bare.endsWith(".localhost")) return true;
  return names.some((known) => known.toLowerCase() === bare);
}

/** What a page of another origin sends: browsers say so, in one of two ways. */
function isForeign({ headers }: IncomingMessage): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return true;
  const { origin } = headers;
  return origin !== undefined && origin !== `http://${headers.host}`;
}

export type Target = { ok: true; output: string } | { ok: false };

/** The file below `dist/` that a path asks for. `basePath`: below it, the site lives. */
export function targetOf(path: string, basePath: string): Target | { ok: true; redirect: string } {
  if (basePath !== "" && (path === "/" || path === basePath)) return { ok: true, redirect: `${basePath}/` };
  if (basePath !== "" && !path.startsWith(`${basePath}/`)) {
    const target = outputPath(path);
    return target.ok ? { ok: true, output: "" } : { ok: false };
  }
  const target = outputPath(path.slice(basePath.length));
  return target.ok ? { ok: true, output: target.output } : { ok: false };
}
