// The machine's own Chromium, as the tests find and start it (tests/tools/chromium.ts): here Node runs without types.
import { accessSync, constants } from "node:fs";
import { join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const ARGUMENTS = [
  ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"],
  ...["--disable-background-networking", "--disable-component-update"],
];

/**
 * A browser, or why there is none: that must not cost the other figures.
 * @returns {Promise<{ browser: import("playwright-core").Browser } | { missing: string }>}
 */
export async function openChromium() {
  const executablePath = findChromium();
  if (executablePath === null)
    return { missing: "there is no Chromium: install it, or name one in CHROMIUM" };
  try {
    const { chromium } = await import("playwright-core");
    // An interruption is the benchmark's own business, which has a folder to remove.
    const options = { executablePath, args: ARGUMENTS, handleSIGINT: false, handleSIGTERM: false };
    return { browser: await chromium.launch(options) };
  } catch (error) {
    const [message] = /** @type {Error} */ (error).message.split("\n");
    return { missing: `${executablePath} does not start: ${message}` };
  }
}

/** The environment's `CHROMIUM`, else the first on the `PATH`; `null` if there is none. */
function findChromium() {
  const named = process.env.CHROMIUM;
  if (named) return named;
  const folders = [...(process.env.PATH ?? "").split(":"), "/usr/bin"];
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram) ?? null;
}

/** @param {string} file */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
