// The repository's own site, as its sources stand: what a newcomer sees first must be whole without a build.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { load } from "js-yaml";
import { parse as parseToml } from "smol-toml";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), "utf8");

type FrontMatter = Record<string, unknown>;
interface Source {
  path: string;
  front: FrontMatter;
  body: string;
}

const posts: Source[] = sourcesIn("posts", /^\d{4}-\d\d-\d\d-.+\.(md|html)$/);
const pages: Source[] = sourcesIn("posts/pages", /\.(md|html|njk)$/);
const published = posts.filter((post) => post.front.draft !== true);
const siteFile = load(read("site.yml")) as FrontMatter;
const sections = load(read("posts/data/categories.yml")) as Record<
  string,
  { title: string; description: string }
>;
const tagNotes = load(read("posts/data/tags.yml")) as Record<string, { description: string }>;

describe("the posts", () => {
  test("are the many and varied ones that were asked for", () => {
    const english = published.filter((post) => post.front.lang === "en");
    expect(published.length).toBeGreaterThanOrEqual(24);
    expect(english.length).toBeGreaterThanOrEqual(3);
    expect(english.length).toBeLessThan(published.length / 2);
    expect(published.filter((post) => post.path.endsWith(".html")).length).toBeGreaterThanOrEqual(3);
    expect(new Set(published.flatMap((post) => terms(post, "categories"))).size).toBeGreaterThanOrEqual(6);
    expect(new Set(published.flatMap((post) => terms(post, "tags"))).size).toBeGreaterThanOrEqual(10);
    expect(new Set(published.map((post) => dayOf(post).slice(0, 7))).size).toBeGreaterThanOrEqual(6);
  });

  test.each(
    posts.map((post) => [post.path, post] as const),
  )("%s has a title, a date, a category and a tag", (_, post) => {
    expect(post.front.title, "title").toEqual(expect.stringMatching(/\S/));
    expect(post.front.date, "date").toEqual(expect.stringMatching(/^\d{4}/));
    expect(terms(post, "categories")).not.toEqual([]);
    expect(terms(post, "tags")).not.toEqual([]);
    expect(post.body.trim()).not.toBe("");
  });

  test("bear the date that their names bear", () => {
    for (const post of posts) expect(dayOf(post), post.path).toBe(nameOf(post).slice(0, 10));
  });

  test("share no name on the same day, in any case", () => {
    const names = posts.map((post) => nameOf(post).toLowerCase());
    expect(names).toEqual([...new Set(names)]);
  });

  test("show every form that a newsroom writes", () => {
    const bodies = published.map((post) => post.body).join("\n");
    const forms = {
      table: /^\| ?-/m,
      "table in HTML": /<table>/,
      "task list": /^- \[[ x]\] /m,
      "ordered list": /^1\. /m,
      quotation: /^> /m,
      footnote: /^\[\^\w+\]: /m,
      code: /^```json$/m,
      figure: /<figcaption>/,
      "read-more mark": /<!-- more -->/,
      "scraped paragraph": /^ <p>/m,
      autolink: /<http:\/\/news\.example\.com\/[^>]+>/,
    };
    for (const [name, form] of Object.entries(forms)) expect(bodies, name).toMatch(form);
    const keys = new Set(published.flatMap((post) => Object.keys(post.front)));
    for (const key of [
      "permalink",
      "redirect_from",
      "updated",
      "description",
      "excerpt",
      "author",
      "image",
      "source_url",
    ])
      expect(keys, key).toContain(key);
    expect(posts.length).toBeGreaterThan(published.length); // a draft
    expect(posts.map((post) => read(post.path).slice(0, 7)).join(" ")).toMatch(
      /---json.*\+\+\+|\+\+\+.*---json/s,
    );
  });

  test("name the right day of the week", () => {
    for (const post of posts) {
      const texts = `${post.front.title}\n${post.body}`.matchAll(
        /(?:(\d+)月)?(\d+)日[ （]+周([日一二三四五六])/g,
      );
      for (const [text, month, day, weekday] of texts) {
        const date = new Date(`${dayOf(post)}T00:00:00Z`);
        if (month) date.setUTCMonth(Number(month) - 1, Number(day));
        else date.setUTCDate(Number(day));
        expect("日一二三四五六"[date.getUTCDay()], `${post.path}: ${text}`).toBe(weekday);
      }
    }
  });
});

describe("images", () => {
  const used = posts
    .flatMap((post) => [post.front.image, ...sourcesOfImages(post.body)])
    .filter((path) => path !== undefined);

  test("that posts show are held by the repository", () => {
    for (const path of used) expect(existsSync(join(root, "public", String(path))), String(path)).toBe(true);
  });

  test("have a text for those who do not see them", () => {
    for (const post of posts) {
      if (post.front.image) expect(post.front.image_alt, post.path).toEqual(expect.stringMatching(/\S.{9}/));
      for (const tag of post.body.match(/<img\b[^>]*>/g) ?? [])
        expect(tag, post.path).toMatch(/\balt="[^"]{10,}"/);
    }
  });

  test("are all used, and light", () => {
    const files = readdirSync(join(root, "public/images"));
    const sizes = files.map((file) => statSync(join(root, "public/images", file)).size);
    expect(files.length).toBeGreaterThanOrEqual(12);
    for (const file of files) expect(used, file).toContain(`/images/${file}`);
    expect(Math.max(...sizes)).toBeLessThan(90_000);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_200_000);
  });
});

describe("the site around the posts", () => {
  test("gives every category a title and a description, and shows it on the front page", () => {
    const home = siteFile.home as { sections: string[] };
    for (const name of new Set(posts.flatMap((post) => terms(post, "categories")))) {
      expect(sections[name]?.title, name).toMatch(/\S/);
      expect(sections[name]?.description, name).toMatch(/\S/);
      expect(home.sections).toContain(name);
    }
  });

  test("describes only tags that a post has", () => {
    const tags = new Set(published.flatMap((post) => terms(post, "tags")));
    for (const name of Object.keys(tagNotes)) expect(tags, name).toContain(name);
  });

  test("spells one tag in two ways, so that a reader of the sources sees them merged", () => {
    const tags = [...new Set(published.flatMap((post) => terms(post, "tags")))];
    expect(tags.length - new Set(tags.map((tag) => tag.toLowerCase())).size).toBe(1);
  });

  test("has pages with a title and an address of their own", () => {
    expect(pages.map((page) => page.front.permalink)).toEqual(
      expect.arrayContaining(["/about.html", "/contact.html"]),
    );
    for (const page of pages) expect(page.front.title, page.path).toEqual(expect.stringMatching(/\S/));
  });

  test("links only to what it has", () => {
    const addresses = new Set([
      ...pages.map((page) => String(page.front.permalink)),
      ...posts.map(addressOf),
      ...listings(),
    ]);
    const menu = siteFile.menu as { url: string }[];
    for (const { url } of menu) expect(addresses, "site.yml").toContain(url);
    for (const { path, body } of [...posts, ...pages])
      for (const [, markdown, html] of body.matchAll(/\]\((\/[^)]*)\)|href="(\/[^"{]*)"/g)) {
        expect(addresses, path).toContain(markdown ?? html);
      }
  });
});

function sourcesIn(folder: string, name: RegExp): Source[] {
  const files = readdirSync(join(root, folder)).filter((file) => name.test(file));
  return files.sort().map((file) => ({ path: `${folder}/${file}`, ...split(read(`${folder}/${file}`)) }));
}

/** Front matter by its fence. Apart from the program's own reader, so that one does not hide the other's mistake. */
function split(text: string): { front: FrontMatter; body: string } {
  const found = /^(---json|---|\+\+\+)\n([\s\S]*?)\n(?:---|\+\+\+)\n([\s\S]*)$/.exec(text);
  if (!found) throw new Error(`no front matter in: ${text.slice(0, 60)}`);
  const [, fence, front = "", body = ""] = found;
  if (fence === "---json") return { front: JSON.parse(front) as FrontMatter, body };
  if (fence === "+++") return { front: parseToml(front), body };
  return { front: load(front) as FrontMatter, body };
}

/** A list, or a string of words, as in Jekyll. */
function terms(post: Source, key: "categories" | "tags"): string[] {
  const value = post.front[key];
  return Array.isArray(value)
    ? value.map(String)
    : String(value ?? "")
        .split(/\s+/)
        .filter(Boolean);
}

function nameOf(post: Source): string {
  return (post.path.split("/").at(-1) ?? "").replace(/\.\w+$/, "");
}

/** Every date of these posts is written in the site's zone. */
function dayOf(post: Source): string {
  const [year = "", month = "", day = ""] = String(post.front.date).match(/\d+/g) ?? [];
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

function addressOf(post: Source): string {
  if (post.front.permalink) return String(post.front.permalink);
  const [, year, month, day, name] = /^(\d+)-(\d+)-(\d+)-(.*)$/.exec(nameOf(post)) ?? [];
  return `/${[...terms(post, "categories"), year, month, day, name].join("/")}.html`;
}

function listings(): string[] {
  const tags = published.flatMap((post) => terms(post, "tags")).map((tag) => `/tag/${tag}.html`);
  const categories = Object.keys(sections).map((name) => `/category/${name}.html`);
  const feeds = ["/feed.xml", "/rss.xml", "/feed.json"];
  return ["/", "/categories.html", "/tags.html", "/2026/", ...feeds, ...tags, ...categories];
}

function sourcesOfImages(body: string): string[] {
  const found = body.matchAll(/<img\b[^>]*\bsrc="([^"]+)"|!\[[^\]]*\]\(([^)\s]+)/g);
  return [...found].map(([, html, markdown]) => html ?? markdown ?? "");
}
