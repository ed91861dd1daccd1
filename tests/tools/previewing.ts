// A preview in this process, and what it must show: what a clean build publishes, byte for byte.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { PreviewOptions } from "../../src/dev/options.js";
import { type Preview, startPreview } from "../../src/dev/preview.js";
import { buildSite, NOW, silent, tempFolder } from "./temp-site.js";
import { readBytes, sameTree } from "./trees.js";

export interface TestPreview extends Preview {
  root: string;
  /** The address without its last slash. */
  origin: string;
  /** Everything that it printed. */
  said: string[];
  get(path: string, init?: RequestInit): Promise<Response>;
  /** The page without the preview's script. */
  text(path: string): Promise<string>;
}

/** On a port of its own, as of `NOW`. It ends with the test. */
export async function preview(root: string, options: Partial<PreviewOptions> = {}): Promise<TestPreview> {
  const said: string[] = [];
  const reporter = {
    ...silent,
    line: (text: string) => void said.push(text),
    diagnostic: ({ code, file }: { code: string; file?: string | undefined }) =>
      void said.push(`${code} ${file}`),
  };
  const started = await startPreview({ root, clock: () => NOW, threads: 1, port: 0, reporter, ...options });
  const close = once(started.close);
  onTestFinished(close);
  const origin = `http://127.0.0.1:${started.port}`;
  const get = (path: string, init?: RequestInit) => fetch(origin + path, { redirect: "manual", ...init });
  return {
    ...{ ...started, close, root, origin, said, get },
    text: async (path) => withoutScript(await (await get(path)).text()),
  };
}

export const withoutScript = (html: string): string =>
  html.replace(
    /<script type="module" src="\/@broadsheet\/client\.js" data-broadsheet="[^"]*"><\/script>/,
    "",
  );

/** Waits until a condition holds. Fails after `limit` milliseconds with what was found last. */
export async function until<T>(
  look: () => Promise<T> | T,
  holds: (found: T) => boolean,
  limit = 20_000,
): Promise<T> {
  const end = performance.now() + limit;
  for (;;) {
    const found = await look();
    if (holds(found)) return found;
    if (performance.now() > end) throw new Error(`waited in vain; last: ${JSON.stringify(found)}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/**
 * Throws unless every file of a clean build is what the preview answers, and nothing else is there. `every`: only one
 * of so many is looked at.
 */
export async function equalsCleanBuild(
  shown: TestPreview,
  {
    basePath = "",
    every = 1,
    ...options
  }: { basePath?: string; every?: number; drafts?: boolean; future?: boolean } = {},
  others: Iterable<string> = [],
): Promise<string[]> {
  await shown.settled();
  const place = tempFolder();
  await buildSite(shown.root, { ...options, out: join(place, "dist"), home: join(place, "home") });
  const all = [...readBytes(join(place, "dist"))];
  const expected = new Map(all.filter((_, index) => index % every === 0));
  const found = new Map<string, string>();
  for (const path of new Set([...expected.keys(), ...others])) {
    const answer = await shown.get(basePath + urlOf(path));
    if (answer.status !== 200) continue;
    const bytes = Buffer.from(await answer.arrayBuffer());
    const isHtml = answer.headers.get("content-type")?.startsWith("text/html");
    const isPage = isHtml && answer.headers.get("cache-control") === "no-store";
    found.set(path, isPage ? latin1(withoutScript(bytes.toString())) : bytes.toString("latin1"));
  }
  rmSync(place, { recursive: true, force: true });
  sameTree("what the preview shows", expected, found);
  return [...expected.keys()];
}

const latin1 = (text: string) => Buffer.from(text).toString("latin1");
const urlOf = (path: string) =>
  `/${path.split("/").map(encodeURIComponent).join("/")}`.replace(/(^|\/)index\.html$/, "$1");

function once(act: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= act());
}
