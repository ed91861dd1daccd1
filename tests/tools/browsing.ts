// Visits to a published folder in Chromium, and what a reader would notice there.
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { BrowserContextOptions, Page } from "playwright-core";
import { findChromium, launchChromium } from "./chromium.js";
import { serve } from "./serve.js";

export interface Visit {
  page: Page;
  /** Errors in the console, requests that fail, requests to anybody else: as they come. */
  troubles: string[];
}

export interface Reader {
  visit<T>(path: string, options: BrowserContextOptions, look: (visit: Visit) => Promise<T>): Promise<T>;
  leave(): Promise<void>;
}

/** `null` where no browser is installed: such tests are skipped, but never in CI. */
export const chromium = findChromium();
if (chromium === null) {
  const cure = "install Chromium, or name one in the environment variable CHROMIUM";
  if (process.env.CI) throw new Error(`The tests in a browser found none: ${cure}`);
  console.warn(`The tests in a browser are skipped: ${cure}`);
}

export async function readIn(program: string, dist: string): Promise<Reader> {
  const [browser, server] = await Promise.all([launchChromium(program), serve(dist)]);
  return {
    async visit(path, options, look) {
      const context = await browser.newContext({ locale: "zh-CN", ...options });
      try {
        const page = await context.newPage();
        const troubles = listenForTroubles(page, server.origin);
        await page.goto(server.origin + path);
        return await look({ page, troubles });
      } finally {
        await context.close();
      }
    },
    async leave() {
      await browser.close();
      await server.stop();
    },
  };
}

const STANDARDS = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  // Of WCAG 2.2, but off unless asked for.
  rules: { "target-size": { enabled: true } },
};
const COLOURS = { runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] } };

/** What axe finds on a phone and on a desk, in light and dark. */
export async function axeViolations(page: Page): Promise<string[]> {
  const violations: string[] = [];
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve("axe-core/axe.min.js") });
  for (const width of [360, 1440])
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      // Darkness changes colours, and nothing else that axe looks at.
      const found = await runAxe(page, colorScheme === "light" ? STANDARDS : COLOURS);
      violations.push(...found.map((violation) => `${width} ${colorScheme} ${violation}`));
    }
  return violations;
}

async function runAxe(page: Page, options: object): Promise<string[]> {
  const { violations, passes } = await page.evaluate(async (settings) => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } };
    const { violations, passes } = await axe.run(settings);
    return { violations, passes: passes.length };
  }, options);
  if (passes === 0) throw new Error("axe looked at nothing");
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}

/** The widths at which the page scrolls sideways; 320 is what a desk at 400 % zoom leaves (WCAG 1.4.10). */
export async function overflowingWidths(page: Page, widths = [320, 360, 768, 1440]): Promise<number[]> {
  const overflowing: number[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) overflowing.push(width);
  }
  return overflowing;
}

/** Pictures that do not show, after all of them were asked for. */
export const brokenImages = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const images = [...document.images];
    for (const image of images) image.loading = "eager";
    await Promise.allSettled(images.map((image) => image.decode()));
    return images.filter((image) => image.naturalWidth === 0).map((image) => image.src);
  });

/** What has the focus, and whether a reader can see that: an outline, on the screen. */
export const focused = (page: Page): Promise<{ href: string; seen: boolean }> =>
  page.evaluate(() => {
    const element = document.activeElement!;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const { top, bottom, width, height } = element.getBoundingClientRect();
    const onScreen = width > 1 && height > 1 && bottom > 0 && top < innerHeight;
    return {
      href: element.getAttribute("href") ?? element.tagName,
      seen: onScreen && outlineStyle !== "none" && outlineWidth !== "0px",
    };
  });

function listenForTroubles(page: Page, origin: string): string[] {
  const troubles: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning")
      troubles.push(`${message.text()} ${message.location().url}`);
  });
  page.on("pageerror", (error) => troubles.push(String(error)));
  page.on("requestfailed", (request) => {
    // A window that becomes another size asks for another copy of a picture, and lets go of the first.
    const isLetGo = request.resourceType() === "image" && request.failure()?.errorText === "net::ERR_ABORTED";
    if (!isLetGo) troubles.push(`failed: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) troubles.push(`${response.status()} ${response.url()}`);
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(`${origin}/`)) troubles.push(`elsewhere: ${request.url()}`);
  });
  return troubles;
}
