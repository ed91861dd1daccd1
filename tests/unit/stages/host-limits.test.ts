import { describe, expect, it } from "vitest";
import { keepTally, limitWarnings } from "../../../src/stages/host-limits.js";
import type { Workspace } from "../../../src/stages/workspace.js";
import type { Host } from "../../../src/types/config.js";

const NOW = Date.parse("2026-01-10T08:00:00Z");

/** A ledger that is a map, and a catalog that remembers. */
function bench(host: Host, redirects = 0) {
  const files = new Map<string, number>();
  const meta = new Map<string, string>();
  const workspace = {
    config: { host },
    catalog: {
      meta: (key: string) => meta.get(key) ?? null,
      setMeta: (key: string, value: string) => void meta.set(key, value),
    },
    ledger: {
      get: (path: string) => (files.has(path) ? { bytes: files.get(path) } : null),
      count: () => files.size,
      countIn: (folder: string) =>
        [...files.keys()].filter(
          (path) => path.startsWith(folder) && !path.slice(folder.length).includes("/"),
        ).length,
      files: () => [...files].map(([path, bytes]) => ({ path, bytes, mtime: 0 })),
    },
    queries: { countRedirects: () => redirects },
  } as unknown as Workspace;
  return {
    warnings: () => limitWarnings(workspace).map(({ message }) => message),
    publish(put: Record<string, number>, removed: string[] = [], now = NOW) {
      const pages = Object.entries(put).map(([path, bytes]) => ({ path, bytes }) as never);
      const counted = keepTally(workspace, {
        put: pages,
        removed,
        isDeed: pages.length + removed.length > 0,
        now,
      });
      for (const [path, bytes] of Object.entries(put)) files.set(path, bytes);
      for (const path of removed) files.delete(path);
      counted();
    },
  };
}

const many = (count: number, folder = "") =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`${folder}${i}.html`, 10]));

describe("limits of hosts", () => {
  it("on files are told with figures, and again with those of paid plans", () => {
    const site = bench("cloudflare-pages");
    site.publish(many(20_000));
    expect(site.warnings()).toEqual([]);
    site.publish({ "one-more.html": 1 });
    expect(site.warnings()).toEqual(["the site has 20,001 files, and cloudflare-pages allows 20,000"]);
    site.publish({}, ["one-more.html"]);
    expect(site.warnings()).toEqual([]);
    site.publish(many(100_001));
    expect(site.warnings()).toEqual(["the site has 100,001 files, and cloudflare-pages allows 100,000"]);
  });

  it("on a file's size name the file until it is smaller or gone", () => {
    const site = bench("cloudflare-pages");
    site.publish({ "film.mp4": 26_214_401, "fine.mp4": 26_214_400 });
    expect(site.warnings()).toEqual([
      "the site has 26,214,401 bytes in film.mp4, and cloudflare-pages allows 26,214,400",
    ]);
    site.publish({ "a.html": 1 });
    expect(site.warnings()).toHaveLength(1);
    site.publish({ "film.mp4": 5 });
    expect(site.warnings()).toEqual([]);
  });

  it("on all bytes are counted along with what changes", () => {
    const site = bench("github-pages");
    site.publish({
      "a.mp4": 90_000_000,
      ...Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`${i}`, 91_000_000])),
    });
    expect(site.warnings()).toEqual([]);
    site.publish({ "a.mp4": 90_000_001 });
    expect(site.warnings()).toEqual([
      "the site has 1,000,000,001 bytes, and github-pages allows 1,000,000,000",
    ]);
    site.publish({}, ["a.mp4"]);
    expect(site.warnings()).toEqual([]);
  });

  it("on builds count those of the last hour that published something", () => {
    const site = bench("github-pages");
    const minute = 60_000;
    for (let i = 0; i < 11; i++) site.publish({ "a.html": i }, [], NOW + i * 5 * minute);
    expect(site.warnings()).toEqual(["the site has 11 builds in an hour, and github-pages allows 10"]);
    site.publish({}, [], NOW + 70 * minute);
    expect(site.warnings()).toEqual([]);
  });

  it("on a folder's files name the folder", () => {
    const site = bench("netlify");
    site.publish(many(54_001, "category/"));
    expect(site.warnings()).toEqual(["the site has 54,001 files in category/, and netlify allows 54,000"]);
    site.publish({}, ["category/1.html"]);
    expect(site.warnings()).toEqual([]);
  });

  it("on redirects count those that posts ask for", () => {
    const site = bench("cloudflare-pages", 2001);
    site.publish({ "a.html": 1 });
    expect(site.warnings()).toEqual(["the site has 2,001 redirects, and cloudflare-pages allows 2,000"]);
  });

  it("are none of a server of one's own, and nothing is counted there", () => {
    const site = bench("nginx");
    site.publish(many(200_000));
    expect(site.warnings()).toEqual([]);
  });
});
