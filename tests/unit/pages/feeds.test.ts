import fc from "fast-check";
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from "feedsmith";
import { describe, expect, it, vi } from "vitest";
import { renderAtom } from "../../../src/pages/atom.js";
import { entryId, type FeedFacts } from "../../../src/pages/feeds.js";
import { renderJsonFeed } from "../../../src/pages/json-feed.js";
import { renderRss } from "../../../src/pages/rss.js";
import { oneLine } from "../../../src/xml.js";
import { atomProblems } from "../../schemas/atom.js";
import { jsonFeedProblems } from "../../schemas/json-feed.js";
import { rssProblems } from "../../schemas/rss.js";
import { childrenOf, isUri, readXml, textOf } from "../../schemas/xml.js";
import { DATE, HOSTILE, manyPosts, sampleFeed, samplePost } from "./feed-samples.js";

/** Each format: how we write it, what its rules find, and its titles and summaries as two readers see them. */
const FORMATS = [
  {
    name: "Atom",
    render: renderAtom,
    problems: atomProblems,
    read: [
      (text: string) =>
        childrenOf(readXml(text), "atom:entry").map((entry) => ({
          title: textOf(entry, "atom:title"),
          summary: textOf(entry, "atom:summary"),
        })),
      (text: string) =>
        (parseAtomFeed(text).entries ?? []).map((entry) => ({
          title: entry.title?.value,
          summary: entry.summary?.value,
        })),
    ],
  },
  {
    name: "RSS",
    render: renderRss,
    problems: rssProblems,
    read: [
      (text: string) =>
        childrenOf(childrenOf(readXml(text), "channel")[0]!, "item").map((item) => ({
          title: textOf(item, "title"),
          summary: htmlText(textOf(item, "description")),
        })),
      (text: string) =>
        (parseRssFeed(text).items ?? []).map((item) => ({
          title: item.title,
          summary: htmlText(item.description),
        })),
    ],
  },
  {
    name: "JSON Feed",
    render: renderJsonFeed,
    problems: jsonFeedProblems,
    read: [
      (text: string) =>
        (JSON.parse(text).items as { title: string; content_text: string }[]).map((item) => ({
          title: item.title,
          summary: item.content_text,
        })),
      (text: string) =>
        (parseJsonFeed(JSON.parse(text)).items ?? []).map((item) => ({
          title: item.title,
          summary: item.content_text,
        })),
    ],
  },
];

/** HTML without tags as its text. */
const htmlText = (html: string | undefined) =>
  html?.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

describe.each(FORMATS)("$name", ({ render, problems, read }) => {
  it.each<[string, FeedFacts]>([
    ["with one post", sampleFeed()],
    [
      "with posts that have everything",
      sampleFeed({ posts: manyPosts(20), hubs: ["https://hub.example/?a=1&b=2"] }),
    ],
    ["without posts", sampleFeed({ posts: [] })],
    ["without authors", sampleFeed({ author: null, posts: [samplePost({ authors: [] })] })],
    ["without a description", sampleFeed({ description: "", posts: [samplePost({ summary: "" })] })],
    ["of a category", sampleFeed({ kind: "category", homeUrl: "https://a.example/category/要闻.html" })],
    ["with hostile text", hostileFeed()],
  ])("keeps the rules %s", (_, facts) => {
    expect(problems(render(facts))).toEqual([]);
  });

  it("is read by two readers, with the posts in order", () => {
    const facts = sampleFeed({ posts: manyPosts(20).map((post) => ({ ...post, html: undefined })) });
    const expected = facts.posts.map(({ title, summary }) => ({ title, summary }));
    for (const reader of read) expect(reader(render(facts))).toEqual(expected);
  });

  it("gives hostile titles and summaries back as the text that they are", () => {
    const posts = [samplePost({ title: HOSTILE, summary: HOSTILE })];
    for (const reader of read)
      expect(reader(render(sampleFeed({ posts })))).toEqual([
        { title: oneLine(HOSTILE), summary: oneLine(HOSTILE) },
      ]);
  });

  it("stays well-formed and faithful whatever a title or a summary holds", () => {
    const character = fc.oneof(
      fc.constantFrom(..."<>&\"'];#x-! \r\n\t\0\ud800\udc00\ufffe", "]]>", "&amp;", "<!--", "<![CDATA["),
      fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
    );
    const text = fc.array(character, { maxLength: 12 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, text, (title, summary) => {
        const written = render(sampleFeed({ posts: [samplePost({ title, summary: `x${summary}` })] }));
        expect(problems(written)).toEqual([]);
        expect(read[0]!(written)).toEqual([{ title: oneLine(title), summary: oneLine(`x${summary}`) }]);
        expect(read[1]!(written)[0]!.title ?? "").toBe(oneLine(title));
      }),
      { numRuns: 100 },
    );
  });

  it("asks neither the clock nor the machine's zone", () => {
    const once = render(sampleFeed({ posts: manyPosts(3) }));
    vi.useFakeTimers({ now: DATE + 1e11 });
    vi.stubEnv("TZ", "America/New_York");
    expect(render(sampleFeed({ posts: manyPosts(3) }))).toBe(once);
    const empty = render(sampleFeed({ posts: [] }));
    vi.setSystemTime(DATE);
    expect(render(sampleFeed({ posts: [] }))).toBe(empty);
    vi.useRealTimers();
    vi.unstubAllEnvs();
  });
});

function hostileFeed(): FeedFacts {
  const post = samplePost({
    title: HOSTILE,
    summary: HOSTILE,
    html: HOSTILE,
    authors: [HOSTILE],
    categories: [HOSTILE, "\0", " "],
    url: "https://news.example.com/要 闻/<a>'\"&.html",
    image: "https://图.example/100%.png?a=1&b=\ud800",
  });
  return sampleFeed({ title: HOSTILE, description: HOSTILE, author: HOSTILE, posts: [post] });
}

describe("a post's entry id", () => {
  it("is a tag URI of host, date and path", () => {
    const path = "posts/2022-03-23-a.md";
    expect(entryId("https://news.example.com", path, DATE)).toBe(`tag:news.example.com,2022-03-23:${path}`);
  });

  it("takes the date from the file's name, so that mending the hour does not change it", () => {
    const id = (date: number) => entryId("https://news.example.com", "posts/2022-03-23-a.md", date);
    expect(id(DATE + 86_400_000)).toBe(id(DATE));
  });

  it("takes the day in UTC where the name has no date", () => {
    expect(entryId("https://news.example.com", "posts/a.md", DATE)).toBe(
      "tag:news.example.com,2022-03-23:posts/a.md",
    );
  });

  it("escapes what a tag may not hold, and is one for a name in both Unicode forms", () => {
    const id = entryId("https://news.example.com:8443", "posts/é 要?#%.md", DATE);
    expect(id).toBe("tag:news.example.com,2022-03-23:posts/%C3%A9%20%E8%A6%81%3F%23%25.md");
    expect(entryId("https://news.example.com", "posts/e\u0301 要?#%.md", DATE)).toBe(id);
  });

  it.each([
    ["https://新闻.example", "xn--efvy88h.example"],
    ["http://my_site.example", "my-site.example"],
    ["http://[::1]:3000", "1"],
    ["http://LOCALHOST:3000", "localhost"],
  ])("writes the host of %s as a tag may hold it", (origin, host) => {
    expect(entryId(origin, "a.md", 0)).toBe(`tag:${host},1970-01-01:a.md`);
  });

  it("is a URI of RFC 4151's form for any path", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (path) => {
        const id = entryId("https://news.example.com", path, DATE);
        expect(isUri(id)).toBe(true);
        expect(id).toMatch(/^tag:news\.example\.com,\d{4}-\d{2}-\d{2}:[^#]*$/);
      }),
    );
  });
});
