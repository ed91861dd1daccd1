// The repository's own site in a real Chromium: one page of each kind, as readers meet it.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  axeViolations,
  brokenImages,
  chromium,
  focused,
  overflowingWidths,
  type Reader,
  readIn,
} from "../tools/browsing.js";
import { buildOwnSite } from "../tools/own-site.js";

const NOWHERE = "/nowhere.html";
const STORY = "/features/old-bridge.html";
const PAGES = {
  home: "/",
  "older stories": "/page/1.html",
  "long story with pictures, a table and footnotes": STORY,
  "story with code": "/science/2026/07/03/bus-punctuality-python.html",
  "story with a check list": "/safety/2026/04/03/hill-walks-fire-safety.html",
  "story in HTML": "/local/2026/04/30/may-day-transport.html",
  "story in English": "/culture/2026/03/29/kite-festival.html",
  category: "/category/local.html",
  tag: "/tag/%E5%87%BA%E8%A1%8C.html",
  year: "/2026/",
  month: "/2026/08/",
  day: "/2026/07/31/",
  "all categories": "/categories.html",
  "all tags": "/tags.html",
  "all authors": "/authors.html",
  author: "/author/%E5%91%A8%E7%A0%9A.html",
  search: "/search.html",
  about: "/about.html",
  "not found": NOWHERE,
};

describe.skipIf(chromium === null)("the own site", () => {
  let reader: Reader;
  beforeAll(async () => {
    reader = await readIn(chromium!, (await buildOwnSite()).dist);
  }, 60_000);
  afterAll(() => reader?.leave());

  test.each(
    Object.entries(PAGES),
  )("%s: axe finds nothing, it fits the screen, all of it shows", async (_, path) => {
    const found = await reader.visit(path, {}, async ({ page, troubles }) => ({
      overflowing: await overflowingWidths(page),
      broken: await brokenImages(page),
      axe: await axeViolations(page),
      // That this one is not there is what it is for.
      troubles: troubles.filter((trouble) => !trouble.endsWith(NOWHERE)),
    }));
    expect(found).toEqual({ overflowing: [], broken: [], axe: [], troubles: [] });
  });

  test("stories are read without JavaScript", async () => {
    await reader.visit(STORY, { javaScriptEnabled: false }, async ({ page }) => {
      for (const shown of ["h1", ".story-body", "header nav", ".neighbours"])
        expect(await page.locator(shown).isVisible(), shown).toBe(true);
      expect((await page.locator(".story-body").textContent())?.length).toBeGreaterThan(1000);
    });
  });

  // Each picture comes half a second late, as on a slow line.
  test.each([360, 1440])("pictures that come late move nothing, %i pixels wide", async (width) => {
    await reader.visit("/robots.txt", { viewport: { width, height: 800 } }, async ({ page }) => {
      await page.route(/\.(?:avif|webp|jpe?g|png)$/, async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 500));
        await route.continue();
      });
      await page.addInitScript(() => {
        new PerformanceObserver((list) => {
          for (const { value } of list.getEntries() as unknown as { value: number }[])
            document.documentElement.dataset.shift = `${Number(document.documentElement.dataset.shift ?? 0) + value}`;
        }).observe({ type: "layout-shift", buffered: true });
      });
      for (const path of ["/", STORY, "/category/local.html"]) {
        await page.goto(new URL(path, page.url()).href, { waitUntil: "networkidle" });
        const seen = await page.evaluate(() => ({
          shift: Number(document.documentElement.dataset.shift ?? 0),
          copies: [...document.images].filter(({ currentSrc }) => currentSrc.endsWith(".avif")).length,
        }));
        expect(seen.shift, path).toBeLessThan(0.001);
        expect(seen.copies, path).toBeGreaterThan(0);
      }
    });
  });

  test("the first Tab offers to skip to the story, and does", async () => {
    await reader.visit(STORY, {}, async ({ page }) => {
      await page.keyboard.press("Tab");
      expect(await focused(page)).toEqual({ href: "#page-main", seen: true });
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      expect(await page.evaluate(() => document.activeElement?.closest("main") !== null)).toBe(true);
    });
  });

  test.each([
    "/",
    STORY,
  ])("the keyboard reaches every link and field of %s, and shows where it is", async (path) => {
    const stops = await reader.visit(path, {}, async ({ page }) => {
      const fields = page.locator("input:not([type=hidden]), button").filter({ visible: true });
      const all = (await page.locator("a[href]").count()) + (await fields.count());
      const seen: { href: string; seen: boolean }[] = [];
      while (seen.length < all) {
        await page.keyboard.press("Tab");
        seen.push(await focused(page));
      }
      return seen;
    });
    expect(stops.length).toBeGreaterThan(20);
    expect(stops.filter(({ seen }) => !seen)).toEqual([]);
    expect(stops.at(-1)!.href).toBe("#page-main");
  });

  test("on paper there is the story, and nothing to click", async () => {
    await reader.visit(STORY, { colorScheme: "dark" }, async ({ page }) => {
      await page.emulateMedia({ media: "print" });
      expect(await page.locator("nav >> visible=true").count()).toBe(0);
      expect(await page.locator(".skip-link").isVisible()).toBe(false);
      for (const shown of ["h1", ".story-body", ".lead-picture img", ".footnotes"])
        expect(await page.locator(shown).isVisible(), shown).toBe(true);
      const colours = await page.evaluate(() => {
        const { color, backgroundColor } = getComputedStyle(document.documentElement);
        return { color, backgroundColor };
      });
      expect(colours).toEqual({ color: "rgb(0, 0, 0)", backgroundColor: "rgb(255, 255, 255)" });
    });
  });
});
