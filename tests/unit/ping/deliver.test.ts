import { describe, expect, it } from "vitest";
import { baidu } from "../../../src/ping/baidu.js";
import { deliver, type World } from "../../../src/ping/deliver.js";
import { indexNow } from "../../../src/ping/indexnow.js";
import type { Service } from "../../../src/ping/service.js";
import { webSubHub } from "../../../src/ping/websub.js";
import { type Act, type Answering, answering, nobody } from "../../tools/answering.js";

const NOW = Date.parse("2026-01-10T08:00:00Z");
const KEY = "4f1c0a9be2d84c7db5a6";
const TOKEN = "edk7yc4rEZP9pDQD";
const ORIGIN = "https://news.example.com";
const urls = (count: number) => Array.from({ length: count }, (_, i) => `${ORIGIN}/${i}.html`);

/** A clock that only sleep moves. */
function world(patience = 5000): World & { slept: number[] } {
  const slept: number[] = [];
  let now = NOW;
  return {
    now: () => now,
    sleep: async (ms) => {
      slept.push(ms);
      now += ms;
    },
    patience,
    slept,
  };
}

const toIndexNow = (endpoint: string) =>
  indexNow({ endpoint, origin: ORIGIN, key: KEY, keyLocation: `${ORIGIN}/${KEY}.txt` });
const toBaidu = (origin: string) => baidu({ endpoint: `${origin}/urls`, site: ORIGIN, token: TOKEN });

async function tell(
  make: (origin: string) => Service,
  count: number,
  acts: (Act | ((asked: Answering["asked"][number]) => Act))[],
  patience?: number,
) {
  const server = await answering(...acts);
  const around = world(patience);
  const settled: string[] = [];
  const delivery = await deliver(make(server.origin), urls(count), around, (some) => settled.push(...some));
  return { delivery, asked: server.asked, slept: around.slept, settled };
}

const BAIDU_OK = (asked: { body: string }): Act => ({
  body: JSON.stringify({ remain: 4000, success: asked.body.split("\n").length }),
});

describe("IndexNow", () => {
  it("is sent host, key, where the key is, and the URLs, as JSON", async () => {
    const { delivery, asked } = await tell(toIndexNow, 2, [{ status: 200 }]);
    expect(delivery).toEqual({ told: 2, refused: [], stopped: null, notBefore: null });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ method: "POST", type: "application/json; charset=utf-8" });
    expect(JSON.parse(asked[0]!.body)).toEqual({
      host: "news.example.com",
      key: KEY,
      keyLocation: `${ORIGIN}/${KEY}.txt`,
      urlList: urls(2),
    });
  });

  it("has told them when the key is still to be looked at (202)", async () => {
    expect((await tell(toIndexNow, 1, [{ status: 202 }])).delivery.told).toBe(1);
  });

  it("gets 10,000 URLs a call at most", async () => {
    const { asked, delivery } = await tell(toIndexNow, 20_001, [{}]);
    expect(asked.map(({ body }) => JSON.parse(body).urlList.length)).toEqual([10_000, 10_000, 1]);
    expect(delivery.told).toBe(20_001);
  });

  it.each([
    [400, "it cannot read what it was sent (400)"],
    [403, "it does not find the key's file on the site, or another key in it (403)"],
    [422, "the pages are not of the key's host, or the key is none (422)"],
  ])("stops at the first %i, and everything waits", async (status, stopped) => {
    const { delivery, asked, settled } = await tell(toIndexNow, 10_001, [{ status }]);
    expect(delivery).toMatchObject({ told: 0, stopped });
    expect([asked.length, settled]).toEqual([1, []]);
  });

  it("remembers the first batch when the second is refused", async () => {
    const { delivery, settled } = await tell(toIndexNow, 10_001, [{}, { status: 403 }]);
    expect(delivery.told).toBe(10_000);
    expect(settled).toEqual(urls(10_000));
  });

  it("does not believe a web page that comes with 200", async () => {
    const page = { body: "<!DOCTYPE html><title>Sign in to the network</title>" };
    const { delivery, slept } = await tell(toIndexNow, 1, [page]);
    expect(delivery).toMatchObject({ told: 0, stopped: "a web page came instead of an answer" });
    expect(slept).toEqual([1000, 4000, 16_000]);
  });
});

describe("Baidu", () => {
  it("is sent the URLs as plain text, and site and token in the query", async () => {
    const { asked, delivery } = await tell(toBaidu, 2, [BAIDU_OK]);
    expect(delivery).toMatchObject({ told: 2, stopped: null });
    expect(asked).toEqual([
      {
        method: "POST",
        path: `/urls?site=${encodeURIComponent(ORIGIN)}&token=${TOKEN}`,
        type: "text/plain",
        body: urls(2).join("\n"),
      },
    ]);
  });

  it("gets 2,000 URLs a call at most", async () => {
    const { asked } = await tell(toBaidu, 4001, [BAIDU_OK]);
    expect(asked.map(({ body }) => body.split("\n").length)).toEqual([2000, 2000, 1]);
  });

  it("names the URLs that it refuses, and they are not told again", async () => {
    const body = JSON.stringify({
      remain: 9,
      success: 1,
      not_same_site: [`${ORIGIN}/0.html`],
      not_valid: [`${ORIGIN}/1.html`, "of another call"],
    });
    const { delivery, settled } = await tell(toBaidu, 3, [{ body }]);
    expect(delivery).toMatchObject({
      told: 1,
      refused: [
        { url: `${ORIGIN}/0.html`, why: "Baidu does not take it for a page of this site" },
        { url: `${ORIGIN}/1.html`, why: "Baidu does not take it for an address" },
      ],
    });
    expect(settled).toEqual(urls(3));
  });

  it("is asked for fewer at once where the quota does not do, until it is used up", async () => {
    let quota = 10;
    const server = (asked: { body: string }): Act => {
      const count = asked.body.split("\n").length;
      if (count > quota) return { status: 400, body: JSON.stringify({ error: 400, message: "over quota" }) };
      quota -= count;
      return { body: JSON.stringify({ remain: quota, success: count }) };
    };
    const { delivery, settled, slept } = await tell(toBaidu, 16, [server]);
    expect(delivery).toMatchObject({ told: 10, stopped: "today's quota is used up" });
    expect(settled).toEqual(urls(10));
    expect(slept).toEqual([]);
  });

  it.each([
    [401, "token is not valid", "the token is not valid (401)"],
    [400, "site error", "the site is not registered with Baidu (site error)"],
    [400, "empty content", "it refuses: empty content (400)"],
  ])("stops at %i %s", async (status, message, stopped) => {
    const body = JSON.stringify({ error: status, message });
    const { delivery, asked } = await tell(toBaidu, 2, [{ status, body }]);
    expect(delivery).toMatchObject({ told: 0, stopped });
    expect(asked).toHaveLength(1);
  });

  it("does not show a token that the server repeats", async () => {
    const body = JSON.stringify({ error: 400, message: `no such token ${TOKEN}` });
    const { delivery } = await tell(toBaidu, 1, [{ status: 400, body }]);
    expect(delivery.stopped).toBe("it refuses: no such token ••• (400)");
  });

  it("waits and tries again when its answer is a web page or no JSON", async () => {
    const { delivery, asked } = await tell(toBaidu, 1, [
      { status: 502, body: "<html>Bad gateway</html>" },
      { status: 200, body: "oops" },
      BAIDU_OK,
    ]);
    expect([delivery.told, asked.length]).toEqual([1, 3]);
  });
});

describe("a hub", () => {
  it("is told each feed in a call of its own", async () => {
    const { asked, delivery } = await tell(webSubHub, 2, [{ status: 204 }]);
    expect(delivery.told).toBe(2);
    expect(asked[0]).toMatchObject({ type: "application/x-www-form-urlencoded" });
    expect(asked.map(({ body }) => Object.fromEntries(new URLSearchParams(body)))).toEqual(
      urls(2).map((url) => ({ "hub.mode": "publish", "hub.url": url })),
    );
  });

  it("may refuse one feed and take the next", async () => {
    const { delivery } = await tell(webSubHub, 2, [{ status: 400, body: "unknown topic" }, { status: 202 }]);
    expect(delivery).toMatchObject({
      told: 1,
      refused: [{ url: `${ORIGIN}/0.html`, why: "it refuses: unknown topic (400)" }],
    });
  });

  it("that is no hub is asked once", async () => {
    const { delivery, asked } = await tell(webSubHub, 2, [{ status: 404, body: "<html>" }]);
    expect([delivery.stopped, asked.length]).toEqual(["it refuses (404)", 1]);
  });
});

describe("anybody", () => {
  it("who is busy is asked again after what it asks for", async () => {
    const { delivery, slept } = await tell(toIndexNow, 1, [
      { status: 429, headers: { "retry-after": "7" } },
      { status: 503, headers: { "retry-after": new Date(NOW + 27_000).toUTCString() } },
      { status: 200 },
    ]);
    expect(delivery.told).toBe(1);
    expect(slept).toEqual([7000, 20_000]);
  });

  it("who is busy without saying for how long is asked again after 1, 4 and 16 s", async () => {
    const { delivery, slept, asked } = await tell(toIndexNow, 1, [{ status: 429 }]);
    expect(slept).toEqual([1000, 4000, 16_000]);
    expect(asked).toHaveLength(4);
    expect(delivery).toMatchObject({ told: 0, stopped: "it was asked too often (429)", notBefore: null });
  });

  it("who wants to be left alone for long is left alone until then", async () => {
    const { delivery, slept } = await tell(toIndexNow, 1, [
      { status: 429, headers: { "retry-after": "3600" } },
    ]);
    expect(slept).toEqual([]);
    expect(delivery).toMatchObject({ told: 0, notBefore: NOW + 3_600_000 });
  });

  it.each([
    ["cuts the connection", "cut"],
    ["cuts it in the middle of the answer", "cut in the middle"],
  ] as const)("who %s is asked again", async (_, act) => {
    expect((await tell(toBaidu, 1, [act, BAIDU_OK])).delivery.told).toBe(1);
    const { delivery } = await tell(toBaidu, 1, [act]);
    expect(delivery.stopped).toBe("the connection was cut");
  });

  it("who does not answer in time is given up", async () => {
    const { delivery, asked } = await tell(toBaidu, 1, ["silence"], 60);
    expect(delivery.stopped).toBe("no answer came in 0.06 s");
    expect(asked).toHaveLength(4);
  });

  it("who is not there is named without the address that was called", async () => {
    const delivery = await deliver(toBaidu(await nobody()), urls(1), world(), () => {});
    expect(delivery.stopped).toBe("nobody listens there");
    const unknown = baidu({ endpoint: "http://[broken", site: ORIGIN, token: TOKEN });
    const call = {
      ...unknown,
      call: () => ({ url: `http://[broken?token=${TOKEN}`, headers: {}, body: "" }),
    };
    expect((await deliver(call, urls(1), world(), () => {})).stopped).toBe(
      "it cannot be reached (ERR_INVALID_URL)",
    );
  });

  it("who sends to another address gets no token there", async () => {
    const other = await answering({});
    const { delivery } = await tell(toBaidu, 1, [
      { status: 302, headers: { location: `${other.origin}/?token=${TOKEN}` } },
    ]);
    expect(other.asked).toEqual([]);
    expect(delivery.stopped).toBe("it sends to another address (302); name that one in site.yml");
  });
});
