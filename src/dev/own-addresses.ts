// The preview's own addresses, below `/@broadsheet/`: its script, the stream of events, what the bar says.
import { existsSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Audience } from "./audience.js";
import type { Desk } from "./desk.js";
import { type EditorOptions, openInEditor } from "./editor.js";
import { targetOf } from "./guards.js";
import { pageInfo } from "./info.js";
import type { Pages } from "./pages.js";
import { type Body, plain, typeOf } from "./respond.js";

export interface OwnOptions extends EditorOptions {
  pages: Pages;
  audience: Audience;
  desk: Desk;
  now(): number;
}

type Own = (
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
  search: URLSearchParams,
) => Promise<Body | null>;

/** Made of `browser/` when the program is bundled. */
const SCRIPT = new URL("./preview-client.js", import.meta.url);

export function createOwnAddresses(options: OwnOptions): Own {
  const { live, pages, audience, desk, now, root } = options;
  // Where the program runs from its sources there is none, and nobody misses it.
  const script = existsSync(SCRIPT) ? readFileSync(SCRIPT, "utf8") : "";
  const outputOf = (search: URLSearchParams): string => {
    const target = targetOf(search.get("path") ?? "/", live.workspace.config.basePath);
    return target.ok && "output" in target ? target.output : "";
  };
  return async (name, request, response, search) => {
    if (name === "open") return openInEditor(options, request);
    if (request.method !== "GET" && request.method !== "HEAD")
      return plain(405, "Refused: only GET and HEAD.", { allow: "GET, HEAD" });
    if (name === "client.js") return { status: 200, type: typeOf("client.js"), text: script };
    if (name === "page") {
      const info = pageInfo({ root, live, pages, problems: desk.problems, now: now() }, outputOf(search));
      return { status: 200, type: typeOf("page.json"), text: JSON.stringify(info) };
    }
    if (name === "events" && request.method === "GET") {
      desk.greet(audience.join(response, { output: outputOf(search), version: search.get("version") ?? "" }));
      return null;
    }
    return plain(404, "There is nothing here.");
  };
}
