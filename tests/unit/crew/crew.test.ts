// Who does the work must not be seen in the result: this thread, two threads, or threads that die over it.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { type Crew, createSoloCrew, createThreadCrew } from "../../../src/crew/crew.js";
import type { ParsedSource, ParseTask, RenderTask, WorkshopSettings } from "../../../src/crew/messages.js";
import { BuildError } from "../../../src/diagnostics/diagnostic.js";
import type { Post } from "../../../src/types/content.js";
import type { PagePlan, RenderedPage } from "../../../src/types/pages.js";
import { sampleConfig } from "../../tools/sample-catalog.js";
import { type Files, source, tempFolder, tempSite, writeFiles } from "../../tools/temp-site.js";

const COMPILED = new URL("../../../lib/worker.js", import.meta.url);

const settingsOf = (root: string, templates: Files): WorkshopSettings => {
  writeFiles(
    root,
    Object.fromEntries(Object.entries(templates).map(([name, text]) => [`templates/${name}`, text])),
  );
  const render = {
    version: "1",
    config: sampleConfig(),
    templateFolders: [join(root, "templates")],
    words: { en: {} },
    data: {},
    assets: {},
    plugins: [],
  };
  return {
    root,
    staging: join(root, "staging"),
    render,
    bodyBudget: 1000,
    spool: join(root, "spool"),
    pictures: join(root, "pictures"),
  };
};

const parseTasks = (paths: string[]): ParseTask[] =>
  paths.map((path) => ({ path, kind: "post", fingerprint: null }));

function renderTask(post: Post, published: string | null = null): RenderTask {
  const plan: PagePlan = {
    path: post.output,
    url: post.url,
    kind: "post",
    subject: `post:${post.path}`,
    number: 0,
    template: "post",
    source: { path: post.path, fingerprint: post.fingerprint, isTemplate: false },
    facts: { page: { lang: "en", url: post.url }, post: { ...post }, older: null, newer: null },
  };
  return { plan, published, existing: null, copies: { anew: false, files: [] } };
}

async function all<T>(batches: AsyncIterable<T[]>): Promise<T[]> {
  const results: T[] = [];
  for await (const batch of batches) results.push(...batch);
  return results;
}

const byPath = <T extends { path: string }>(items: T[]) =>
  [...items].sort((a, b) => (a.path < b.path ? -1 : 1));
const withoutTimes = (pages: RenderedPage[]) => byPath(pages).map(({ mtime, ...page }) => page);

/** Parses and renders a site of 150 posts. */
async function work(root: string, crew: Crew) {
  const paths = Array.from({ length: 150 }, (_, i) => `posts/2022-03-23-p${i}.md`);
  const parsed = byPath(
    await all(crew.parse(parseTasks([...paths, "posts/2022-03-23-bad.md", "posts/gone.md"]))),
  );
  const posts = parsed.flatMap((source) => (source.outcome === "parsed" ? [source.record as Post] : []));
  const pages = withoutTimes(await all(crew.render(posts.map((post) => renderTask(post)))));
  const texts = pages.map(({ path }) => readFileSync(join(root, "staging", path), "utf8"));
  await crew.close();
  return { parsed, pages, texts };
}

describe("a crew", () => {
  const files = Object.fromEntries(
    Array.from({ length: 150 }, (_, i) => [
      `posts/2022-03-23-p${i}.md`,
      source({ title: `P${i}` }, `Text **${i}**.\n`),
    ]),
  );
  const root = tempSite({ ...files, "posts/2022-03-23-bad.md": source({ date: "never" }) });
  const settings = settingsOf(root, {
    "post.njk": "{{ post.title }} {{ post.content | safe }} {{ latest(1)[0] }}",
  });
  const solo = work(
    root,
    createSoloCrew(settings, () => ["the newest"]),
  );

  it("parses and renders what it is given", async () => {
    const { parsed, texts } = await solo;
    expect(parsed).toHaveLength(152);
    expect(parsed.filter(({ outcome }) => outcome !== "parsed")).toMatchObject([
      { outcome: "rejected", path: "posts/2022-03-23-bad.md", problems: [{ code: "date-invalid" }] },
      { outcome: "gone", path: "posts/gone.md" },
    ]);
    expect(texts[0]).toBe("P0 <p>Text <strong>0</strong>.</p> the newest");
  });

  it.skipIf(!existsSync(fileURLToPath(COMPILED)))(
    "does the same in threads, asking the main thread what templates ask",
    async () => {
      const expected = await solo;
      for (const threads of [2])
        expect(
          await work(
            root,
            createThreadCrew(settings, () => ["the newest"], threads, { script: COMPILED }),
          ),
        ).toEqual(expected);
    },
  );

  it("does not parse what has its fingerprint still", async () => {
    const [parsed] = byPath((await solo).parsed.filter(({ outcome }) => outcome === "parsed"));
    const { path, fingerprint } = parsed as Extract<ParsedSource, { outcome: "parsed" }>;
    const crew = createSoloCrew(settings, () => []);
    expect(await all(crew.parse([{ path, kind: "post", fingerprint }]))).toEqual([
      { outcome: "same", path, fingerprint },
    ]);
  });

  it("stages nothing for a page whose bytes are as they were published", async () => {
    const { pages, parsed } = await solo;
    const post = (
      parsed.find(({ outcome }) => outcome === "parsed") as Extract<ParsedSource, { outcome: "parsed" }>
    ).record as Post;
    const { sha256 } = pages.find(({ path }) => path === post.output)!;
    const crew = createSoloCrew({ ...settings, staging: join(root, "elsewhere") }, () => ["the newest"]);
    expect(await all(crew.render([renderTask(post, sha256)]))).toMatchObject([
      { same: true, sha256, mtime: 0 },
    ]);
    expect(existsSync(join(root, "elsewhere", post.output))).toBe(false);
  });

  it("refuses to show a post that was changed since it was parsed", async () => {
    const { parsed } = await solo;
    const post = (
      parsed.find(({ outcome }) => outcome === "parsed") as Extract<ParsedSource, { outcome: "parsed" }>
    ).record as Post;
    const crew = createSoloCrew(settings, () => []);
    await expect(all(crew.render([renderTask({ ...post, fingerprint: "another" })]))).rejects.toThrow(
      /changed while/,
    );
  });

  it.skipIf(!existsSync(fileURLToPath(COMPILED)))(
    "stops at a broken template, from a thread as from this one",
    async () => {
      const broken = settingsOf(tempSite(files), { "post.njk": "{{ post.title | shout }}" });
      const problems: unknown[] = [];
      for (const crew of [
        createSoloCrew(broken, () => []),
        createThreadCrew(broken, () => [], 2, { script: COMPILED }),
      ]) {
        const [first] = await all(crew.parse(parseTasks(["posts/2022-03-23-p1.md"])));
        const post = (first as Extract<ParsedSource, { outcome: "parsed" }>).record as Post;
        const error = await all(crew.render([renderTask(post)])).catch((cause: unknown) => cause);
        problems.push((error as BuildError).diagnostics);
        await crew.close();
      }
      expect(problems[0]).toMatchObject([{ code: "template-broken", file: "templates/post.njk", line: 1 }]);
      expect(problems[1]).toEqual(problems[0]);
    },
  );
});

describe("a thread that is lost", () => {
  /** Answers at once, dies over "deadly" sources, and never answers for "endless" ones. */
  const script = join(tempFolder(), "worker.mjs");
  writeFiles(join(script, ".."), {
    "worker.mjs": `
      import { workerData } from "node:worker_threads";
      const { port, signal } = workerData;
      Atomics.store(signal, 1, 1);
      port.on("message", ({ type, id, tasks, packed }) => {
        const paths = type === "parse" ? tasks.map((task) => task.path) : packed.tasks.map((task) => task.plan.path);
        if (paths.some((path) => path.includes("deadly"))) process.exit(7);
        while (paths.some((path) => path.includes("endless")));
        if (type === "parse") port.postMessage({ type: "parsed", id, sources: paths.map((path) => ({ outcome: "same", path, fingerprint: "f" })) });
        else port.postMessage({ type: "rendered", id, packed: { pages: paths.map((path) => ({ path, shape: 0 })), shapes: [[]] } });
      });`,
  });
  const staff = { script: pathToFileURL(script), patience: () => 700 };
  const settings = {
    root: "/",
    staging: null,
    render: {} as WorkshopSettings["render"],
    pictures: "/pictures",
    bodyBudget: 0,
    spool: null,
  };
  const hire = () => createThreadCrew(settings, () => [], 2, staff);
  const paths = (odd: string) =>
    Array.from({ length: 70 }, (_, i) => (i === 30 ? `posts/${odd}.md` : `posts/p${i}.md`));

  it.each(["deadly", "endless"])("over a %s post costs that post a diagnostic, and no other", async (odd) => {
    const crew = hire();
    const parsed = await all(crew.parse(parseTasks(paths(odd))));
    await crew.close();
    expect(byPath(parsed).map(({ path }) => path)).toEqual(paths(odd).sort());
    expect(parsed.filter(({ outcome }) => outcome !== "same")).toMatchObject([
      {
        outcome: "rejected",
        path: `posts/${odd}.md`,
        fingerprint: "",
        problems: [{ code: "worker-lost", file: `posts/${odd}.md` }],
      },
    ]);
  });

  it("over a page stops the build, and names the page", async () => {
    const crew = hire();
    const plan = (path: string) =>
      ({ path, url: `/${path}`, template: "home", source: null, facts: {} }) as unknown as PagePlan;
    const tasks = ["a.html", "deadly.html"].map((path) => ({
      plan: plan(path),
      published: null,
      existing: null,
      copies: { anew: false, files: [] },
    }));
    await expect(all(crew.render(tasks))).rejects.toThrow(BuildError);
    await crew.close();
  });

  it("before it could be given work stops the build, and blames no post", async () => {
    writeFiles(join(script, ".."), { "lame.mjs": "await 0; throw new Error('no memory for it');" });
    const lame = pathToFileURL(join(script, "../lame.mjs"));
    const crew = createThreadCrew(settings, () => [], 2, { ...staff, script: lame });
    const error = await all(crew.parse(parseTasks(paths("harmless")))).catch((cause: unknown) => cause);
    await crew.close();
    expect((error as BuildError).diagnostics).toMatchObject([
      { code: "workers-refused", message: expect.stringContaining("no memory for it") },
    ]);
  });
});
