// Browsers that have a page open: each holds a stream of server-sent events, and is told what concerns its page.
// https://html.spec.whatwg.org/multipage/server-sent-events.html
import type { ServerResponse } from "node:http";
import type { ProblemsMessage } from "./browser/words.js";

/** What a browser is told. */
export type Message =
  /** The page has other bytes. */
  | { event: "reload" }
  /** Only style sheets of the theme have other addresses; and the page's new version. */
  | { event: "css"; swaps: { from: string; to: string }[]; version: string }
  /** Files have other bytes under the same address. */
  | { event: "files"; urls: string[] }
  /** Everything that is wrong now and concerns the page, for the overlay; and how much is wrong in all. */
  | ({ event: "problems" } & ProblemsMessage);

export interface Reader {
  /** What it has open, below `dist/`. */
  output: string;
  /** SHA-256 of the page that it shows; empty if that is a stand-in. */
  version: string;
  tell(message: Message): void;
}

export interface Audience {
  /** Begins a stream. Returns the reader; it leaves by itself. */
  join(response: ServerResponse, reader: Pick<Reader, "output" | "version">): Reader;
  readonly readers: ReadonlySet<Reader>;
  close(): void;
}

/** Proxies and phones drop a connection on which nothing happens. */
const HEARTBEAT = 25_000;

export function createAudience(): Audience {
  const readers = new Set<Reader>();
  const streams = new Map<Reader, ServerResponse>();
  const heart = setInterval(() => {
    for (const stream of streams.values()) stream.write(":\n\n");
  }, HEARTBEAT);
  heart.unref();
  return {
    readers,
    join(response, { output, version }) {
      response.writeHead(200, {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      });
      response.write("retry: 500\n\n");
      const reader: Reader = {
        ...{ output, version },
        tell: ({ event, ...data }) =>
          void response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
      };
      readers.add(reader);
      streams.set(reader, response);
      response.on("close", () => {
        readers.delete(reader);
        streams.delete(reader);
      });
      return reader;
    },
    close() {
      clearInterval(heart);
      for (const stream of streams.values()) stream.end();
    },
  };
}
