import { describe, expect, it } from "vitest";
import { allPostGroups, postGroup } from "../../../src/pages/post-pages.js";
import type { Site } from "../../../src/pages/site.js";
import { samplePage, samplePost, siteWith } from "../../tools/sample-catalog.js";

const pagesOf = (site: Site, name: string) => [...postGroup(site, `posts/${name}.md`).pages];

describe("a post's group", () => {
  it("is its page, with the post, its neighbours and what the head of the page says", () => {
    const posts = ["a", "b", "c"].map((name, i) =>
      samplePost(name, { date: `2022-03-0${i + 1}`, lang: i === 1 ? "zh-CN" : null, image: "/b.jpg" }),
    );
    const [page, ...more] = pagesOf(siteWith(posts, "author: The newsroom\n"), "b");
    expect(more).toEqual([]);
    expect(page).toMatchObject({
      path: "b.html",
      url: "/b.html",
      kind: "post",
      subject: "post:posts/b.md",
      number: 0,
      template: "post",
      source: { path: "posts/b.md", fingerprint: "blob of b", isTemplate: false },
      facts: {
        page: {
          kind: "post",
          url: "/b.html",
          canonical: "https://news.example.com/b.html",
          title: "b",
          lang: "zh-CN",
          image: "/b.jpg",
        },
        post: { title: "b" },
        older: { url: "/a.html" },
        newer: { url: "/c.html" },
      },
    });
  });

  it("is empty for a post that is held or gone, so that its pages are known to be gone", () => {
    const site = siteWith([samplePost("a", { visibility: "draft" })]);
    for (const name of ["a", "never"])
      expect(postGroup(site, `posts/${name}.md`)).toEqual({
        subject: `post:posts/${name}.md`,
        from: 1,
        pages: [],
      });
  });

  it("is the same alone and among all", () => {
    const site = siteWith(
      ["a", "b", "c"].map((name) => samplePost(name, { redirectFrom: [`/old-${name}.html`] })),
    );
    for (const group of allPostGroups(site))
      expect(postGroup(site, group.subject.slice("post:".length))).toEqual(group);
  });

  it("uses the layout that the post asks for, else the usual one", () => {
    const posts = [samplePost("a", { layout: "photo" }), samplePost("b", { layout: "gone" })];
    const site = { ...siteWith(posts), hasTemplate: (name: string) => name === "photo.njk" };
    expect(pagesOf(site, "a")[0]?.template).toBe("photo");
    expect(pagesOf(site, "b")[0]?.template).toBe("post");
  });
});

describe("redirects to a post", () => {
  const redirects = (site: Site, name: string) =>
    pagesOf(site, name)
      .slice(1)
      .map((plan) => plan.path);

  it("are pages of its group at its old addresses, which lead to its whole new one", () => {
    const site = siteWith(
      [samplePost("a", { url: "/%E6%BD%AE.html", redirectFrom: ["/old/", "/%E6%97%A7.html"] })],
      "lang: zh-CN\n",
    );
    const [, first, second] = pagesOf(site, "a");
    expect(first).toMatchObject({
      path: "old/index.html",
      kind: "redirect",
      subject: "post:posts/a.md",
      template: "redirect",
      source: null,
      facts: {
        target: "https://news.example.com/%E6%BD%AE.html",
        page: { canonical: "https://news.example.com/%E6%BD%AE.html" },
      },
    });
    expect(second?.path).toBe("旧.html");
  });

  it("lead below the site's own path", () => {
    const site = siteWith([samplePost("a", { redirectFrom: ["/old.html"] })]);
    const below = { ...site, config: { ...site.config, basePath: "/news" } };
    expect(pagesOf(below, "a")[1]?.facts["target"]).toBe("https://news.example.com/news/a.html");
  });

  it("never stand in a published post's place, nor in a static page's, whatever their case", () => {
    const greedy = samplePost("greedy", {
      redirectFrom: ["/a.html", "/A.html", "/About.html", "/draft.html", "/free.html"],
    });
    const draft = samplePost("draft", { visibility: "draft" });
    const site = siteWith([samplePost("a"), draft, greedy], "", [samplePage("about")]);
    expect(redirects(site, "greedy")).toEqual(["draft.html", "free.html"]);
  });

  it("are the first post's where two ask for one address", () => {
    const site = siteWith([
      samplePost("b", { redirectFrom: ["/old.html"] }),
      samplePost("a", { redirectFrom: ["/OLD.html"] }),
    ]);
    expect(redirects(site, "a")).toEqual(["OLD.html"]);
    expect(redirects(site, "b")).toEqual([]);
  });
});
