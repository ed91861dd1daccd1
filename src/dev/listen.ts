// Where the preview listens: the port that was asked for or the next free one, and the addresses under which it is
// found from here and, if it was asked to, from other machines.
import type { Server } from "node:http";
import { isIP } from "node:net";
import { networkInterfaces } from "node:os";

export interface Listening {
  port: number;
  /** The first is for this machine. */
  urls: string[];
}

export const DEFAULT_PORT = 8080;
const LOOPBACK = "127.0.0.1";
/** Ports tried, one after the other. */
const TRIED = 50;

export async function listen(
  server: Server,
  { port = DEFAULT_PORT, host = LOOPBACK } = {},
): Promise<Listening> {
  for (let next = port; ; next++) {
    try {
      await listenAt(server, next, host);
      const address = server.address();
      const actual = typeof address === "object" && address !== null ? address.port : next;
      return { port: actual, urls: urlsOf(host, actual) };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const isTaken = code === "EADDRINUSE" || (code === "EACCES" && next !== port);
      if (!isTaken || next - port >= TRIED || next >= 65_535) throw error;
    }
  }
}

function listenAt(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function urlsOf(host: string, port: number): string[] {
  const at = (name: string) => `http://${isIP(name) === 6 ? `[${name}]` : name}:${port}`;
  const isAny = host === "0.0.0.0" || host === "::";
  if (!isAny) return [at(host)];
  const others = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  return [
    at(LOOPBACK),
    ...others
      .filter(({ family, internal }) => family === "IPv4" && !internal)
      .map(({ address }) => at(address)),
  ];
}

/** Whether an address is this machine's alone. */
export const isLoopback = (host: string): boolean => /^(?:127\.|::1$|localhost$)/.test(host);
