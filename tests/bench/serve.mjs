// A published folder on a loopback port, as a static host serves it, and what was asked of it.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

/** @type {Record<string, string>} */
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

/** @typedef {Awaited<ReturnType<typeof serveFolder>>} Server */

/** @param {string} folder */
export async function serveFolder(folder) {
  /** @type {Map<string, Promise<Buffer>>} */
  const compressed = new Map();
  /** @type {string[]} */
  let asked = [];
  let compresses = false;
  const zipped = (/** @type {string} */ path, /** @type {Buffer} */ body) => {
    const known = compressed.get(path) ?? promisify(gzip)(body);
    compressed.set(path, known);
    return known;
  };
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname));
    const body = await readFile(join(folder, path)).catch(() => null);
    if (body === null) return response.writeHead(404).end();
    asked.push(path);
    const type = TYPES[extname(path)] ?? "application/octet-stream";
    const encoding = compresses ? { "content-encoding": "gzip" } : {};
    response.writeHead(200, { "content-type": type, ...encoding });
    response.end(compresses ? await zipped(path, body) : body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    origin: `http://127.0.0.1:${port}`,
    /** Whether bodies go out with gzip from now on. @param {boolean} wanted */
    compress(wanted) {
      compresses = wanted;
    },
    /** Paths of the files that were sent since the last call. */
    takeAsked() {
      const paths = asked;
      asked = [];
      return paths;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve(undefined));
        server.closeAllConnections();
      }),
  };
}
