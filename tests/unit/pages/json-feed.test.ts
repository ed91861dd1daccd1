import { describe, expect, it } from "vitest";
import type { FeedPost } from "../../../src/pages/feeds.js";
import { renderJsonFeed } from "../../../src/pages/json-feed.js";
import { DATE, sampleFeed, samplePost } from "./feed-samples.js";

const item = (changes: Partial<FeedPost>, zone = "Asia/Shanghai") =>
  JSON.parse(renderJsonFeed(sampleFeed({ zone, posts: [samplePost(changes)] }))).items[0];

describe("renderJsonFeed", () => {
  it("writes a feed as this", () => {
    const post = samplePost({
      image: "https://news.example.com/a.png",
      html: "<p>x</p>",
      updated: DATE + 1000,
    });
    expect(
      renderJsonFeed(sampleFeed({ posts: [post], hubs: ["https://hub.example/"] })),
    ).toMatchInlineSnapshot(`
      "{
       "version": "https://jsonfeed.org/version/1.1",
       "title": "晨报",
       "home_page_url": "https://news.example.com/",
       "feed_url": "https://news.example.com/feed.xml",
       "description": "每天的消息",
       "language": "zh-CN",
       "authors": [
        {
         "name": "晨报编辑部"
        }
       ],
       "hubs": [
        {
         "type": "WebSub",
         "url": "https://hub.example/"
        }
       ],
       "items": [
        {
         "id": "tag:news.example.com,2022-03-23:posts/2022-03-23-a.md",
         "url": "https://news.example.com/a/2022/03/23/a.html",
         "title": "沪指收涨",
         "content_html": "<p>x</p>",
         "summary": "三大指数集体上涨。",
         "image": "https://news.example.com/a.png",
         "date_published": "2022-03-23T20:37:10+08:00",
         "date_modified": "2022-03-23T20:37:11+08:00",
         "authors": [
          {
           "name": "王晓"
          }
         ],
         "tags": [
          "要闻"
         ]
        }
       ]
      }
      "
    `);
  });

  it("writes dates in the site's zone, and an update only where there was one", () => {
    expect(item({}, "America/New_York").date_published).toBe("2022-03-23T08:37:10-04:00");
    expect(item({ updated: DATE + 1000 }).date_modified).toBe("2022-03-23T20:37:11+08:00");
    expect(item({ updated: DATE - 1000 })).not.toHaveProperty("date_modified");
  });

  it("has the summary, else the title, for content where it has no body", () => {
    expect(item({})).toMatchObject({ content_text: "三大指数集体上涨。" });
    expect(item({ summary: "" })).toMatchObject({ content_text: "沪指收涨" });
    expect(item({})).not.toHaveProperty("summary");
    expect(item({ html: "<p>x</p>" })).toMatchObject({
      content_html: "<p>x</p>",
      summary: "三大指数集体上涨。",
    });
  });

  it("cleans a body of characters that the other formats cannot hold", () => {
    expect(item({ html: "<p>a\0\ud800𠮷</p>\r\n" }).content_html).toBe("<p>a𠮷</p>\n");
  });

  it("has no empty lists", () => {
    const feed = JSON.parse(
      renderJsonFeed(
        sampleFeed({ author: null, hubs: [], posts: [samplePost({ authors: [], categories: [] })] }),
      ),
    );
    expect(Object.keys(feed)).not.toContain("authors");
    expect(Object.keys(feed)).not.toContain("hubs");
    expect(Object.keys(feed.items[0])).toEqual(["id", "url", "title", "content_text", "date_published"]);
  });
});
