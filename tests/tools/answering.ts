// A server on loopback that answers what a test says, and remembers what it was asked.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, onTestFinished } from "vitest";

export interface Asked {
  method: string;
  path: string;
  type: string;
  body: string;
}

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
}

/** What to do with one request: answer, cut the connection, begin and cut, or never answer. */
export type Act = Reply | "cut" | "cut in the middle" | "silence";

export interface Answering {
  /** `http://127.0.0.1:39211` */
  origin: string;
  asked: Asked[];
}

/** One act for each request; the last one for all that come after it. */
export async function answering(...acts: (Act | ((asked: Asked) => Act))[]): Promise<Answering> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const one = await read(request);
    const act = acts[Math.min(asked.length, acts.length - 1)] ?? {};
    asked.push(one);
    perform(typeof act === "function" ? act(one) : act, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  try {
    onTestFinished(stop);
  } catch {
    afterAll(stop);
  }
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

async function read(request: IncomingMessage): Promise<Asked> {
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) body += chunk;
  const { method = "", url = "", headers } = request;
  return { method, path: url, type: headers["content-type"] ?? "", body };
}

function perform(act: Act, response: ServerResponse): void {
  if (act === "silence") return;
  if (act === "cut") return void response.socket?.destroy();
  if (act === "cut in the middle") {
    response.writeHead(200, { "content-length": "1000" });
    response.write("{", () => response.socket?.destroy());
    return;
  }
  response.writeHead(act.status ?? 200, act.headers ?? {});
  response.end(act.body ?? "");
}

/** A port at which nobody listens. */
export async function nobody(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}
