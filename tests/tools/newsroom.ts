// A small newspaper with a bit of everything, the same on every call: for tests of the program as a whole.
import { type Files, source } from "./temp-site.js";

/** When its builds are made. One of its posts waits still. */
export const PRESS_TIME = "2026-01-10T08:00:00+08:00";

const CATEGORIES = ["News", "Sport", "港口", "C#", "Tech Web", "C"];
const TAGS = ["sea", "Sea", "wall", "C", "渔业", "TechWeb"];

export function newsroom(posts: number): Files {
  return {
    "site.yml":
      "title: The Harbour Gazette\nurl: https://news.example.com\ntimezone: Asia/Shanghai\nlang: zh-CN\nperPage: 3\n" +
      "archivePerPage: 4\nmenu: [{ title: About, url: /about.html }]\n",
    "data/categories.yml": "News: 新闻\n",
    "pages/about.md": source({ title: "About" }, "We are [here](/team/).\n"),
    "pages/team/index.md": source(
      { title: "The team", redirect_from: "/people.html" },
      "All [about us](/about.html).\n",
    ),
    "public/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
    "public/İstanbul/I.txt": "I\n",
    "posts/2026-01-11-later.md": newsPost({ title: "Later", date: "2026-01-11 08:00 +0800" }, "Not yet.\n"),
    "posts/2026-01-09-broken.md": "---\ntitle: [\n---\nNo.\n",
    ...Object.fromEntries(Array.from({ length: posts }, (_, i) => [postPath(i), somePost(i)])),
  };
}

/** What a day brings: new posts, a correction, one withdrawn, one moved, another name for the paper. */
export function nextEdition(posts: number): { put: Files; remove: string[] } {
  const added = Array.from({ length: 4 }, (_, i) => [postPath(posts + i), somePost(posts + i)] as const);
  const corrected = newsPost(
    { title: "Corrected", date: dateOf(1), categories: "[News]", tags: "[sea]" },
    "Better.\n",
  );
  const moved = newsPost(
    { title: "Moved", date: dateOf(5), categories: "[Sport]", tags: "[moved]" },
    "Elsewhere.\n",
  );
  return {
    put: {
      ...Object.fromEntries(added),
      [postPath(1)]: corrected,
      [postPath(5)]: moved,
      "public/logo.svg": "<svg/>\n",
    },
    remove: [postPath(0), postPath(3), "pages/about.md"].slice(0, 2),
  };
}

export const postPath = (i: number): string =>
  `posts/${dateOf(i).slice(0, 10)}-post-${i}.${i % 5 === 0 ? "html" : "md"}`;

/** Some twelve on each day, so that every kind of listing has several pages. */
function dateOf(i: number): string {
  const day = new Date(Date.UTC(2025, 11, 28) + Math.floor((i % 37) / 4) * 86_400_000)
    .toISOString()
    .slice(0, 10);
  return `${day} ${String(i % 24).padStart(2, "0")}:${String(i % 60).padStart(2, "0")} +0800`;
}

function somePost(i: number): string {
  const pick = (list: readonly string[], n: number) => list[n % list.length]!;
  const title = i % 3 === 0 ? `港口新闻 ${i}` : `Ship <${i}> & İstanbul's "wall"`;
  const body = `Read [more](/about.html) about post ${i}.\n\n${i % 4 === 0 ? "## 一\n\n" : ""}`;
  const fields: Record<string, unknown> = {
    title: JSON.stringify(title),
    date: dateOf(i),
    categories: `[${JSON.stringify(pick(CATEGORIES, i))}]`,
    tags: JSON.stringify([pick(TAGS, i), pick(TAGS, i * 7 + 3)]),
    ...(i % 11 === 0 && { redirect_from: `/old/${i}.html` }),
    ...(i % 13 === 5 && { draft: true }),
  };
  return newsPost(fields, body + "第一段。Some words, and then some more of them. ".repeat(3 + (i % 9)));
}

const newsPost = (fields: Record<string, unknown>, body: string) => source(fields, `${body}\n`);
