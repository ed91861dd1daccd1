// What the preview refuses, on a raw socket: clients of HTTP tidy up what attackers would not.
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type Preview, startPreview } from "../../../src/dev/preview.js";
import {
  addBareTemplates,
  NOW,
  SITE,
  silent,
  source,
  tempFolder,
  writeFiles,
} from "../../tools/temp-site.js";

let root: string;
let running: Preview;

beforeAll(async () => {
  const place = tempFolder();
  root = join(place, "site");
  writeFiles(place, {
    "secret.txt": "secret",
    "site/site.yml": SITE,
    "site/posts/2022-03-01-a.md": source({ title: "A" }),
    "site/public/a.txt": "0123456789",
    "site/public-private/a.txt": "secret",
    "site/.env": "secret",
  });
  addBareTemplates(root);
  symlinkSync(join(place, "secret.txt"), join(root, "public/out.txt"));
  running = await startPreview({ root, clock: () => NOW, threads: 1, port: 0, reporter: silent });
  await running.settled();
  return async () => {
    await running.close();
  };
});

/** Sends these bytes, and returns all that comes back. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(running.port, "127.0.0.1", () => socket.write(bytes, "latin1"));
    let answer = "";
    socket.setEncoding("latin1");
    socket.setTimeout(5000, () => socket.destroy(new Error("no answer")));
    socket.on("data", (text) => {
      answer += text;
      if (/^content-type: text\/event-stream/im.test(answer)) socket.destroy();
    });
    socket.on("error", (error: NodeJS.ErrnoException) => (answer ? resolve(answer) : reject(error)));
    socket.on("close", () => resolve(answer));
  });
}

const ask = (path: string, headers: Record<string, string> = {}, method = "GET") => {
  const all = { host: `127.0.0.1:${running.port}`, connection: "close", ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return raw(`${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n`);
};
const status = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
const isAlive = async () => expect(status(await ask("/"))).toBe(200);

describe("paths", () => {
  it.each([
    "/../secret.txt",
    "/x/../../secret.txt",
    "/%2e%2e%2fsecret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/%252e%252e%252fsecret.txt",
    "/%252e",
    "/..\\secret.txt",
    "/..%5csecret.txt",
    "\\..\\secret.txt",
    "/a.txt\0",
    "/a.txt%00",
    "/%00",
    "//host/a.txt",
    "///etc/passwd",
    "http://elsewhere.example/a.txt",
    "/public-private/a.txt",
    "/../public-private/a.txt",
    "/-private/a.txt",
    "/.env",
    "/site.yml",
    "/posts/2022-03-01-a.md",
    "/out.txt",
    "/%ff",
    "/%",
    "/con:",
    "/@broadsheet/../a.txt",
    "/@broadsheet/preview.ts",
    "*",
  ])("%j is refused, and the server lives", async (path) => {
    const answer = await ask(path);
    expect([400, 404]).toContain(status(answer));
    expect(answer).not.toContain("secret\n");
    expect(answer).not.toContain("root:");
    await isAlive();
  });

  it("of 64 kB are refused, and the server lives", async () => {
    expect([400, 404]).toContain(status(await ask(`/${"a".repeat(65_536)}`)));
    expect([400, 404]).toContain(status(await ask(`/${"a".repeat(10_000)}`)));
    await isAlive();
  });

  it("that became links out of the site since they were listed are refused", async () => {
    const file = join(root, "public/later.txt");
    writeFileSync(file, "fine");
    await running.settled();
    mkdirSync(join(root, "public/sub"), { recursive: true });
    rmSync(file);
    symlinkSync(join(root, "../secret.txt"), file);
    const answer = await ask("/later.txt");
    expect(status(answer)).toBe(404);
    expect(answer).not.toContain("secret");
  });
});

describe("other methods", () => {
  it.each(["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])("%s is refused", async (method) => {
    const answer = await ask("/", { "content-length": "0" }, method);
    expect(status(answer)).toBe(405);
    expect(answer).toMatch(/^allow: GET, HEAD\r$/im);
  });

  it("what is no HTTP gets 400", async () => {
    expect(status(await raw("NONSENSE\r\n\r\n"))).toBe(400);
    await isAlive();
  });
});

describe("hosts", () => {
  it.each([
    "evil.example",
    "evil.example:8080",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "127.0.0.1@evil.example",
    "evil.example#localhost",
    "[evil]",
    "",
  ])("%j gets 403", async (host) => {
    expect(status(await ask("/", { host }))).toBe(403);
    expect(status(await ask("/@broadsheet/events?path=/", { host }))).toBe(403);
  });

  it("a request without a host is refused", async () => {
    expect([400, 403]).toContain(status(await raw("GET / HTTP/1.0\r\n\r\n")));
    expect(status(await raw("GET / HTTP/1.1\r\nconnection: close\r\n\r\n"))).toBe(400);
  });

  it.each([
    "localhost",
    "LOCALHOST:80",
    "news.localhost",
    "127.0.0.1",
    "127.8.9.1:1",
    "[::1]:8080",
    "192.168.1.7",
  ])("%s is answered", async (host) => {
    expect(status(await ask("/", { host }))).toBe(200);
  });
});

describe("other origins", () => {
  const events = "/@broadsheet/events?path=/&version=x";

  it.each([
    { origin: "http://evil.example" },
    { origin: "null" },
    { origin: "http://127.0.0.1:1" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ])("hear no events: %j", async (headers) => {
    for (const path of [events, "/@broadsheet/page?path=/", "/@broadsheet/client.js"])
      expect(status(await ask(path, headers as unknown as Record<string, string>))).toBe(403);
  });

  it("own pages do", async () => {
    const origin = `http://127.0.0.1:${running.port}`;
    const answer = await ask(events, { origin, "sec-fetch-site": "same-origin" });
    expect(status(answer)).toBe(200);
    expect(answer).toContain("event: reload");
  });

  it("open no files in the editor, nor does anything that is no file of the site", async () => {
    const origin = `http://127.0.0.1:${running.port}`;
    const post = (headers: Record<string, string>, body: string) => {
      const host = `127.0.0.1:${running.port}`;
      const all = { host, connection: "close", "content-length": String(body.length), ...headers };
      const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
      return raw(`POST /@broadsheet/open HTTP/1.1\r\n${lines.join("")}\r\n${body}`);
    };
    const json = { "content-type": "application/json" };
    const known = JSON.stringify({ file: "posts/2022-03-01-a.md" });
    expect(status(await post({ ...json, origin: "http://evil.example" }, known))).toBe(403);
    expect(status(await post({ "content-type": "text/plain", origin }, known))).toBe(403);
    expect(status(await post(json, known))).toBe(403);
    for (const file of ["../secret.txt", "/etc/passwd", ".env", "posts/../../secret.txt", 7])
      expect([400, 404]).toContain(status(await post({ ...json, origin }, JSON.stringify({ file }))));
    expect(status(await ask("/@broadsheet/open"))).toBe(405);
  });

  it("are allowed by no header", async () => {
    for (const path of ["/", "/a.txt", "/nowhere", events, "/@broadsheet/page?path=/"])
      expect(await ask(path, { "sec-fetch-site": "same-origin" })).not.toMatch(/access-control/i);
  });
});

describe("what is served", () => {
  it("has the right types, in UTF-8, and is not kept where it changes", async () => {
    const head = async (path: string) => (await ask(path)).split("\r\n\r\n")[0]!.toLowerCase();
    expect(await head("/")).toContain("content-type: text/html; charset=utf-8");
    expect(await head("/")).toContain("cache-control: no-store");
    expect(await head("/nowhere")).toContain("content-type: text/html; charset=utf-8");
    expect(await head("/@broadsheet/client.js")).toContain("content-type: text/javascript; charset=utf-8");
    expect(await head("/@broadsheet/page?path=/")).toContain("content-type: application/json");
    expect(await head("/feed.xml")).toContain("content-type: application/xml; charset=utf-8");
    expect(await head("/feed.json")).toContain("content-type: application/json; charset=utf-8");
    expect(await head("/robots.txt")).toContain("content-type: text/plain; charset=utf-8");
    expect(await head("/a.txt")).toContain("content-type: text/plain; charset=utf-8");
    expect(await head("/a.txt")).toContain("x-content-type-options: nosniff");
  });

  it("is not sent again to those who have it", async () => {
    for (const path of ["/", "/a.txt"]) {
      const etag = /^etag: (.*)\r$/im.exec(await ask(path))?.[1] ?? "";
      expect(etag).not.toBe("");
      const again = await ask(path, { "if-none-match": etag });
      expect(status(again)).toBe(304);
      expect(again.split("\r\n\r\n")[1]).toBe("");
    }
  });

  it("comes in parts where a part is asked for", async () => {
    const answer = await ask("/a.txt", { range: "bytes=2-4" });
    expect(status(answer)).toBe(206);
    expect(answer).toMatch(/^content-range: bytes 2-4\/10\r$/im);
    expect(answer.split("\r\n\r\n")[1]).toBe("234");
    expect(status(await ask("/a.txt", { range: "bytes=50-" }))).toBe(416);
  });

  it("is only described to HEAD", async () => {
    for (const path of ["/", "/a.txt", "/nowhere"]) {
      const [head = "", body] = (await ask(path, {}, "HEAD")).split("\r\n\r\n");
      expect(head).toMatch(/^content-length: [1-9]/im);
      expect(body).toBe("");
    }
  });
});
