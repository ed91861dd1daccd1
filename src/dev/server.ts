// What the preview answers: pages and files that the catalog knows, and a few addresses of its own. No request is ever
// joined to a path of the disk.
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type GuardOptions, judgeRequest, OWN, targetOf } from "./guards.js";
import type { Answer, Pages, ShownPage } from "./pages.js";
import { type Body, plain, respond, sendFile, typeOf } from "./respond.js";
import { brokenPage, missingPage, withClient } from "./stand-ins.js";
import { versionOf } from "./tell.js";

export interface ServerParts extends GuardOptions {
  pages: Pages;
  /** Below it, the site lives; it may be another one after a change of the settings. */
  basePath(): string;
  /** Folders from which files may be sent, absolute. */
  folders(): readonly string[];
  /** Resolves when no update is under way. */
  idle(): Promise<void>;
  /** Something may have happened to this source; resolves when that is taken in, or after so many milliseconds. */
  await(source: string, limit: number): Promise<void>;
  /** The preview's own addresses, by what stands behind `/@broadsheet/`. */
  own(
    name: string,
    request: IncomingMessage,
    response: ServerResponse,
    search: URLSearchParams,
  ): Promise<Body | null>;
  /** An error that nobody expected. */
  onFault(error: unknown): void;
}

/** How long a page that was shown before, and one that was not, wait for their source to be written. */
const PATIENCE = { shown: 100, unseen: 3000 };

export function createPreviewServer(parts: ServerParts): Server {
  const server = createServer((request, response) => {
    // What is asked for is answered or refused; only the server's own faults come here.
    answer(parts, request, response).catch((error: unknown) => {
      parts.onFault(error);
      if (response.headersSent) response.destroy();
      else respond(request, response, plain(500, "The preview failed; the terminal says why."));
    });
  });
  server.on("clientError", (_error, socket) => {
    if (socket.writable)
      socket.end("HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
    else socket.destroy();
  });
  // Streams stay open for as long as a page is.
  server.requestTimeout = 30_000;
  // Longer than an update takes, or a browser would ask on a connection that is just being closed.
  server.keepAliveTimeout = 60_000;
  return server;
}

async function answer(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const verdict = judgeRequest(request, parts);
  const say = (body: Body) => respond(request, response, body);
  if (!verdict.ok)
    return say(
      plain(verdict.status, `Refused: ${verdict.why}.`, verdict.status === 405 ? { allow: "GET, HEAD" } : {}),
    );
  const { path, search } = verdict;
  await parts.idle();
  if (path.startsWith(OWN)) {
    const body = await parts.own(path.slice(OWN.length), request, response, search);
    if (body !== null) say(body);
    return;
  }
  const target = targetOf(path, parts.basePath());
  if (!target.ok) return say(plain(400, "Refused: no page can have this address."));
  if ("redirect" in target) return say(plain(302, `→ ${target.redirect}`, { location: target.redirect }));
  const found = await look(parts, target.output);
  if (found.kind === "missing") await parts.pages.ready("404.html");
  if (found.kind === "missing" && target.output !== "") {
    const other = otherAddress(parts.pages, path, target.output);
    if (other !== null && "redirect" in other)
      return say(plain(302, `→ ${other.redirect}`, { location: other.redirect }));
    if (other !== null) return sendOr404(parts, request, response, other);
  }
  return show(parts, request, response, found);
}

/** Waits for a source that is being written; a page that was shown before is shown again meanwhile. */
async function look(parts: ServerParts, output: string): Promise<Answer> {
  await parts.pages.ready(output);
  const first = parts.pages.at(output);
  if (first.kind !== "unsettled") return first;
  await parts.await(first.source, first.last === null ? PATIENCE.unseen : PATIENCE.shown);
  await parts.idle();
  await parts.pages.ready(output);
  return parts.pages.at(output, true);
}

/** `/name` may be a file without an ending, or a folder. */
function otherAddress(
  pages: Pages,
  path: string,
  output: string,
): Extract<Answer, { kind: "asset" }> | { redirect: string } | null {
  if (!output.endsWith(".html") || path.endsWith(".html")) return null;
  const bare = output.slice(0, -".html".length);
  const file = pages.at(bare, true);
  if (file.kind === "asset") return file;
  return pages.at(`${bare}/index.html`, true).kind === "missing" ? null : { redirect: `${path}/` };
}

async function show(
  parts: ServerParts,
  request: IncomingMessage,
  response: ServerResponse,
  found: Answer,
): Promise<void> {
  if (found.kind === "asset") return sendOr404(parts, request, response, found);
  if (found.kind === "missing") return showNotFound(parts, request, response);
  const version = versionOf(found, parts.pages);
  const page = found.kind === "page" ? found.page : found.kind === "last" ? found.page : found.last;
  if (page !== null) return showPage(request, response, page, version);
  const html = found.kind === "broken" ? brokenPage(found.problems) : brokenPage([]);
  const status = found.kind === "broken" ? 500 : 503;
  return respond(request, response, { status, type: typeOf("page.html"), text: withClient(html, version) });
}

function showPage(
  request: IncomingMessage,
  response: ServerResponse,
  { plan, text, picture }: ShownPage,
  version: string,
): void {
  const type = typeOf(plan.path);
  // A redirect names the published site; who walks through the preview stays in it.
  const isVisit = request.headers["sec-fetch-mode"] === "navigate";
  if (plan.kind === "redirect" && isVisit) {
    const { pathname } = new URL(String(plan.facts.target));
    respond(request, response, plain(302, `→ ${pathname}`, { location: pathname }));
    return;
  }
  const isHtml = type.startsWith("text/html");
  respond(request, response, {
    ...{ status: 200, type, tag: version },
    text: isHtml ? withClient(text, version) : (picture ?? text),
  });
}

function showNotFound(parts: ServerParts, request: IncomingMessage, response: ServerResponse): void {
  const { pages } = parts;
  const text = withClient(notFoundText(pages), versionOf({ kind: "missing" }, pages));
  respond(request, response, { status: 404, type: typeOf("page.html"), text });
}

/** The site's own, whoever makes it. */
function notFoundText(pages: Pages): string {
  const found = pages.at("404.html", true);
  if (found.kind === "page" || found.kind === "last") return found.page.text;
  if (found.kind === "asset") return readFileSync(found.asset.file, "utf8");
  return found.kind === "broken" ? brokenPage(found.problems) : missingPage();
}

async function sendOr404(
  parts: ServerParts,
  request: IncomingMessage,
  response: ServerResponse,
  { asset }: Extract<Answer, { kind: "asset" }>,
): Promise<void> {
  const isSent = await sendFile(request, response, asset.file, parts.folders());
  if (!isSent && !response.headersSent) showNotFound(parts, request, response);
}
