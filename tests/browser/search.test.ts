// Searching the own site in a real Chromium: typing, keys, filters, the way back, and without JavaScript.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeViolations, chromium, overflowingWidths, type Reader, readIn } from "../tools/browsing.js";
import { buildOwnSite } from "../tools/own-site.js";

/** In the titles or summaries of six posts of the sample newspaper. */
const QUERY = "轮渡";
const PAGE = `/search.html?q=${encodeURIComponent(QUERY)}`;

const titles = (page: Page) => page.locator(".search-hits .search-title").allTextContents();
const status = (page: Page) => page.locator(".search-status").textContent();
const address = (page: Page) => {
  const { pathname, searchParams } = new URL(page.url());
  return { pathname, ...Object.fromEntries(searchParams) };
};
const found = (page: Page, count: number) =>
  page
    .locator(".search-hits li")
    .nth(count - 1)
    .waitFor({ state: "visible" });
/** Without an icon whose loading was cut off by going on to another page. */
const own = (troubles: string[]) => troubles.filter((trouble) => !/^failed: .*favicon/.test(trouble));
const focusedText = (page: Page) =>
  page.evaluate(() => document.activeElement?.textContent || document.activeElement?.tagName);

describe.skipIf(chromium === null)("searching", () => {
  let reader: Reader;
  let dist: string;
  beforeAll(async () => {
    ({ dist } = await buildOwnSite());
    reader = await readIn(chromium!, dist);
  }, 120_000);
  afterAll(() => reader?.leave());

  test("loads nothing but a loader before the box is used", async () => {
    await reader.visit("/about.html", {}, async ({ page, troubles }) => {
      const loaded = () =>
        page.evaluate(() =>
          performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname),
        );
      expect((await loaded()).filter((path) => /\/search(?:\.\w+)?[./]/.test(path))).toEqual([]);
      await page.keyboard.press("/");
      await page.keyboard.insertText(QUERY);
      await found(page, 6);
      expect((await loaded()).some((path) => path.startsWith("/search/index.json"))).toBe(true);
      expect(own(troubles)).toEqual([]);
    });
  });

  test("shows hits under the box, and arrows, Escape and Enter go through them", async () => {
    await reader.visit("/", {}, async ({ page, troubles }) => {
      await page.keyboard.press("/");
      await page.keyboard.insertText(QUERY);
      await found(page, 6);
      expect(await page.locator(".search-hits mark").first().textContent()).toBe(QUERY);
      const [first, second] = await titles(page);
      await page.keyboard.press("ArrowDown");
      expect(await focusedText(page)).toBe(first);
      await page.keyboard.press("ArrowDown");
      expect(await focusedText(page)).toBe(second);
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("ArrowUp");
      expect(await focusedText(page)).toBe("INPUT");
      await page.keyboard.press("Escape");
      expect(await page.locator(".search-popup").isVisible()).toBe(false);
      expect(await page.locator(".search-box input").inputValue()).toBe(QUERY);
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/search\.html/);
      expect(address(page)).toEqual({ pathname: "/search.html", q: QUERY });
      await found(page, 6);
      await page.keyboard.press("/");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.waitForURL((url) => url.pathname !== "/search.html");
      expect(await page.locator("h1").textContent()).toBe(first);
      expect(own(troubles)).toEqual([]);
    });
  });

  test("keeps the query in the address, and finds it there again on the way back", async () => {
    await reader.visit("/search.html", {}, async ({ page, troubles }) => {
      await page.locator(".search-filters select").waitFor();
      await page.locator(".search-box input").fill(QUERY);
      await found(page, 6);
      expect(address(page)).toEqual({ pathname: "/search.html", q: QUERY });
      const before = await titles(page);
      await page.locator(".search-hits a").nth(2).click();
      await page.waitForURL((url) => url.pathname !== "/search.html");
      await page.goBack();
      await found(page, 6);
      expect(await titles(page)).toEqual(before);
      expect(await page.locator(".search-box input").inputValue()).toBe(QUERY);
      expect(own(troubles)).toEqual([]);
    });
  });

  test("narrows down by category and year, step by step, and back", async () => {
    await reader.visit(PAGE, {}, async ({ page, troubles }) => {
      await found(page, 6);
      const all = await titles(page);
      const category = await page.locator(".search-hits .post-meta span").first().textContent();
      await page.locator(".search-filters input").first().fill(category!);
      await page.keyboard.press("Tab");
      await page.waitForFunction((count) => {
        const shown = document.querySelectorAll(".search-hits li").length;
        return shown > 0 && shown < count;
      }, all.length);
      expect(address(page)).toMatchObject({ q: QUERY, category: expect.stringMatching(/./) });
      const some = await titles(page);
      expect(some.length).toBeGreaterThan(0);
      expect(all).toEqual(expect.arrayContaining(some));
      for (const shown of await page.locator(".search-hits .post-meta").allTextContents())
        expect(shown).toContain(category);
      await page.locator(".search-filters select").selectOption("2026");
      await page.waitForURL(/year=2026/);
      await page.goBack();
      await page.goBack();
      await found(page, 6);
      expect(await titles(page)).toEqual(all);
      expect(await page.locator(".search-filters input").first().inputValue()).toBe("");
      expect(own(troubles)).toEqual([]);
    });
  });

  test("says so when nothing is found, and when a character is too few", async () => {
    await reader.visit("/search.html?q=zzzz", {}, async ({ page }) => {
      await page.locator(".search-foot:not(:empty)").waitFor();
      expect(await status(page)).toContain("zzzz");
      expect(await titles(page)).toEqual([]);
      await page.locator(".search-box input").fill("轮");
      await page.waitForFunction(
        () => !document.querySelector(".search-status")?.textContent?.includes("zzzz"),
      );
      expect(await status(page)).toBe("请再输入一个字。");
    });
  });

  test("offers to try again when the index cannot be had", async () => {
    await reader.visit("/about.html", {}, async ({ page }) => {
      await page.route("**/search/**", (route) => route.abort());
      await page.goto(new URL(PAGE, page.url()).href);
      const again = page.locator(".search-foot button");
      await again.waitFor();
      expect(await status(page)).toContain("搜索没能加载");
      await page.unroute("**/search/**");
      await again.click();
      await found(page, 6);
    });
  });

  test("shows a title as text, whatever it says", async () => {
    await reader.visit("/about.html", {}, async ({ page, troubles }) => {
      await page.route("**/search/posts/**", async (route) => {
        const answer = await route.fetch();
        const posts = (await answer.json()) as string[][];
        for (const post of posts) post[1] = `<img src=x onerror=alert(1)>${post[1]}`;
        await route.fulfill({ response: answer, json: posts });
      });
      await page.goto(new URL(PAGE, page.url()).href);
      await found(page, 6);
      expect((await titles(page))[0]).toContain("<img src=x onerror=alert(1)>");
      expect(await page.locator(".search-hits img").count()).toBe(0);
      expect(own(troubles)).toEqual([]);
    });
  });

  test("runs under a strict Content-Security-Policy", async () => {
    await reader.visit("/about.html", {}, async ({ page, troubles }) => {
      await page.route("**/search.html**", async (route) => {
        const answer = await route.fetch();
        const headers = {
          ...answer.headers(),
          "content-security-policy": "default-src 'self'; base-uri 'none'",
        };
        await route.fulfill({ response: answer, headers });
      });
      await page.goto(new URL(PAGE, page.url()).href);
      await found(page, 6);
      expect(own(troubles)).toEqual([]);
    });
  });

  test("the page with hits: axe finds nothing, and it fits the screen", async () => {
    await reader.visit(PAGE, {}, async ({ page, troubles }) => {
      await found(page, 6);
      expect(await overflowingWidths(page)).toEqual([]);
      expect(await axeViolations(page)).toEqual([]);
      expect(own(troubles)).toEqual([]);
    });
  });

  test("a page with open hits under the box: axe finds nothing, and it fits the screen", async () => {
    await reader.visit("/about.html", {}, async ({ page }) => {
      await page.keyboard.press("/");
      await page.keyboard.insertText(QUERY);
      await found(page, 6);
      expect(await overflowingWidths(page)).toEqual([]);
      expect(await axeViolations(page)).toEqual([]);
    });
  });

  test("without JavaScript the box asks a web search engine for this site", async () => {
    await reader.visit("/search.html", { javaScriptEnabled: false }, async ({ page }) => {
      const form = page.locator("main form");
      expect(await form.getAttribute("action")).toBe("https://duckduckgo.com/");
      expect(await form.locator("input[name=q]").isVisible()).toBe(true);
      expect(await form.locator("input[name=sites]").inputValue()).toBe(hostOf(dist));
      expect(await page.locator("noscript p, main p").first().isVisible()).toBe(true);
    });
  });
});

/** As the pages themselves say it. */
function hostOf(dist: string): string {
  const page = readFileSync(join(dist, "search.html"), "utf8");
  return new URL(/rel="canonical" href="([^"]+)"/.exec(page)![1]!).host;
}
