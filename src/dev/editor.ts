// Opens a file of the site in the user's editor, when a page of the preview asks for it.
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { findSource } from "../catalog/sources.js";
import { discover } from "../content/discover.js";
import { SETTINGS } from "./events.js";
import type { LiveSite } from "./live-site.js";
import type { Body } from "./respond.js";
import { plain } from "./respond.js";

export interface EditorOptions {
  root: string;
  live: LiveSite;
  /** `$EDITOR`; none: the one that is running. */
  editor: string | undefined;
}

/** More is no file's name and place. */
const MAX_BODY = 4096;

/**
 * That the request is the preview's own was settled before. Beside that: only from this machine, only JSON (which a
 * page of another origin cannot send without being asked first), and only files that the site is made of.
 */
export async function openInEditor(options: EditorOptions, request: IncomingMessage): Promise<Body> {
  if (request.method !== "POST") return plain(405, "Refused: only POST.", { allow: "POST" });
  if (!isThisMachine(request.socket.remoteAddress)) return plain(403, "Refused: not from this machine.");
  if (request.headers["content-type"] !== "application/json" || request.headers.origin === undefined)
    return plain(403, "Refused: not from the preview.");
  const wanted = readPlace(await readBody(request));
  if (wanted === null) return plain(400, "Refused: no place in a file.");
  if (!isOfSite(options, wanted.file)) return plain(404, "Refused: no file of this site.");
  const { default: launch } = await import("launch-editor");
  const place = [join(options.root, wanted.file), wanted.line, wanted.column].join(":");
  const failure = await new Promise<string | null>((resolve) => {
    launch(place, options.editor, (_file, why) => resolve(why ?? "no editor was found"));
    setTimeout(() => resolve(null), 500).unref();
  });
  return failure === null ? plain(202, "Opened.") : plain(500, `Not opened: ${failure}`);
}

const isThisMachine = (address: string | undefined): boolean =>
  address !== undefined && /^(?:127\.|::1$|::ffff:127\.)/.test(address);

async function readBody(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) {
    text += chunk;
    if (text.length > MAX_BODY) return "";
  }
  return text;
}

function readPlace(text: string): { file: string; line: number; column: number } | null {
  try {
    const { file, line = 1, column = 1 } = JSON.parse(text) as Record<string, unknown>;
    const isPlace = typeof file === "string" && Number.isInteger(line) && Number.isInteger(column);
    return isPlace ? { file, line: Number(line), column: Number(column) } : null;
  } catch {
    return null;
  }
}

/** Among the files that the site was read from. The name is compared, never used to look. */
function isOfSite({ root, live }: EditorOptions, file: string): boolean {
  const { catalog, config } = live.workspace;
  if (file === SETTINGS || findSource(catalog, file) !== null) return true;
  if (live.problems.some((problem) => problem.file === file)) return true;
  const { templates, data } = config.folders;
  return [templates, data].some((folder) =>
    discover({ root, folder, wanted: null }).files.some(({ path }) => path === file),
  );
}
