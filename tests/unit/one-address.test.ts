// An address has one owner, and when the owner goes the next in line comes back: after each of these edits an
// incremental build must leave what a build from nothing makes.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  addBareTemplates,
  buildSite,
  type Files,
  readTree,
  source,
  tempSite,
  writeFiles,
} from "../tools/temp-site.js";

interface Edit {
  before: Files;
  write?: Files;
  remove?: string[];
  /** `path: part of its text` that must be published afterwards; `null`: nothing is there. */
  after: Record<string, string | null>;
}

const LAYOUT = {
  "templates/redirect.njk": "to {{ target }}\n",
  "templates/page.njk": "page {{ page.title }}\n",
};
const post = (title: string, more: Record<string, unknown> = {}) => source({ title, ...more });
const redirecting = {
  "posts/2022-03-01-a.md": post("A", { permalink: "/a.html", redirect_from: "/about.html" }),
};
const about = { "pages/about.md": source({ title: "About" }) };
const asset = { "public/about.html": "asset\n" };

const EDITS: Record<string, Edit> = {
  "a static page goes": { before: about, remove: ["pages/about.md"], after: { "about.html": null } },
  "a static page becomes a draft": {
    before: about,
    write: { "pages/about.md": source({ title: "About", draft: true }) },
    after: { "about.html": null },
  },
  "a static page breaks": {
    before: about,
    write: { "pages/about.md": "---\ntitle: [\n---\n" },
    after: { "about.html": null },
  },
  "a page comes to a redirect's address": {
    before: redirecting,
    write: about,
    after: { "about.html": "page About" },
  },
  "a page leaves a redirect's address": {
    before: { ...redirecting, ...about },
    remove: ["pages/about.md"],
    after: { "about.html": "to https://news.example.com/a.html" },
  },
  "an asset comes to a redirect's address": {
    before: redirecting,
    write: asset,
    after: { "about.html": "asset" },
  },
  "an asset leaves a redirect's address": {
    before: { ...redirecting, ...asset },
    remove: ["public/about.html"],
    after: { "about.html": "to https://news.example.com/a.html" },
  },
  "a page comes to an asset's address": {
    before: asset,
    write: about,
    after: { "about.html": "page About" },
  },
  "a page leaves an asset's address": {
    before: { ...asset, ...about },
    remove: ["pages/about.md"],
    after: { "about.html": "asset" },
  },
  "a post comes to a page's address": {
    before: { "pages/about.md": source({ title: "About", redirect_from: "/old.html" }) },
    write: { "posts/2022-03-01-about.md": post("Post", { permalink: "/About.html" }) },
    after: { "About.html": "post: Post", "about.html": null, "old.html": null },
  },
  "a post leaves a page's address": {
    before: { ...about, "posts/2022-03-01-about.md": post("Post", { permalink: "/about.html" }) },
    remove: ["posts/2022-03-01-about.md"],
    after: { "about.html": "page About" },
  },
  "the site's own robots.txt comes": {
    before: {},
    write: { "public/robots.txt": "User-agent: *\nDisallow: /\n" },
    after: { "robots.txt": "Disallow: /\n" },
  },
  "the site's own robots.txt goes": {
    before: { "public/robots.txt": "User-agent: *\nDisallow: /\n" },
    remove: ["public/robots.txt"],
    after: { "robots.txt": "Sitemap: https://news.example.com/sitemap.xml" },
  },
  "the site's own 404 page goes": {
    before: { "pages/404.md": source({ title: "Gone" }) },
    remove: ["pages/404.md"],
    after: { "404.html": "not-found: Page not found" },
  },
  "an asset's name changes its case": {
    before: { "public/Note.txt": "note\n" },
    write: { "public/note.txt": "note\n" },
    remove: ["public/Note.txt"],
    after: { "note.txt": "note", "Note.txt": null },
  },
  "a file becomes a folder": {
    before: { "public/x.txt": "file\n" },
    write: { "public/x.txt/y.txt": "inside\n" },
    remove: ["public/x.txt"],
    after: { "x.txt/y.txt": "inside" },
  },
  "a folder becomes a file": {
    before: { "public/x.txt/y.txt": "inside\n", "public/x.txt/z.txt": "inside\n" },
    write: { "public/x.txt": "file\n" },
    remove: ["public/x.txt"],
    after: { "x.txt": "file" },
  },
  "a layout that was missing comes, in a folder too": {
    before: { "posts/2022-03-01-a.md": post("A", { permalink: "/a.html", layout: "special/report" }) },
    write: { "templates/special/report.njk": "report {{ post.title }}\n" },
    after: { "a.html": "report A" },
  },
  "a post gets another layout, which shows nothing of what changed": {
    before: {
      "posts/2022-03-01-a.md": post("A", { permalink: "/a.html", layout: "long" }),
      "templates/long.njk": "{% extends 'post.njk' %}",
    },
    write: {
      "posts/2022-03-01-a.md": post("A", { permalink: "/a.html" }),
      "templates/long.njk": "{% extends 'post.njk' %}",
    },
    after: { "a.html": "post: A" },
  },
  "another spelling of a term comes to a name that is spelled so": {
    before: {
      "posts/2022-03-01-a.md": post("A", { categories: ["A B"] }),
      "posts/2022-03-02-b.md": post("B", { categories: ["Ａ Ｂ"] }),
      "posts/2022-03-03-c.md": post("C", { categories: ["A#B"] }),
    },
    write: { "posts/2022-03-04-d.md": post("D", { categories: ["Ａ#Ｂ"] }) },
    after: {},
  },
  "a term comes that is called as a twin was numbered": {
    before: {
      "posts/2022-03-01-a.md": post("A", { tags: ["C"] }),
      "posts/2022-03-02-b.md": post("B", { tags: ["C#"] }),
    },
    write: { "posts/2022-03-03-c.md": post("C", { tags: ["C-2"] }) },
    after: { "tag/C-2.html": "tag: C-2", "tag/C-3.html": "tag: C#" },
  },
  "one of two posts with one address goes": {
    before: {
      "posts/2022-03-01-a.md": post("A", { permalink: "/x.html" }),
      "posts/2022-03-01-b.md": post("B", { permalink: "/x.html/" }),
    },
    remove: ["posts/2022-03-01-b.md"],
    after: { "x.html": "post: A" },
  },
};

describe("an address", () => {
  it.each(Object.entries(EDITS))("has the right owner when %s", async (_, {
    before,
    write = {},
    remove = [],
    after,
  }) => {
    const root = tempSite({ ...LAYOUT, ...before });
    addBareTemplates(root);
    await buildSite(root);
    for (const path of remove) rmSync(join(root, path), { recursive: true });
    writeFiles(root, write);
    await buildSite(root);
    const incremental = readTree(join(root, "dist"));
    await buildSite(root, { out: join(root, "clean"), full: true });
    expect(incremental).toEqual(readTree(join(root, "clean")));
    for (const [path, text] of Object.entries(after)) {
      if (text === null) expect(incremental.has(path), path).toBe(false);
      else expect(incremental.get(path)).toContain(text);
    }
  });
});
