import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it, onTestFinished } from "vitest";
import type { BuildOptions } from "../../../src/build.js";
import type { Diagnostic } from "../../../src/types/diagnostic.js";
import { noisePng } from "../../tools/noise-png.js";
import {
  addBareTemplates,
  buildSite,
  type Files,
  NOW,
  readTree,
  SITE,
  source,
  tempSite,
  writeFiles,
} from "../../tools/temp-site.js";

const post = (name: string, body: string, front = {}) =>
  source({ title: name, date: "2025-12-01", permalink: `/${name}.html`, ...front }, body);

function site(files: Files, settings = ""): string {
  const root = tempSite({ "site.yml": `${SITE}${settings}`, ...files });
  addBareTemplates(root);
  writeFiles(root, {
    "templates/post.njk": "{{ picture(post, lead=true) }}<main>{{ post.content | safe }}</main>",
    "templates/page.njk": "{{ page.content | safe }}",
    "templates/home.njk": "{{ picture(lead) if lead }}",
  });
  return root;
}

const shown = (root: string, path: string) => readFileSync(join(root, "dist", path), "utf8");
const copies = (root: string) =>
  [...readTree(join(root, "dist")).keys()].filter((path) => path.startsWith("pictures/"));
const saying = (problems: readonly Diagnostic[]) =>
  problems.map(({ code, file, line, column }) => `${code} ${file}:${line}:${column}`);
const warnings = async (root: string, options: Partial<BuildOptions> = {}) =>
  saying((await buildSite(root, options)).posts.warnings).filter((text) => text.startsWith("picture"));

describe("a picture in a text", () => {
  const wide = noisePng(1, { width: 700, height: 350 });

  it("gets its size, copies in modern formats, and waits until it comes into view", async () => {
    const root = site({
      "posts/a.md": post("a", `${"Words. ".repeat(80)}\n\n![A pier](/images/pier.png)\n`),
      "public/images/pier.png": wide,
    });
    await buildSite(root);
    const html = shown(root, "a.html");
    const stem = /pictures\/([0-9a-f]{2}\/[0-9a-f]{16})-480\.avif/.exec(html)![1]!;
    const sizes = 'sizes="(min-width: 44rem) 41rem, 100vw"';
    expect(html).toContain(
      `<p><picture><source type="image/avif" srcset="/pictures/${stem}-480.avif 480w, /pictures/${stem}-700.avif 700w" ${sizes}>` +
        `<source type="image/webp" srcset="/pictures/${stem}-480.webp 480w, /pictures/${stem}-700.webp 700w" ${sizes}>` +
        `<img src="/images/pier.png" alt="A pier" width="700" height="350" loading="lazy" decoding="async" data-colour="#`,
    );
    for (const [name, format, width, height] of [
      ["480.avif", "heif", 480, 240],
      ["700.webp", "webp", 700, 350],
    ] as const)
      expect(await sharp(join(root, `dist/pictures/${stem}-${name}`)).metadata()).toMatchObject({
        format,
        width,
        height,
      });
  });

  it("is loaded at once where it stands at the top, unless the post has another above", async () => {
    const root = site({
      "posts/a.md": post("a", "![A](/a.png)\n\n![B](/b.png)\n"),
      "posts/b.md": post("b", "![A](/a.png)\n", { image: "/b.png" }),
      "public/a.png": noisePng(1),
      "public/b.png": noisePng(2),
    });
    await buildSite(root);
    const [first, second] = shown(root, "a.html")
      .match(/<img[^>]*>/g)!
      .map((tag) => /fetchpriority|loading/.exec(tag)?.[0]);
    expect([first, second]).toEqual(["fetchpriority", "loading"]);
    const below = /<main>.*/s.exec(shown(root, "b.html"))![0];
    expect(below).toContain('loading="lazy"');
    expect(shown(root, "index.html")).toMatch(
      /<picture>.*<img src="\/b\.png" alt="" width="64" height="40" loading="lazy"/,
    );
  });

  it("with a title that is alone in its paragraph is a figure with a caption", async () => {
    const root = site({
      "posts/a.md": post(
        "a",
        '![A](/a.png "Dusk <at> the pier")\n\nText ![A](/a.png "No caption") and text.\n',
      ),
      "public/a.png": noisePng(1),
    });
    await buildSite(root);
    expect(shown(root, "a.html")).toMatch(
      /<figure><picture>.*<\/picture><figcaption>Dusk &lt;at&gt; the pier<\/figcaption><\/figure>\n<p>Text <picture>/s,
    );
  });

  it("keeps what its author says of it", async () => {
    const root = site({
      "posts/a.html": post(
        "a",
        '<img src="/a.png" width="32" alt="x" loading="eager"><img src="/a.png" height="20"><img src="/a.png" width="7" height="9">',
      ),
      "public/a.png": noisePng(1),
    });
    await buildSite(root);
    const [first = "", second, third] = shown(root, "a.html").match(/<img[^>]*>/g)!;
    expect(first).toContain('loading="eager"');
    expect(first).toMatch(/width="32".* height="20"/);
    expect(second).toMatch(/height="20".* width="32"/);
    expect(third).toMatch(/width="7" height="9"/);
    expect(shown(root, "a.html")).toContain('sizes="(min-width: 32px) 32px, 100vw"');
  });

  it("is found below a path, relative to its page, and with letters that addresses encode", async () => {
    const root = site(
      {
        "posts/a.md": post(
          "sub/a",
          "![A](/图/一 张.png) ![B](../b.png?v=2) ![C](https://news.example.com/news/b.png)\n".replace(
            "一 张",
            "一%20张",
          ),
        ),
        "public/图/一 张.png": noisePng(1),
        "public/b.png": noisePng(2),
      },
      "",
    );
    writeFiles(root, { "site.yml": "title: T\nurl: https://news.example.com/news\n" });
    expect(await warnings(root)).toEqual([]);
    const html = shown(root, "sub/a.html");
    expect(html.match(/<picture>/g)).toHaveLength(3);
    expect(html).toContain('srcset="/news/pictures/');
    expect(html).toContain('<img src="/news/%E5%9B%BE/%E4%B8%80%20%E5%BC%A0.png"');
  });

  it("of a page is dressed as one of a post; one in a template is the designer's", async () => {
    const root = site({
      "pages/about.md": "---\ntitle: About\n---\n![A](/a.png)\n",
      "pages/list.njk": '---\ntitle: L\n---\n<img src="/a.png">',
      "public/a.png": noisePng(1),
    });
    await buildSite(root);
    expect(shown(root, "about.html")).toContain("<picture>");
    expect(shown(root, "list.html")).toBe('<img src="/a.png">');
  });

  it("is shown as it is where it moves, is small, or an SVG, and everything is without `images`", async () => {
    const gif = await sharp(Buffer.alloc(60 * 60 * 4 * 3, 7), {
      raw: { width: 60, height: 180, channels: 4, pageHeight: 60 },
    })
      .gif()
      .toBuffer();
    const files = {
      "posts/a.md": post("a", "![A](/a.gif) ![B](/b.png) ![C](/c.svg)\n"),
      "public/a.gif": gif,
      "public/b.png": noisePng(1, { width: 8, height: 8 }),
      "public/c.svg": "<svg/>",
    };
    const root = site(files);
    await buildSite(root);
    expect(copies(root)).toEqual([]);
    expect(shown(root, "a.html")).toMatch(
      /a\.gif.* width="60" height="60".*b\.png.* width="8" height="8".*c\.svg" alt="C" loading="lazy"/,
    );
    const plain = site(files, "images: false\n");
    await buildSite(plain);
    expect(shown(plain, "a.html")).toContain('<img src="/b.png" alt="B">');
  });

  it("from elsewhere tells its host as little as is set, and is not fetched", async () => {
    const body = "![A](https://elsewhere.example/a.jpg) ![B](//elsewhere.example/b.jpg)\n";
    const root = site({ "posts/a.md": post("a", body) });
    expect(await warnings(root)).toEqual([]);
    expect(shown(root, "a.html").match(/referrerpolicy="no-referrer"/g)).toHaveLength(2);
    writeFiles(root, { "site.yml": `${SITE}images: {referrerPolicy: false}\n` });
    await buildSite(root);
    expect(shown(root, "a.html")).not.toContain("referrerpolicy");
  });
});

describe("pictures over builds", () => {
  const files = () => ({
    "posts/a.md": post("a", "![A](/a.png)\n"),
    "posts/b.md": post("b", "![B](/b.png)\n", { image: "/a.png" }),
    "posts/c.md": post("c", "Text.\n"),
    "public/a.png": noisePng(1),
    "public/b.png": noisePng(2),
  });

  it("that change are made anew, with the pages that show them, and nothing else", async () => {
    const root = site(files());
    await buildSite(root);
    const before = copies(root);
    expect(before).toHaveLength(4);
    const old = statSync(join(root, "dist", before[0]!));
    writeFiles(root, { "public/a.png": noisePng(3, { width: 80 }) });
    const report = await buildSite(root);
    expect(shown(root, "a.html")).toContain('width="80"');
    expect(shown(root, "b.html")).toContain('width="80"');
    // Two pages, the picture, two copies.
    expect(report.pages).toMatchObject({ written: 5, removed: 2 });
    expect(copies(root)).toHaveLength(4);
    expect(before.filter((path) => copies(root).includes(path))).toHaveLength(2);
    expect(old.mtimeMs).toBeGreaterThan(0);
  });

  it("are not made twice: neither after --full nor for another name", async () => {
    const root = site(files());
    await buildSite(root);
    const store = join(root, ".broadsheet/pictures");
    const made = () =>
      readdirSync(store, { recursive: true, encoding: "utf8" }).filter((name) =>
        /\.(?:avif|webp)$/.test(name),
      );
    expect(made()).toHaveLength(4);
    const times = made().map((name) => statSync(join(store, name)).ino);
    writeFiles(root, { "public/same.png": noisePng(1), "posts/d.md": post("d", "![A](/same.png)\n") });
    await buildSite(root, { full: true });
    expect(made().map((name) => statSync(join(store, name)).ino)).toEqual(times);
    expect(copies(root)).toHaveLength(6);
  });

  it("whose post is gone have no copies any more, and come back with it", async () => {
    const root = site(files());
    await buildSite(root);
    rmSync(join(root, "posts/b.md"));
    await buildSite(root);
    expect(copies(root)).toHaveLength(2);
    writeFiles(root, { "posts/b.md": files()["posts/b.md"] });
    await buildSite(root);
    expect(copies(root)).toHaveLength(4);
  });

  it("need no store: one that was deleted or is damaged is filled again", async () => {
    const root = site(files());
    await buildSite(root);
    const whole = readTree(join(root, "dist"));
    rmSync(join(root, ".broadsheet/pictures"), { recursive: true });
    rmSync(join(root, "dist"), { recursive: true });
    await buildSite(root);
    expect(readTree(join(root, "dist"))).toEqual(whole);
  });

  it("are looked at by a dry run, which makes and writes nothing", async () => {
    const root = site({ ...files(), "public/b.png": "no picture" });
    expect(await warnings(root, { dryRun: true })).toEqual(["picture-broken posts/b.md:7:6"]);
    expect(existsSync(join(root, ".broadsheet"))).toBe(false);
  });
});

describe("a picture with something wrong", () => {
  it("is named with its line at each build until it is mended, and the page shows it as it is", async () => {
    const huge = await sharp({ create: { width: 20_000, height: 6_000, channels: 3, background: "#abc" } })
      .png()
      .toBuffer();
    const root = site({
      "posts/a.md": post("a", "Text.\n\n![A](/none.png) ![B](/Broken.jpg)\n", { image: "/huge.png" }),
      "public/Broken.jpg": noisePng(1).subarray(0, 3000),
      "public/huge.png": huge,
    });
    const all = [
      "picture-broken posts/a.md:9:22",
      "picture-huge posts/a.md:5:8",
      "picture-missing posts/a.md:9:6",
    ];
    expect((await warnings(root)).sort()).toEqual(all);
    expect((await warnings(root)).sort()).toEqual(all);
    expect(shown(root, "a.html")).toContain('<img src="/none.png" alt="A" loading="lazy"');
    writeFiles(root, { "public/none.png": noisePng(1), "public/Broken.jpg": noisePng(2) });
    rmSync(join(root, "public/huge.png"));
    expect(await warnings(root)).toEqual(["picture-missing posts/a.md:5:8"]);
    expect(shown(root, "a.html")).toMatch(/<picture>.*none\.png/);
  });

  it("and one without a text is reported if that is asked for", async () => {
    const root = site(
      {
        "posts/a.md": post("a", "![](/a.png) ![A](/a.png)\n", { image: "/a.png" }),
        "posts/b.md": post("b", "![B](/a.png)\n", { image: "/a.png", image_alt: "A pier" }),
        "public/a.png": noisePng(1),
      },
      "images: {alt: report}\n",
    );
    expect(await warnings(root)).toEqual(["picture-alt posts/a.md:5:1", "picture-alt posts/a.md:5:8"]);
  });
});

describe("a picture of a host that images.fetch names", () => {
  it("that is private is not fetched: the page shows it from there, and the build says why", async () => {
    let asked = 0;
    const server = createServer((_, response) => {
      asked++;
      response.end(noisePng(1));
    }).listen(0, "127.0.0.1");
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once("listening", resolve));
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const root = site(
      { "posts/a.md": post("a", `![A](http://${host}/a.png)\n`) },
      `images: {fetch: ["${host}"]}\n`,
    );
    const { posts } = await buildSite(root);
    expect(posts.warnings.map(({ message }) => message)).toEqual([
      `shows http://${host}/a.png, which could not be brought home: its address 127.0.0.1 is private`,
    ]);
    expect(shown(root, "a.html")).toContain(`<img referrerpolicy="no-referrer" src="http://${host}/a.png"`);
    expect(asked).toBe(0);
  });

  it("is published with the site once it is home", async () => {
    const url = "https://pictures.example.com/a.png";
    const root = site(
      { "posts/a.md": post("a", `![A](${url})\n`) },
      "images: {fetch: [pictures.example.com]}\n",
    );
    const { fetchedName } = await import("../../../src/pictures/store.js");
    writeFiles(root, { [`.broadsheet/pictures/${fetchedName(url)}`]: noisePng(1) });
    expect(await warnings(root)).toEqual([]);
    const html = shown(root, "a.html");
    expect(html).toMatch(
      /<picture>.*<img src="\/pictures\/[0-9a-f]{2}\/[0-9a-f]{16}\.png" alt="A" width="64" height="40"/,
    );
    expect(copies(root)).toHaveLength(3);
    expect(html).not.toContain("example.com/a.png");
    const again = await buildSite(root, { now: NOW + 86_400_000 });
    expect(again.pages.written).toBe(0);
  });
});

describe("a photograph", () => {
  it("is published without the place where it was taken, upright in its copies", async () => {
    const exif = { IFD0: { Copyright: "Ann" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "51/1 30/1 0/1" } };
    const photo = await sharp(noisePng(1, { width: 90, height: 60 }))
      .withExif(exif)
      .withMetadata({ orientation: 6 })
      .jpeg({ quality: 100 })
      .toBuffer();
    expect((await sharp(photo).metadata()).orientation).toBe(6);
    const root = site({
      "posts/a.md": post("a", "![A](/a.jpg)\n"),
      "public/a.jpg": photo,
      "public/unused.jpg": photo,
    });
    await buildSite(root);
    for (const name of ["a.jpg", "unused.jpg"]) {
      const published = readFileSync(join(root, "dist", name));
      expect(published.length).toBe(photo.length);
      const { exif: kept, orientation } = await sharp(published).metadata();
      expect(orientation).toBe(6);
      expect(kept!.toString("latin1")).not.toMatch(/\x25\x88|\x88\x25/);
    }
    expect(shown(root, "a.html")).toContain('width="60" height="90"');
    const [copy = ""] = copies(root);
    expect(await sharp(join(root, "dist", copy)).metadata()).toMatchObject({ width: 60, height: 90 });
    expect((await sharp(join(root, "dist", copy)).metadata()).exif).toBeUndefined();
    writeFiles(root, { "site.yml": `${SITE}images: false\n` });
    await buildSite(root);
    expect(readFileSync(join(root, "dist/a.jpg"))).toEqual(photo);
  });
});
