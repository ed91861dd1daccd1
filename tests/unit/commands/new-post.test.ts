import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "js-yaml";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type NewPost, newPost, postSettings } from "../../../src/commands/new-post.js";

const config: NewPost["config"] = {
  timezone: "Asia/Shanghai",
  folders: { posts: "posts", pages: "pages", data: "data", templates: "templates", public: "public" },
};
/** 28 February in UTC, 1 March in Shanghai. */
const now = Date.UTC(2026, 1, 28, 16, 30, 5);

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "broadsheet-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const create = (title: string, category?: string) => newPost({ root, title, category, now, config });
const read = (path: string) => readFileSync(join(root, path), "utf8");
const frontMatter = (path: string) => load(read(path).split(/^---$/m)[1] ?? "");

describe("newPost", () => {
  it("writes front matter that is dated in the site's zone", async () => {
    const path = await create("Night market reopens", "city life");
    expect(path).toBe("posts/2026-03-01-night-market-reopens.md");
    expect(read(path)).toBe(
      [
        "---",
        'title: "Night market reopens"',
        "date: 2026-03-01 00:30:05 +0800",
        "categories:",
        '  - "city life"',
        "---",
        "",
        "",
      ].join("\n"),
    );
  });

  it("dates it in UTC, and west of it", async () => {
    const date = async (timezone: string) =>
      /^date: (.*)$/m.exec(
        read(await newPost({ root, title: "x", now, config: { ...config, timezone } })),
      )?.[1];
    expect(await date("UTC")).toBe("2026-02-28 16:30:05 +0000");
    expect(await date("America/St_Johns")).toBe("2026-02-28 13:00:05 -0330");
  });

  it.each([
    'She said "no": 50% off',
    "back\\slash \\n and 'quotes'",
    "two\nlines\ttabbed",
    "# not a comment",
    "- not a list",
    "null",
    "012",
    "2026-03-01",
    "{a: b} [c] & *d !e |f >g %h @i `j",
    "\u0085\u2028\u007f\u001b\ufeff|",
    "夜市重开：八成摊位回来了😀",
    "--- \n---",
  ])("keeps the title %j through YAML", async (title) => {
    const path = await create(title, title);
    expect(frontMatter(path)).toMatchObject({ title: title.trim(), categories: [title.trim()] });
  });

  it.each([
    ["夜市重开", "2026-03-01-夜市重开.md"],
    ["What's new? Version 1.2 & more...", "2026-03-01-what-s-new-version-1.2-more.md"],
    ["../../etc/passwd", "2026-03-01-etc-passwd.md"],
    ["a/b\\c", "2026-03-01-a-b-c.md"],
  ])("names the file of %j %s", async (title, name) => {
    expect(await create(title)).toBe(`posts/${name}`);
    expect(readdirSync(join(root, "posts"))).toEqual([name]);
  });

  it("finds a name for a title without letters, and for a very long one", async () => {
    expect(await create("!!!")).toMatch(/^posts\/2026-03-01-[\w-]+\.md$/);
    const [name = ""] = [await create("长".repeat(500))];
    expect(Buffer.byteLength(name)).toBeLessThan(230);
  });

  it("never touches a post that exists", async () => {
    const paths = [await create("Tide"), await create("Tide"), await create("tide")];
    expect(paths.map((path) => path.slice("posts/2026-03-01-".length))).toEqual([
      "tide.md",
      "tide-2.md",
      "tide-3.md",
    ]);
    expect(frontMatter(paths[0]!)).toMatchObject({ title: "Tide" });
    expect(frontMatter(paths[2]!)).toMatchObject({ title: "tide" });
  });

  it("keeps clear of a post of the same name in another format", async () => {
    mkdirSync(join(root, "posts"));
    writeFileSync(join(root, "posts/2026-03-01-tide.html"), "old");
    expect(await create("Tide")).toBe("posts/2026-03-01-tide-2.md");
  });

  it("gives ten that are made at once ten files", async () => {
    const paths = await Promise.all(Array.from({ length: 10 }, () => create("Tide")));
    expect(new Set(paths).size).toBe(10);
    expect(readdirSync(join(root, "posts"))).toHaveLength(10);
  });

  it("uses the site's own folder for posts", async () => {
    const folders = { ...config.folders, posts: "content/news" };
    const path = await newPost({ root, title: "Tide", now, config: { ...config, folders } });
    expect(path).toBe("content/news/2026-03-01-tide.md");
    expect(read(path)).toContain("Tide");
  });
});

describe("a new post of a Jekyll site", () => {
  it("goes to its _posts, in its zone, and names the layout of posts if there is one", async () => {
    writeFileSync(join(root, "_config.yml"), "timezone: Asia/Shanghai\ncollections_dir: content\n");
    mkdirSync(join(root, "_layouts"));
    writeFileSync(join(root, "_layouts/post.html"), "{{ content }}");
    const late = Date.parse("2026-03-01T20:00:00Z");
    const path = await newPost({
      root,
      title: "Night market",
      now: late,
      ...(await postSettings(root, late)),
    });
    expect(path).toBe("content/_posts/2026-03-02-night-market.md");
    expect(read(path)).toBe(
      '---\nlayout: post\ntitle: "Night market"\ndate: 2026-03-02 04:00:00 +0800\n---\n\n',
    );
  });
});
