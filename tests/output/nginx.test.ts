// The snippet for nginx, in nginx.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addBareTemplates, buildSite, source, tempFolder, tempSite } from "../tools/temp-site.js";

const NGINX = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/opt/homebrew/bin/nginx"].find(existsSync);

describe.skipIf(NGINX === undefined)("nginx with nginx.conf", () => {
  let origin = "";
  let stop = () => {};
  let check = "";

  beforeAll(async () => {
    const root = tempSite({
      "site.yml": "url: https://news.example.com\nhost: nginx\npermalink: /:title\n",
      "posts/2025-12-01-a.md": source({ title: "A", categories: "[News]" }),
    });
    addBareTemplates(root);
    writeFileSync(join(root, "templates/post.njk"), '<link href="{{ asset("site.css") }}">{{ post.title }}');
    await buildSite(root);
    const folder = tempFolder();
    mkdirSync(join(folder, "logs"));
    const port = await freePort();
    writeFileSync(join(folder, "nginx.conf"), configFor(folder, join(root, "dist"), port));
    const args = ["-p", folder, "-c", join(folder, "nginx.conf"), "-e", join(folder, "logs/error.log")];
    check = execFileSync("/bin/sh", ["-c", '"$0" -t "$@" 2>&1', NGINX as string, ...args], {
      encoding: "utf8",
    });
    const child = spawn(NGINX as string, [...args, "-g", "daemon off;"], { stdio: "ignore" });
    stop = () => void child.kill("SIGTERM");
    origin = `http://127.0.0.1:${port}`;
    await untilItAnswers(origin);
  }, 120_000);
  afterAll(() => stop());

  it("takes it", () => {
    expect(check).toContain("test is successful");
    expect(check).not.toMatch(/warn|emerg/);
  });

  it("sends every page with its headers, also what is not there", async () => {
    for (const [path, status] of Object.entries({ "/": 200, "/a": 200, "/2025/": 200, "/nowhere": 404 })) {
      const response = await fetch(origin + path);
      expect(response.status, path).toBe(status);
      expect(response.headers.get("content-security-policy"), path).toMatch(/^default-src 'self';/);
      expect(response.headers.get("x-content-type-options")).toBe("nosniff");
      expect(response.headers.get("referrer-policy")).toBe("strict-origin-when-cross-origin");
      expect(response.headers.get("cache-control")).toBe("public, max-age=60");
      expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    }
  });

  it("has what is hashed kept for ever", async () => {
    const href = /href="([^"]+)"/.exec(await (await fetch(`${origin}/a`)).text())?.[1];
    const style = await fetch(origin + href);
    expect(style.headers.get("content-type")).toMatch(/^text\/css/);
    expect(style.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  });

  it.each([
    ["/feed.xml", "application/atom+xml"],
    ["/rss.xml", "application/rss+xml"],
    ["/feed.json", "application/feed+json"],
    ["/category/News/feed.xml", "application/atom+xml"],
  ])("calls %s %s", async (path, type) => {
    const response = await fetch(origin + path);
    expect([response.status, response.headers.get("content-type")]).toEqual([200, `${type}; charset=utf-8`]);
  });

  it("sends the compressed copy", async () => {
    const response = await fetch(`${origin}/a`, { headers: { "accept-encoding": "gzip" } });
    expect(response.headers.get("content-encoding")).toBe("gzip");
    expect(await response.text()).toContain("A");
  });

  it("does not show itself", async () => {
    expect((await fetch(`${origin}/nginx.conf`)).status).toBe(404);
  });
});

const configFor = (folder: string, dist: string, port: number) => `
${process.getuid?.() === 0 ? "user root;" : ""}
pid ${folder}/nginx.pid;
events { }
http {
  types { text/html html; text/css css; image/svg+xml svg; application/xml xml; application/json json; }
  access_log off;
  ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/${name};`).join("\n  ")}
  server { listen 127.0.0.1:${port}; root ${dist}; include ${dist}/nginx.conf; }
}
`;

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? (address?.port ?? 0) : 0));
    }),
  );
}

async function untilItAnswers(origin: string): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const answered = await fetch(origin).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
