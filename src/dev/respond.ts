// Bytes over HTTP: pages from memory, files from the disk, with what browsers need to know of them.
import { realpathSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, sep } from "node:path";
import mimeTypes from "mime-types";
import send from "send";

/** Of what the program makes: all of it is UTF-8. */
const GENERATED: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".xml": "application/xml; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
};

export const typeOf = (path: string): string =>
  GENERATED[extname(path).toLowerCase()] ??
  (mimeTypes.contentType(extname(path)) || "application/octet-stream");

export interface Body {
  status: number;
  type: string;
  text: string | Uint8Array;
  /** What tells these bytes from others; none: they are not compared. */
  tag?: string;
  headers?: Record<string, string>;
}

export function respond(
  request: IncomingMessage,
  response: ServerResponse,
  { status, type, text, tag, headers }: Body,
): void {
  const common = { "cache-control": "no-store", "x-content-type-options": "nosniff", ...headers };
  const etag = tag === undefined ? undefined : `"${tag}"`;
  if (etag !== undefined && status === 200 && isKnown(request, etag)) {
    response.writeHead(304, { ...common, etag });
    response.end();
    return;
  }
  const bytes =
    typeof text === "string" ? Buffer.from(text) : Buffer.from(text.buffer, text.byteOffset, text.byteLength);
  const length = { "content-type": type, "content-length": String(bytes.length) };
  response.writeHead(status, { ...common, ...length, ...(etag !== undefined && { etag }) });
  response.end(request.method === "HEAD" ? undefined : bytes);
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2 */
function isKnown({ headers }: IncomingMessage, etag: string): boolean {
  const known = headers["if-none-match"];
  return known === "*" || (known ?? "").split(/\s*,\s*/).some((one) => one.replace(/^W\//, "") === etag);
}

export const plain = (status: number, text: string, headers: Record<string, string> = {}): Body => ({
  ...{ status, text: `${text}\n`, headers },
  type: "text/plain; charset=utf-8",
});

/**
 * A file that the site publishes as it is, by its own absolute path: nothing of the request is in it. It is looked at
 * once more, for it may have become a link that leads out of `within` since it was listed.
 */
export function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  file: string,
  within: readonly string[],
): Promise<boolean> {
  if (!isWithin(file, within)) return Promise.resolve(false);
  response.setHeader("content-type", typeOf(file));
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("cache-control", "no-cache");
  return new Promise((resolve) => {
    send(request, encodeURIComponent(file), { dotfiles: "allow", index: false, cacheControl: false })
      .on("error", ({ status, headers = {} }: { status: number; headers?: Record<string, string> }) => {
        const isPastEnd = status === 416 && !response.headersSent;
        if (isPastEnd) response.writeHead(416, { ...headers, "content-length": "0" }).end();
        else if (!response.headersSent)
          for (const name of response.getHeaderNames()) response.removeHeader(name);
        resolve(isPastEnd);
      })
      .on("directory", () => resolve(false))
      .on("end", () => resolve(true))
      .pipe(response)
      .on("close", () => resolve(true));
  });
}

function isWithin(file: string, folders: readonly string[]): boolean {
  try {
    const real = realpathSync(file);
    return folders.some((folder) => real.startsWith(realpathSync(folder) + sep));
  } catch {
    return false;
  }
}
