import { describe, expect, it } from "vitest";
import { renderAtom } from "../../../src/pages/atom.js";
import type { FeedFacts } from "../../../src/pages/feeds.js";
import { childrenOf, readXml, textOf } from "../../schemas/xml.js";
import { DATE, sampleFeed, samplePost } from "./feed-samples.js";

const read = (changes: Partial<FeedFacts>) => readXml(renderAtom(sampleFeed(changes)));
const entries = (changes: Partial<FeedFacts>) => childrenOf(read(changes), "atom:entry");

describe("renderAtom", () => {
  it("writes a feed as this", () => {
    const post = samplePost({ title: "A & B", image: "https://news.example.com/a.png", html: "<p>x</p>" });
    expect(renderAtom(sampleFeed({ posts: [post], hubs: ["https://hub.example/"] }))).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xml:lang="zh-CN">
      <generator>Broadsheet</generator>
      <link rel="self" type="application/atom+xml" href="https://news.example.com/feed.xml"/>
      <link rel="alternate" type="text/html" href="https://news.example.com/"/>
      <link rel="hub" href="https://hub.example/"/>
      <updated>2022-03-23T20:37:10+08:00</updated>
      <id>https://news.example.com/feed.xml</id>
      <title>晨报</title>
      <subtitle>每天的消息</subtitle>
      <author>
      <name>晨报编辑部</name>
      </author>
      <entry>
      <title>A &amp; B</title>
      <link rel="alternate" type="text/html" href="https://news.example.com/a/2022/03/23/a.html"/>
      <published>2022-03-23T20:37:10+08:00</published>
      <updated>2022-03-23T20:37:10+08:00</updated>
      <id>tag:news.example.com,2022-03-23:posts/2022-03-23-a.md</id>
      <author>
      <name>王晓</name>
      </author>
      <category term="要闻"/>
      <summary>三大指数集体上涨。</summary>
      <content type="html" xml:base="https://news.example.com/a/2022/03/23/a.html">&lt;p&gt;x&lt;/p&gt;</content>
      <media:thumbnail url="https://news.example.com/a.png"/>
      <media:content medium="image" url="https://news.example.com/a.png"/>
      </entry>
      </feed>
      "
    `);
  });

  it("was updated when its newest post or update was, whatever the order", () => {
    const posts = [
      samplePost({ id: "a:1", date: DATE }),
      samplePost({ id: "a:2", date: DATE - 7_200_000, updated: DATE + 60_000 }),
      samplePost({ id: "a:3", date: DATE - 9_000_000 }),
    ];
    expect(textOf(read({ posts }), "atom:updated")).toBe("2022-03-23T20:38:10+08:00");
    expect(entries({ posts }).map((entry) => textOf(entry, "atom:updated"))).toEqual([
      "2022-03-23T20:37:10+08:00",
      "2022-03-23T20:38:10+08:00",
      "2022-03-23T18:07:10+08:00",
    ]);
  });

  it("does not believe an update before the post", () => {
    const [entry] = entries({ posts: [samplePost({ updated: DATE - 1000 })] });
    expect(textOf(entry!, "atom:updated")).toBe(textOf(entry!, "atom:published"));
  });

  it("says one fixed time where it has no posts", () => {
    expect(textOf(read({ posts: [] }), "atom:updated")).toBe("1970-01-01T00:00:00Z");
  });

  it.each([
    ["Asia/Shanghai", "2022-03-23T20:37:10+08:00"],
    ["America/New_York", "2022-03-23T08:37:10-04:00"],
    ["Asia/Kathmandu", "2022-03-23T18:22:10+05:45"],
    ["UTC", "2022-03-23T12:37:10+00:00"],
  ])("writes dates in the zone %s", (zone, date) => {
    expect(textOf(entries({ zone })[0]!, "atom:published")).toBe(date);
  });

  it("has the site's title for an author where a post has none and the site neither", () => {
    const nameOf = (changes: Partial<FeedFacts>) =>
      childrenOf(read(changes), "atom:author").map((author) => textOf(author, "atom:name"));
    const posts = [samplePost({ authors: [] })];
    expect(nameOf({ posts })).toEqual(["晨报编辑部"]);
    expect(nameOf({ posts, author: null })).toEqual(["晨报"]);
    expect(nameOf({ posts, author: " ", title: "" })).toEqual(["news.example.com"]);
    expect(nameOf({ author: null })).toEqual([]);
    expect(nameOf({ author: null, posts: [] })).toEqual(["晨报"]);
  });

  it("names the language of the feed, and a post's where it is another", () => {
    const posts = [samplePost({ lang: "zh-CN" }), samplePost({ id: "a:1", lang: "en" })];
    expect(read({ posts }).attributes["xml:lang"]).toBe("zh-CN");
    expect(entries({ posts }).map((entry) => entry.attributes["xml:lang"])).toEqual([undefined, "en"]);
  });

  it("gives a body as HTML with the base of its links", () => {
    const html = `<p>a &amp; b]]></p>\0`;
    const [content] = childrenOf(entries({ posts: [samplePost({ html })] })[0]!, "atom:content");
    expect(content).toMatchObject({
      attributes: { type: "html", "xml:base": "https://news.example.com/a/2022/03/23/a.html" },
      text: "<p>a &amp; b]]></p>",
    });
  });

  it("names each category once and leaves out empty ones", () => {
    const [entry] = entries({ posts: [samplePost({ categories: ["要闻", " 要闻", "A & B", "\0"] })] });
    const terms = childrenOf(entry!, "atom:category").map((category) => category.attributes.term);
    expect(terms).toEqual(["要闻", "A & B"]);
  });
});
