import { describe, expect, it } from "vitest";
import type { FeedFacts } from "../../../src/pages/feeds.js";
import { renderRss } from "../../../src/pages/rss.js";
import { childrenOf, readXml, textOf } from "../../schemas/xml.js";
import { DATE, sampleFeed, samplePost } from "./feed-samples.js";

const read = (changes: Partial<FeedFacts>) =>
  childrenOf(readXml(renderRss(sampleFeed(changes))), "channel")[0]!;
const items = (changes: Partial<FeedFacts>) => childrenOf(read(changes), "item");

describe("renderRss", () => {
  it("writes a feed as this", () => {
    const post = samplePost({
      title: "A & B",
      image: "https://news.example.com/a.png",
      html: "<p>x</p>",
      lang: "en",
    });
    expect(renderRss(sampleFeed({ posts: [post], hubs: ["https://hub.example/"] }))).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">
      <channel>
      <title>晨报</title>
      <link>https://news.example.com/</link>
      <description>每天的消息</description>
      <language>zh-CN</language>
      <lastBuildDate>Wed, 23 Mar 2022 20:37:10 +0800</lastBuildDate>
      <generator>Broadsheet</generator>
      <docs>https://www.rssboard.org/rss-specification</docs>
      <atom:link rel="self" type="application/rss+xml" href="https://news.example.com/feed.xml"/>
      <atom:link rel="hub" href="https://hub.example/"/>
      <item>
      <title>A &#x26; B</title>
      <link>https://news.example.com/a/2022/03/23/a.html</link>
      <guid isPermaLink="false">tag:news.example.com,2022-03-23:posts/2022-03-23-a.md</guid>
      <pubDate>Wed, 23 Mar 2022 20:37:10 +0800</pubDate>
      <dc:creator>王晓</dc:creator>
      <dc:language>en</dc:language>
      <category>要闻</category>
      <description>三大指数集体上涨。</description>
      <content:encoded>&lt;p&gt;x&lt;/p&gt;</content:encoded>
      <media:content medium="image" url="https://news.example.com/a.png"/>
      </item>
      </channel>
      </rss>
      "
    `);
  });

  it.each([
    ["Asia/Shanghai", "Wed, 23 Mar 2022 20:37:10 +0800"],
    ["America/New_York", "Wed, 23 Mar 2022 08:37:10 -0400"],
    ["Pacific/Kiritimati", "Thu, 24 Mar 2022 02:37:10 +1400"],
    ["UTC", "Wed, 23 Mar 2022 12:37:10 +0000"],
  ])("writes dates in the zone %s", (zone, date) => {
    expect(textOf(items({ zone })[0]!, "pubDate")).toBe(date);
    expect(textOf(read({ zone }), "lastBuildDate")).toBe(date);
  });

  it("was last built when its newest post or update was", () => {
    const posts = [samplePost({ updated: DATE + 3_600_000 })];
    expect(textOf(read({ posts }), "lastBuildDate")).toBe("Wed, 23 Mar 2022 21:37:10 +0800");
  });

  it("does not say when it was built where it has no posts", () => {
    expect(textOf(read({ posts: [] }), "lastBuildDate")).toBeUndefined();
  });

  it("escapes a title once and a summary, which is HTML there, twice", () => {
    const text = "A & B <b>c</b>";
    const xml = renderRss(sampleFeed({ posts: [samplePost({ title: text, summary: text })] }));
    expect(xml).toContain("<title>A &#x26; B &#x3C;b&gt;c&#x3C;/b&gt;</title>");
    expect(xml).toContain("<description>A &amp;amp; B &amp;lt;b&amp;gt;c&amp;lt;/b&amp;gt;</description>");
  });

  it("says of a guid whether it is the link", () => {
    const permanent = (post: { id: string; url: string }) =>
      childrenOf(items({ posts: [samplePost(post)] })[0]!, "guid")[0]!.attributes.isPermaLink;
    expect(permanent({ id: "tag:a.example,2022:a", url: "https://a.example/a" })).toBe("false");
    expect(permanent({ id: "https://a.example/a", url: "https://a.example/a" })).toBe("true");
  });

  it("names the post's author, else the site's", () => {
    const posts = [samplePost(), samplePost({ id: "a:1", authors: [] })];
    expect(items({ posts }).map((item) => textOf(item, "dc:creator"))).toEqual(["王晓", "晨报编辑部"]);
    expect(items({ posts, author: null }).map((item) => textOf(item, "dc:creator"))).toEqual([
      "王晓",
      undefined,
    ]);
  });

  it("has the title for a description where the site has none", () => {
    expect(textOf(read({ description: " " }), "description")).toBe("晨报");
  });
});
