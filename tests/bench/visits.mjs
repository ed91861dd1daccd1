// Searching as a reader does, each time in a browser that was never here: how long, and which files it took.
import { serveFolder } from "./serve.mjs";

/**
 * @typedef {object} Visit
 * @property {number | null} milliseconds until the first hits are on the screen; `null` if there are none
 * @property {string[]} files paths that were sent
 *
 * @typedef {object} Circumstances
 * @property {boolean} [slow] whether the line is Lighthouse's "Slow 4G"
 * @property {boolean} [gzip] whether the host compresses
 *
 * @typedef {Awaited<ReturnType<typeof openReader>>} Reader
 * @typedef {import("playwright-core").Page} Page
 */

/** 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back. */
const SLOW_4G = {
  offline: false,
  latency: 150,
  downloadThroughput: 1_600_000 / 8,
  uploadThroughput: 750_000 / 8,
};
const PATIENCE = 60_000;

/** @param {import("playwright-core").Browser} browser @param {string} dist */
export async function openReader(browser, dist) {
  const server = await serveFolder(dist);
  /**
   * @param {Circumstances} circumstances @param {(page: Page) => Promise<number | null>} act
   * @returns {Promise<Visit>}
   */
  const visit = async ({ gzip = false }, act) => {
    const context = await browser.newContext({ locale: "zh-CN" });
    try {
      await context.addInitScript(watchHits);
      server.compress(gzip);
      server.takeAsked();
      const milliseconds = await act(await context.newPage());
      return { milliseconds, files: server.takeAsked() };
    } finally {
      await context.close();
    }
  };
  const open = (/** @type {Page} */ page, /** @type {string} */ path) =>
    page.goto(server.origin + path, { waitUntil: "commit", timeout: PATIENCE });
  return {
    /**
     * From going to the search page with the query in its address.
     * @param {string} query @param {Circumstances} [circumstances]
     */
    opening: (query, circumstances = {}) =>
      visit(circumstances, async (page) => {
        if (circumstances.slow) await slowDown(page);
        await open(page, `/search.html?${new URLSearchParams({ q: query })}`);
        return firstHits(page, "opened");
      }),
    /**
     * From the last key, on a search page that waits for it. All keys at once: nothing is got ahead.
     * @param {string} query @param {Circumstances} [circumstances]
     */
    typing: (query, circumstances = {}) =>
      visit(circumstances, async (page) => {
        await open(page, "/search.html");
        await page.locator(".search-filters select").waitFor({ timeout: PATIENCE });
        if (circumstances.slow) await slowDown(page);
        await page.locator(".search-box input[type=search]").focus();
        await page.keyboard.insertText(query);
        return firstHits(page, "typed");
      }),
    close: server.stop,
  };
}

/** @param {Page} page */
async function slowDown(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", SLOW_4G);
}

/** Runs in the page, whose clock begins when it is asked for. */
function watchHits() {
  const times = { opened: 0, typed: 0, shown: 0, isEmpty: false };
  Object.assign(globalThis, { searchTimes: times });
  document.addEventListener(
    "input",
    () => Object.assign(times, { typed: performance.now(), shown: 0 }),
    true,
  );
  const look = () => {
    if (times.shown > 0) return;
    const isEmpty = document.querySelector(".search-hits li") === null;
    const isDone = !isEmpty || document.querySelector(".search-foot:not(:empty)") !== null;
    // They are on the screen with the next frame.
    if (isDone) requestAnimationFrame(() => Object.assign(times, { shown: performance.now(), isEmpty }));
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true });
}

/** @param {Page} page @param {"opened" | "typed"} since @returns {Promise<number | null>} */
async function firstHits(page, since) {
  await page.waitForFunction("searchTimes.shown > 0", undefined, { timeout: PATIENCE });
  /** @type {{ opened: number, typed: number, shown: number, isEmpty: boolean }} */
  const times = await page.evaluate("searchTimes");
  return times.isEmpty ? null : times.shown - times[since];
}
