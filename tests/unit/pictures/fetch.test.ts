// Every server here is on this machine, which a build may not ask: `isAllowed` lets the tests in.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSocketServer, type Server } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { type FetchOptions, fetchPicture, redirectTarget } from "../../../src/pictures/fetch.js";
import { isFetchable } from "../../../src/pictures/fetchable.js";

const PNG = Buffer.from("\x89PNG\r\n\x1a\n and what follows", "latin1");
const latin = (text: string) => Buffer.from(text, "latin1");

async function listen(server: Server): Promise<string> {
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `127.0.0.1:${(server.address() as { port: number }).port}`;
}

/** Gives `127.0.0.1:PORT`. */
function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer);
  onTestFinished(() => server.closeAllConnections());
  return listen(server);
}

const serveBytes = (bytes: Buffer, headers: Record<string, string> = {}) =>
  serve((_, response) => void response.writeHead(200, headers).end(bytes));

/** What is not HTTP, or not all of it. */
const serveRaw = (text: string) =>
  listen(createSocketServer((socket) => void socket.on("error", () => {}).end(text)));

const isLoopback = (address: string) => address === "127.0.0.1";

const fetchFrom = (host: string, options: Partial<FetchOptions> = {}) =>
  fetchPicture(`http://${host}/a.png`, { hosts: [host], isAllowed: isLoopback, ...options });

const refused = (why: string) => ({ ok: false, why, isPassing: false });
const passing = (why: string) => ({ ok: false, why, isPassing: true });

describe("a picture of a listed host", () => {
  it("is brought home, and nothing is told but what is wanted", async () => {
    let request: IncomingMessage | undefined;
    const host = await serve((got, response) => {
      request = got;
      response.end(PNG);
    });
    expect(await fetchFrom(host)).toEqual({ ok: true, bytes: PNG, type: "png" });
    expect(request?.headers).toEqual({
      ...{ host, connection: "close", "user-agent": "Broadsheet", "accept-encoding": "identity" },
      accept: "image/avif,image/webp,image/png,image/jpeg,image/gif",
    });
  });

  it.each([
    ["jpeg", "\xff\xd8\xff\xe0\0\x10JFIF\0"],
    ["png", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"],
    ["gif", "GIF89a\x01\0\x01\0"],
    ["gif", "GIF87a\x01\0\x01\0"],
    ["webp", "RIFF\x0a\0\0\0WEBPVP8 "],
    ["avif", "\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf"],
    ["avif", "\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf"],
  ])("is a %s by its first bytes, whatever it is called", async (type, text) => {
    const host = await serveBytes(latin(text), { "content-type": "text/html" });
    expect(await fetchFrom(host)).toMatchObject({ ok: true, type });
  });

  it.each([
    ["nothing", ""],
    ["HEIC", "\0\0\0\x18ftypheic\0\0\0\0mif1heic"],
    ["avif after its box", "\0\0\0\x14ftypheic\0\0\0\0mif1avif"],
    ["sound", "RIFF\x0a\0\0\0WAVEfmt "],
    ["SVG", "<svg xmlns='http://www.w3.org/2000/svg'/>"],
    ["the beginning of a PNG", "\x89PNG"],
  ])("is none when it is %s", async (_, text) => {
    const host = await serveBytes(latin(text), { "content-type": "image/png" });
    expect(await fetchFrom(host)).toEqual(refused("it is no picture"));
  });

  it("is none when a web page comes instead", async () => {
    const host = await serveBytes(latin("<!DOCTYPE html>"), { "content-type": "text/html; charset=utf-8" });
    expect(await fetchFrom(host)).toEqual(refused("it is a web page, no picture"));
  });

  it("is not taken when it came compressed", async () => {
    const host = await serveBytes(PNG, { "content-encoding": "gzip" });
    expect(await fetchFrom(host)).toEqual(refused("it came compressed, though that was not asked for"));
    expect(await fetchFrom(await serveBytes(PNG, { "content-encoding": "Identity" }))).toMatchObject({
      ok: true,
    });
  });

  it.each([
    [404, refused],
    [403, refused],
    [410, refused],
    [204, refused],
    [304, refused],
    [429, passing],
    [500, passing],
    [503, passing],
  ])("is not taken from an answer %i", async (status, outcome) => {
    const host = await serve((_, response) => void response.writeHead(status).end(status === 204 ? "" : PNG));
    expect(await fetchFrom(host)).toEqual(outcome(`it answered ${status}`));
  });
});

describe("a redirect", () => {
  /** `/a.png` leads to the first, each further one to the next, and after the last there is a picture. */
  const leading = (...targets: string[]) => {
    let asked = 0;
    return serve((_, response) => {
      const location = targets[asked++];
      if (location === undefined) response.end(PNG);
      else response.writeHead(302, { location }).end("moved");
    });
  };

  it("is followed, five times if need be", async () => {
    const paths = ["/1", "2?x=1", "./3", "//127.0.0.1/4", "5"];
    const asked: (string | undefined)[] = [];
    const host = await serve((request, response) => {
      const location = paths[asked.push(request.url) - 1]?.replace("//127.0.0.1", `//${host}`);
      if (location === undefined) response.end(PNG);
      else response.writeHead(asked.length % 2 === 0 ? 301 : 308, { location }).end();
    });
    expect(await fetchFrom(host)).toMatchObject({ ok: true, type: "png" });
    expect(asked).toEqual(["/a.png", "/1", "/2?x=1", "/3", "/4", "/5"]);
  });

  it("is not followed a sixth time", async () => {
    const host = await serve((_, response) => void response.writeHead(302, { location: "/a.png" }).end());
    expect(await fetchFrom(host)).toEqual(refused("it led on more than 5 times"));
  });

  it("is not followed to a host that is not listed, and no secret of it is printed", async () => {
    const host = await leading("http://me:secret@elsewhere.example/b.png?token=secret");
    const why = "it led to http://elsewhere.example/b.png, which images.fetch does not name";
    expect(await fetchFrom(host)).toEqual(refused(why));
  });

  it.each([
    "file:///etc/passwd",
    "http://127.0.0.1:1/",
    "http://169.254.169.254/latest/",
  ])("is not followed to %s", async (target) => {
    const why = `it led to ${target}, which images.fetch does not name`;
    expect(await fetchFrom(await leading(target))).toEqual(refused(why));
  });

  it("is checked for its address where its host is listed", async () => {
    const host = await leading("http://10.0.0.1/b.png");
    const hosts = [host, "10.0.0.1"];
    expect(await fetchFrom(host, { hosts })).toEqual(refused("its address 10.0.0.1 is private"));
  });

  it("is an answer like any other when it leads nowhere", async () => {
    const host = await serve((_, response) => void response.writeHead(302).end());
    expect(await fetchFrom(host)).toEqual(refused("it answered 302"));
    expect(await fetchFrom(await leading("http://["))).toEqual(refused("it led to what is no address"));
  });

  it("leads from http to https, and never back", () => {
    const hosts = ["a.example"];
    const follow = (location: string, from: string) => redirectTarget(location, new URL(from), hosts).href;
    expect(follow("https://a.example/b", "http://a.example/")).toBe("https://a.example/b");
    expect(follow("//a.example/b", "https://a.example/")).toBe("https://a.example/b");
    expect(() => follow("http://a.example/b", "https://a.example/")).toThrow(
      "it led to http://a.example/b, which is not encrypted",
    );
  });

  it("may be written in UTF-8", () => {
    const location = Buffer.from("/图.png").toString("latin1");
    const target = redirectTarget(location, new URL("https://a.example/"), ["a.example"]);
    expect(decodeURI(target.pathname)).toBe("/图.png");
  });
});

describe("a limit", () => {
  /** Resolves as soon as the visitor is gone. */
  const gone = (response: ServerResponse) => new Promise((resolve) => void response.on("close", resolve));

  it("of size is held by what the head says, and nothing stays open", async () => {
    let closed: Promise<unknown> | undefined;
    const host = await serve((_, response) => {
      closed = gone(response);
      response.writeHead(200, { "content-length": "2001" }).write(PNG); // and the rest never comes
    });
    expect(await fetchFrom(host, { maxBytes: 2000 })).toEqual(refused("it is larger than 2 kB"));
    await closed;
  });

  it("of size is held as it comes, when the head says nothing", async () => {
    let closed: Promise<unknown> | undefined;
    const host = await serve((_, response) => {
      closed = gone(response);
      const more = () =>
        void (response.write(Buffer.alloc(100_000)) ? setImmediate(more) : response.once("drain", more));
      response.write(PNG);
      more(); // for ever
    });
    expect(await fetchFrom(host, { maxBytes: 2e6 })).toEqual(refused("it is larger than 2 MB"));
    await closed;
  });

  it("of size is not passed by a picture of just that size", async () => {
    expect(await fetchFrom(await serveBytes(PNG), { maxBytes: PNG.length })).toMatchObject({ ok: true });
  });

  const slow = { timeoutMs: 100 };
  const tooSlow = passing("it took longer than 0.1 s");

  it("of time is held when no answer comes", async () => {
    expect(await fetchFrom(await serve(() => {}), slow)).toEqual(tooSlow);
  });

  it("of time is held when an answer drips", async () => {
    const host = await serve((_, response) => {
      const dripping = setInterval(() => response.write(PNG), 10);
      response.on("close", () => clearInterval(dripping));
    });
    expect(await fetchFrom(host, slow)).toEqual(tooSlow);
  });

  it("of time is held by redirects together", async () => {
    const host = await serve((_, response) => {
      setTimeout(() => response.writeHead(302, { location: "/a.png" }).end(), 40);
    });
    expect(await fetchFrom(host, slow)).toEqual(tooSlow);
  });

  it("of time is held when the name is never looked up", async () => {
    const url = "http://a.example/a.png";
    expect(await fetchPicture(url, { ...slow, hosts: ["a.example"], lookup: () => {} })).toEqual(tooSlow);
  });
});

describe("a connection", () => {
  it("that is refused may come about later", async () => {
    const server = createSocketServer();
    const host = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await fetchFrom(host)).toEqual(passing("nobody listens there"));
  });

  it.each([
    ["at once", ""],
    ["in the head", "HTTP/1.1 200 OK\r\nContent-Le"],
    ["in the picture", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n\x89PNG\r\n\x1a\n"],
    ["for another protocol", "HTTP/1.1 101 Switching\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n"],
  ])("that is cut %s may hold another time", async (_, text) => {
    expect(await fetchFrom(await serveRaw(text))).toEqual(passing("the connection was cut"));
  });

  it("that does not speak HTTP is no error of the program", async () => {
    expect(await fetchFrom(await serveRaw("SSH-2.0-OpenSSH_9.6\r\n"))).toMatchObject({ isPassing: true });
  });
});

describe("the addresses of a host", () => {
  const asked = (...addresses: string[]): FetchOptions => ({
    hosts: ["a.example"],
    lookup: (_host, _options, answer) =>
      answer(
        null,
        addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
      ),
  });

  it.each([
    "10.0.0.1",
    "127.0.0.1",
    "169.254.169.254",
    "::1",
    "::ffff:10.0.0.1",
    "fd00::1",
  ])("are not connected to when they are private: %s", async (address) => {
    const why = `its address ${address} is private`;
    expect(await fetchPicture("http://a.example/", asked(address))).toEqual(refused(why));
    expect(await fetchPicture("https://a.example/", asked("8.8.8.8", address))).toEqual(refused(why));
  });

  it("are those of the lookup, asked once", async () => {
    const host = await serveBytes(PNG);
    const port = host.split(":")[1];
    let times = 0;
    const outcome = await fetchPicture(`http://a.example:${port}/`, {
      ...{ hosts: [`a.example:${port}`], isAllowed: isLoopback },
      lookup: (name, _options, answer) => {
        times++;
        answer(null, name === "a.example" ? "127.0.0.1" : "8.8.8.8", 4);
      },
    });
    expect(outcome).toMatchObject({ ok: true });
    expect(times).toBe(1);
  });

  it("may be known later when they are not now", async () => {
    const unknown = Object.assign(new Error("getaddrinfo"), { code: "ENOTFOUND" });
    const options = (error: Error | null): FetchOptions => ({
      hosts: ["a.example"],
      lookup: (_host, _options, answer) => answer(error, []),
    });
    const outcome = passing("there is no such host");
    expect(await fetchPicture("http://a.example/", options(unknown))).toEqual(outcome);
    expect(await fetchPicture("http://a.example/", options(null))).toEqual(outcome);
  });

  it.each([
    ["http://127.0.0.1/", "127.0.0.1"],
    ["http://0x7f.1/", "127.0.0.1"],
    ["http://2130706433/", "127.0.0.1"],
    ["http://169.254.169.254/", "169.254.169.254"],
    ["https://[::1]/", "::1"],
    ["https://[::ffff:10.0.0.1]/", "::ffff:a00:1"],
  ])("are not connected to when they are private and written as %s", async (url, address) => {
    expect(await fetchPicture(url, { hosts: [new URL(url).hostname] })).toEqual(
      refused(`its address ${address} is private`),
    );
  });

  it("are those of this machine for localhost", async () => {
    const { ok, ...outcome } = await fetchPicture("http://localhost/", { hosts: ["localhost"] });
    expect(ok).toBe(false);
    expect(outcome).toMatchObject({ why: expect.stringMatching(/^its address \S+ is private$/) });
  });
});

describe("images.fetch", () => {
  it.each([
    ["https://a.example.com/x.png", "a.example.com"],
    ["http://a.example.com/x.png", "a.example.com"],
    ["https://A.Example.COM/x.png", "a.example.com"],
    ["https://a.example.com/x.png", "A.Example.com"],
    ["https://a.example.com:443/x.png", "a.example.com"],
    ["https://a.example.com/x.png", "a.example.com:443"],
    ["https://a.example.com:8443/x.png", "a.example.com:8443"],
    ["https://a.example.com/x.png", "*.example.com"],
    ["https://a.b.example.com/x.png", "*.example.com"],
    ["http://a.example.com:81/x.png", "*.example.com:81"],
    ["https://bücher.example/x.png", "xn--bcher-kva.example"],
    ["https://bücher.example/x.png", "bücher.example"],
    ["http://[::1]:81/x.png", "[::1]:81"],
  ])("names %s by %s", (url, host) => {
    expect(isFetchable(url, ["other.example", host])).toBe(true);
  });

  it.each([
    ["https://example.com/x.png", "a.example.com"],
    ["https://b.a.example.com/x.png", "a.example.com"],
    ["https://a.example.com.evil.example/x.png", "a.example.com"],
    ["https://a.example.com./x.png", "a.example.com"],
    ["https://example.com/x.png", "*.example.com"],
    ["https://evilexample.com/x.png", "*.example.com"],
    ["https://a.example.com:8443/x.png", "a.example.com"],
    ["https://a.example.com:80/x.png", "a.example.com"],
    ["http://a.example.com/x.png", "a.example.com:443"],
    ["https://a.example.com/x.png", "a.example.com:8443"],
    ["https://me@a.example.com/x.png", "a.example.com"],
    ["https://:secret@a.example.com/x.png", "a.example.com"],
    ["https://a.example.com@evil.example/x.png", "a.example.com"],
    ["https://evil.example\\@a.example.com/x.png", "a.example.com"],
    ["ftp://a.example.com/x.png", "a.example.com"],
    ["//a.example.com/x.png", "a.example.com"],
    ["data:image/png,a.example.com", "a.example.com"],
    ["no address", "a.example.com"],
    ["https://a.example.com/x.png", "https://a.example.com"],
    ["https://a.example.com/x.png", "a.example.com/x"],
    ["https://a.example.com/x.png", "*"],
    ["https://a.example.com/x.png", "*."],
    ["https://a.example.com/x.png", ""],
  ])("does not name %s by '%s'", (url, host) => {
    expect(isFetchable(url, [host])).toBe(false);
  });

  it("is asked before anything else", async () => {
    const lookup = () => expect.unreachable();
    for (const url of ["https://b.example/a.png", "file:///etc/passwd", "https://me:x@a.example/", ""])
      expect(await fetchPicture(url, { hosts: ["a.example"], lookup })).toEqual(
        refused("its address is none that images.fetch names"),
      );
  });
});
