// The whole command, from a build to what services on loopback get to hear.
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tellWorld } from "../../../src/commands/ping.js";
import { loadConfig } from "../../../src/config/load.js";
import { BuildError } from "../../../src/diagnostics/diagnostic.js";
import { pingPlan, pingTable } from "../../../src/terminal/ping-table.js";
import { type Act, type Answering, answering } from "../../tools/answering.js";
import { buildSite, NOW, SITE, source, tempSite, writeFiles } from "../../tools/temp-site.js";

const KEY = "4f1c0a9be2d84c7db5a6";
const TOKEN = "edk7yc4rEZP9pDQD";
const post = (title: string, more: Record<string, unknown> = {}) =>
  source({ title, date: "2025-12-30 08:00:00 +0000", permalink: `/${title.toLowerCase()}.html`, ...more });

interface Setting {
  indexNow?: Answering;
  baidu?: Answering;
  hub?: Answering;
}

function siteYml({ indexNow, baidu, hub }: Setting): string {
  const lines = [`  indexNowKey: ${KEY}`];
  if (indexNow) lines.push(`  indexNow: ${indexNow.origin}/indexnow`);
  if (baidu) lines.push(`  baidu: ${baidu.origin}/urls`);
  return `${SITE}ping:\n${lines.join("\n")}\n${hub ? `feed:\n  hubs: [${hub.origin}/]\n` : ""}`;
}

async function tell(root: string, env: Record<string, string> = {}, dryRun = false, now = NOW) {
  const { config } = await loadConfig(root);
  const world = { now: () => now, sleep: async () => {}, patience: 5000 };
  return tellWorld({ root, out: join(root, "dist"), config, env, world, dryRun });
}

const listOf = (asked: Answering["asked"]) =>
  asked.flatMap(({ body }) => JSON.parse(body).urlList as string[]).map((url) => new URL(url).pathname);

const ok = (asked: { body: string }): Act => ({
  body: JSON.stringify({ remain: 99, success: asked.body.split("\n").length }),
});

describe("ping", () => {
  it("tells each service what it wants to know, and publishes the key", async () => {
    const [indexNow, baidu, hub] = [
      await answering({}),
      await answering(ok),
      await answering({ status: 204 }),
    ];
    const root = tempSite({ "site.yml": siteYml({ indexNow, baidu, hub }), "posts/a.md": post("A") });
    await buildSite(root);
    expect(readFileSync(join(root, "dist", `${KEY}.txt`), "utf8")).toBe(KEY);
    const reports = await tell(root, { BAIDU_TOKEN: `${TOKEN}\n` });
    expect(reports.map(({ name, stopped }) => [name, stopped])).toEqual([
      ["IndexNow", null],
      ["Baidu", null],
      [`hub ${new URL(hub.origin).host}`, null],
    ]);
    const told = listOf(indexNow.asked);
    expect(told[0]).toBe("/a.html");
    expect(told).toContain("/");
    expect(told).not.toContain("/404.html");
    expect(baidu.asked[0]?.body.split("\n").map((url) => new URL(url).pathname)).toEqual(told);
    expect(hub.asked.map(({ body }) => new URLSearchParams(body).get("hub.url"))).toContain(
      "https://news.example.com/feed.xml",
    );
  });

  it("tells nothing twice, also when a build comes between that changes nothing", async () => {
    const indexNow = await answering({});
    const root = tempSite({ "site.yml": siteYml({ indexNow }), "posts/a.md": post("A") });
    await buildSite(root);
    await tell(root);
    const [again] = await tell(root);
    await buildSite(root);
    await tell(root);
    expect(again).toMatchObject({ told: 0, stopped: null, waiting: [] });
    expect(indexNow.asked).toHaveLength(1);
  });

  it("tells of every build since the last ping, and of each page once", async () => {
    const indexNow = await answering({});
    const root = tempSite({ "site.yml": siteYml({ indexNow }), "posts/a.md": post("A") });
    await buildSite(root);
    await tell(root);
    for (const name of ["B", "C"]) {
      writeFiles(root, { [`posts/${name}.md`]: post(name) });
      await buildSite(root);
    }
    rmSync(join(root, "posts/a.md"));
    await buildSite(root);
    await tell(root);
    expect(indexNow.asked).toHaveLength(2);
    const told = listOf(indexNow.asked.slice(1));
    expect(told).toEqual(expect.arrayContaining(["/a.html", "/b.html", "/c.html", "/"]));
    expect(new Set(told).size).toBe(told.length);
    expect(readdirSync(join(root, ".broadsheet/pings"))).toEqual(["state.json"]);
  });

  it("tells later what could not be told now", async () => {
    const busy = { status: 429, headers: { "retry-after": "3600" } };
    const indexNow = await answering(busy, {});
    const root = tempSite({ "site.yml": siteYml({ indexNow }), "posts/a.md": post("A") });
    await buildSite(root);
    const [first] = await tell(root);
    expect(first).toMatchObject({ told: 0, notBefore: NOW + 3_600_000 });
    const [second] = await tell(root);
    expect(second).toMatchObject({ told: 0, stopped: "it asked to be left alone" });
    expect(indexNow.asked).toHaveLength(1);
    const [third] = await tell(root, {}, false, NOW + 3_600_001);
    expect(third).toMatchObject({ stopped: null, waiting: [] });
    expect(third?.told).toBe(first?.waiting.length);
  });

  it("lists with --dry-run what it would tell, and remembers nothing", async () => {
    const indexNow = await answering({});
    const root = tempSite({ "site.yml": siteYml({ indexNow }), "posts/a.md": post("A") });
    await buildSite(root);
    const plan = pingPlan(await tell(root, {}, true));
    expect(plan[1]).toBe("  https://news.example.com/a.html");
    expect(indexNow.asked).toEqual([]);
    expect(existsSync(join(root, ".broadsheet/pings"))).toBe(false);
  });

  it("reads changes.json also where no build of this machine wrote it", async () => {
    const indexNow = await answering({});
    const root = tempSite({ "site.yml": siteYml({ indexNow }) });
    const change = (path: string) =>
      JSON.stringify({ added: [{ path, url: `/${path}` }], changed: [], removed: [] });
    writeFiles(root, { ".broadsheet/changes.json": change("a.html") });
    await tell(root);
    await tell(root);
    writeFiles(root, { ".broadsheet/changes.json": change("b.html") });
    await tell(root);
    expect(listOf(indexNow.asked)).toEqual(["/a.html", "/b.html"]);
  });

  it("keeps no changes for those who have never pinged", async () => {
    const root = tempSite({ "posts/a.md": post("A") });
    await buildSite(root);
    expect(existsSync(join(root, ".broadsheet/pings"))).toBe(false);
  });

  it("never shows a token: not in the table, not in what is remembered", async () => {
    const body = JSON.stringify({ error: 401, message: `token ${TOKEN} is not valid` });
    const baidu = await answering({ status: 401, body });
    const root = tempSite({
      "site.yml": `${SITE}ping: { baidu: "${baidu.origin}" }\n`,
      "posts/a.md": post("A"),
    });
    await buildSite(root);
    const reports = await tell(root, { BAIDU_TOKEN: TOKEN });
    const table = pingTable(reports, { color: false, moment: String });
    const kept = readFileSync(join(root, ".broadsheet/pings/state.json"), "utf8");
    expect([...table, kept, JSON.stringify(reports)].join("\n")).not.toContain(TOKEN);
    expect(table[1]).toMatch(/^Baidu +0 +0 +\d+ {3}the token is not valid \(401\)$/);
  });
});

describe("ping refuses", () => {
  const refusal = async (site: string, env: Record<string, string> = {}): Promise<string> => {
    const root = tempSite({ "site.yml": site, ".broadsheet/changes.json": "{}" });
    const failed = await tell(root, env).catch((error: unknown) => error);
    if (!(failed instanceof BuildError)) throw failed;
    expect(JSON.stringify(failed.diagnostics)).not.toContain("secret");
    return failed.diagnostics[0]!.code;
  };

  it("a site whose address nobody can reach", async () => {
    expect(await refusal("url: http://localhost:8080\n", { BAIDU_TOKEN: "x" })).toBe("ping-local-site");
  });

  it("to run where there is nobody to tell", async () => {
    expect(await refusal(SITE)).toBe("ping-nobody");
  });

  it("a key that is none, without showing it", async () => {
    expect(await refusal(SITE, { INDEXNOW_KEY: "my secret" })).toBe("ping-key-invalid");
    expect(await refusal(SITE, { BAIDU_TOKEN: "a secret" })).toBe("ping-key-invalid");
  });

  it("a key that is not the published one, without showing it", async () => {
    const env = { INDEXNOW_KEY: "secretsecretsecret" };
    expect(await refusal(`${SITE}ping: { indexNowKey: ${KEY} }\n`, env)).toBe("ping-keys-differ");
  });

  it("a site that was not built", async () => {
    const root = tempSite({});
    await expect(tell(root, { INDEXNOW_KEY: KEY })).rejects.toThrow("has not been built yet");
  });
});
