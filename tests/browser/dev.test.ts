// The preview in Chromium, as somebody uses it who writes beside it: the browser is never touched.
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { axeViolations, chromium } from "../tools/browsing.js";
import { launchChromium } from "../tools/chromium.js";
import { copyOwnSite } from "../tools/own-site.js";
import { compileProgram, type Program, runPreview } from "../tools/program.js";
import { SITE, source, tempFolder, writeFiles } from "../tools/temp-site.js";

const A = "/2022/03/01/a.html";
const B = "/2022/03/02/b.html";
const LONG = "A paragraph that takes a line or two.\n\n".repeat(80);

/** For a condition; the machine may be busy. */
const PATIENCE = { timeout: 10_000 };

describe.skipIf(chromium === null)("the preview", () => {
  let browser: Browser;
  let program: Program;
  beforeAll(async () => {
    program = await compileProgram();
    browser = await launchChromium(chromium!);
  }, 60_000);
  afterAll(() => browser?.close());

  interface Desk {
    root: string;
    said(): string;
    visit(path: string): Promise<Page>;
    write(path: string, text: string): void;
    append(path: string, text: string): void;
  }

  async function open(root = site(), ...options: string[]): Promise<Desk> {
    const args = ["--root", root, "--now", "2026-01-01T00:00:00Z", "--threads", "1", ...options];
    const { origin, said, stop } = await runPreview(program, args);
    onTestFinished(async () => {
      expect(await stop()).toBe(0);
    });
    return {
      ...{ root, said },
      async visit(path) {
        const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
        onTestFinished(() => context.close());
        const page = await context.newPage();
        const connected = page.waitForResponse((answer) => answer.url().includes("/@broadsheet/events"));
        await page.goto(origin + path);
        await connected;
        return page;
      },
      write: (path, text) => writeFiles(root, { [path]: text }),
      append: (path, text) => appendFileSync(join(root, path), text),
    };
  }

  /** Marks the page in the browser: what is loaded again has no mark. */
  const mark = (page: Page) => page.evaluate(() => void Object.assign(window, { isTheSame: true }));
  const isSame = (page: Page) => page.evaluate(() => "isTheSame" in window);
  const waitFor = (page: Page, text: string) => page.locator(`text=${text}`).first().waitFor();
  const overlay = (page: Page) => page.locator("broadsheet-overlay section");

  test("shows what is saved, without anybody touching the browser, where it was scrolled to", async () => {
    const desk = await open();
    const page = await desk.visit(A);
    await page.evaluate(() => scrollTo(0, 900));
    desk.append("posts/2022-03-01-a.md", "\nThe last word.\n");
    await waitFor(page, "The last word.");
    await expect.poll(() => page.evaluate(() => Math.round(scrollY)), PATIENCE).toBe(900);
  });

  test("loads only the page that is affected", async () => {
    const desk = await open();
    const [a, b] = [await desk.visit(A), await desk.visit(B)];
    await Promise.all([mark(a), mark(b)]);
    desk.append("posts/2022-03-01-a.md", "\nOnly here.\n");
    await waitFor(a, "Only here.");
    expect([await isSame(a), await isSame(b)]).toEqual([false, true]);
    desk.write("templates/post.njk", "<!doctype html><body><h1>{{ page.title }}, set anew</h1></body>");
    await Promise.all([waitFor(a, "A, set anew"), waitFor(b, "B, set anew")]);
  });

  test("exchanges style sheets and keeps the page", async () => {
    const desk = await open();
    const page = await desk.visit(A);
    await mark(page);
    await page.evaluate(() => scrollTo(0, 700));
    desk.write("public/theme/site.css", "body { background: rgb(1, 2, 3); min-height: 3000px }");
    desk.write("public/extra.css", "body { color: rgb(4, 5, 6) }");
    const style = () =>
      page.evaluate(() => {
        const { backgroundColor, color } = getComputedStyle(document.body);
        return [backgroundColor, color];
      });
    await expect.poll(style, PATIENCE).toEqual(["rgb(1, 2, 3)", "rgb(4, 5, 6)"]);
    desk.write("public/theme/site.css", "body { background: rgb(7, 8, 9); min-height: 3000px }");
    await expect.poll(style, PATIENCE).toEqual(["rgb(7, 8, 9)", "rgb(4, 5, 6)"]);
    expect(await isSame(page)).toBe(true);
    expect(await page.evaluate(() => Math.round(scrollY))).toBe(700);
    expect(await page.locator("link[rel=stylesheet]").count()).toBe(2);
  });

  test("does the same for a Jekyll site: exchanges a style sheet in Sass, and says what is wrong with it", async () => {
    const root = tempFolder();
    writeFiles(root, {
      "_config.yml": "title: Gazette\n",
      "_layouts/post.html":
        '<!doctype html><html><head><link rel="stylesheet" href="/main.css"></head><body>{{ content }}</body></html>',
      "main.scss": '---\n---\n@use "base";\n',
      "_sass/_base.scss": "body { color: rgb(1, 2, 3); }\n",
      "_posts/2022-03-01-a.md": "---\nlayout: post\n---\nText.\n",
    });
    const desk = await open(root);
    const page = await desk.visit(A);
    await mark(page);
    const colour = () => page.evaluate(() => getComputedStyle(document.body).color);
    await expect.poll(colour, PATIENCE).toBe("rgb(1, 2, 3)");
    desk.write("_sass/_base.scss", "body { color: rgb(4, 5, 6); }\n");
    await expect.poll(colour, PATIENCE).toBe("rgb(4, 5, 6)");
    desk.write("_sass/_base.scss", "body { color: $none; }\n");
    await overlay(page).waitFor();
    const told = await page.locator("broadsheet-overlay pre").innerText();
    expect(told).toMatch(/^_sass\/_base\.scss:1:15 {2}error {2}Sass says: Undefined variable\./);
    expect(desk.said()).toContain(told.trim());
    desk.write("_sass/_base.scss", "body { color: rgb(7, 8, 9); }\n");
    await overlay(page).waitFor({ state: "detached" });
    await expect.poll(colour, PATIENCE).toBe("rgb(7, 8, 9)");
    expect(await isSame(page)).toBe(true);
    desk.append("_posts/2022-03-01-a.md", "\nThe last word.\n");
    await waitFor(page, "The last word.");
  });

  test("says what is wrong in the terminal's words, until it is mended", async () => {
    const desk = await open();
    const page = await desk.visit(A);
    const good = readFileSync(join(desk.root, "posts/2022-03-01-a.md"), "utf8");
    desk.write("posts/2022-03-01-a.md", good.replace("date: 2022-03-01", "date: 2022-13-45"));
    await overlay(page).waitFor();
    const told = await page.locator("broadsheet-overlay pre").innerText();
    expect(told).toMatch(/^posts\/2022-03-01-a\.md:3:\d+ {2}error {2}date "2022-13-45"/);
    const place = /^\S+/.exec(told)?.[0];
    expect(desk.said()).toContain(told.trim());
    expect(await page.locator("broadsheet-overlay p a").getAttribute("href")).toBe(
      `vscode://file${join(desk.root, place!)}`,
    );
    // Behind it is the last good page, also for those who come now.
    await page.keyboard.press("Escape");
    await overlay(page).waitFor({ state: "detached" });
    await waitFor(page, "A paragraph");
    const other = await desk.visit(A);
    await overlay(other).waitFor();
    await waitFor(other, "A paragraph");
    desk.write("posts/2022-03-01-a.md", good);
    await overlay(other).waitFor({ state: "detached" });
  });

  test("says what is wrong with a template, on the pages that use it", async () => {
    const desk = await open();
    const [post, home] = [await desk.visit(A), await desk.visit("/")];
    await mark(home);
    const good = readFileSync(join(desk.root, "templates/post.njk"), "utf8");
    desk.write("templates/post.njk", good.replace("{{ page.title }}", "{{ page.title | nonsense }}"));
    await overlay(post).waitFor();
    expect(await overlay(post).innerText()).toContain("templates/post.njk:");
    expect(await overlay(home).count()).toBe(0);
    desk.write("templates/post.njk", good);
    await overlay(post).waitFor({ state: "detached" });
    expect(await isSame(home)).toBe(true);
  });

  test("at an unknown address shows the site's own page, the nearest ones, and what is rejected", async () => {
    const desk = await open();
    const missing = await desk.visit("/2022/03/01/aa.html");
    const panel = missing.locator("broadsheet-bar .missing");
    await panel.waitFor();
    expect(await panel.locator("a").first().getAttribute("href")).toBe(A);
    desk.write("posts/2022-03-09-bus.md", source({ title: "Bus: late" }));
    const rejected = await desk.visit("/2022/03/09/bus.html");
    await rejected.locator("broadsheet-bar .missing pre").waitFor();
    expect(await rejected.locator("broadsheet-bar .missing").innerText()).toContain(
      "posts/2022-03-09-bus.md",
    );
    desk.write("posts/2022-03-09-bus.md", source({ title: "Bus is late" }));
    await waitFor(rejected, "Bus is late");
  });

  test("marks drafts and posts that are not due", async () => {
    const root = site();
    writeFiles(root, {
      "posts/2022-03-03-d.md": source({ title: "D", draft: true }),
      "posts/2030-03-03-f.md": source({ title: "F" }),
    });
    const desk = await open(root, "--drafts", "--future");
    for (const [path, label] of [
      ["/2022/03/03/d.html", "Draft"],
      ["/2030/03/03/f.html", "Due 2030-03-03"],
    ] as const) {
      const page = await desk.visit(path);
      await page.locator("broadsheet-bar .mark").waitFor();
      expect(await page.locator("broadsheet-bar .mark").innerText()).toContain(label);
    }
  });

  test("the bar names what the page is made from, folds away, and is fit for everybody", async () => {
    const desk = await open(copyOwnSite(), "--future");
    const page = await desk.visit("/features/old-bridge.html");
    const bar = page.locator("broadsheet-bar aside");
    await bar.waitFor();
    await bar.locator("summary").click();
    expect(await bar.innerText()).toMatch(/posts\/.*old-bridge\.\w+[\s\S]*ms[\s\S]*base\.njk/);
    expect(await axeViolations(page)).toEqual([]);
    await bar.locator(".fold").click();
    await bar.waitFor({ state: "detached" });
    await page.reload();
    await page.locator("broadsheet-bar .dot").waitFor();
  });

  test("notices what happened while the tab was hidden", async () => {
    const desk = await open();
    const page = await desk.visit(A);
    await page.evaluate(() => {
      Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    });
    desk.append("posts/2022-03-01-a.md", "\nMeanwhile.\n");
    await page.evaluate(() => {
      Object.defineProperty(document, "visibilityState", { value: "visible", configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    });
    await waitFor(page, "Meanwhile.");
  });
});

/** A strict policy: the preview has to live with it. */
const POLICY = `<meta http-equiv="Content-Security-Policy" content="default-src 'self'">`;
const LINKS = `<link rel="stylesheet" href="{{ asset('site.css') }}"><link rel="stylesheet" href="/extra.css">`;

function site(): string {
  const root = tempFolder();
  writeFiles(root, {
    "site.yml": SITE,
    "posts/2022-03-01-a.md": source({ title: "A", date: "2022-03-01" }, LONG),
    "posts/2022-03-02-b.md": source({ title: "B" }, LONG),
    "public/theme/site.css": "body { min-height: 3000px }",
    "public/extra.css": "body { color: black }",
    "templates/post.njk": `<!doctype html><html lang="en"><head>${POLICY}\n${LINKS}\n<title>{{ page.title }}</title></head>\n<body><main><h1>{{ post.title }}</h1>{{ post.content | safe }}</main></body></html>\n`,
  });
  writeFileSync(join(root, "public/robots.txt"), "");
  return root;
}
