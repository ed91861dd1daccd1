import type { FeedFacts, FeedPost } from "../../../src/pages/feeds.js";

/** 2022-03-23 20:37:10 +08:00 */
export const DATE = Date.parse("2022-03-23T12:37:10Z");
const HOUR = 3_600_000;

export function samplePost(changes: Partial<FeedPost> = {}): FeedPost {
  return {
    id: "tag:news.example.com,2022-03-23:posts/2022-03-23-a.md",
    url: "https://news.example.com/a/2022/03/23/a.html",
    title: "沪指收涨",
    date: DATE,
    updated: null,
    summary: "三大指数集体上涨。",
    authors: ["王晓"],
    image: null,
    categories: ["要闻"],
    ...changes,
  };
}

export function sampleFeed(changes: Partial<FeedFacts> = {}): FeedFacts {
  return {
    kind: "site",
    title: "晨报",
    description: "每天的消息",
    lang: "zh-CN",
    author: "晨报编辑部",
    homeUrl: "https://news.example.com/",
    selfUrl: "https://news.example.com/feed.xml",
    posts: [samplePost()],
    zone: "Asia/Shanghai",
    ...changes,
  };
}

/** `count` posts with everything that a post can have, newest first. */
export function manyPosts(count: number): FeedPost[] {
  return Array.from({ length: count }, (_, index) =>
    samplePost({
      id: `tag:news.example.com,2022-03-23:posts/${index}.md`,
      url: `https://news.example.com/a/2022/03/23/${index}.html`,
      title: `第 ${index} 条：A & B <b>上涨</b>`,
      date: DATE - index * HOUR,
      updated: index % 2 ? DATE - index * HOUR + 60_000 : null,
      summary: "三大指数集体上涨，成交额放大 & 北向资金净流入。".repeat(4),
      html: index % 3 ? undefined : '<p>正文 &amp; <a href="https://news.example.com/">链接</a></p>\r\n',
      image: `https://news.example.com/图/${index}.png`,
      lang: index % 5 ? null : "en",
      authors: index % 4 ? [] : ["李 & 王", "周"],
    }),
  );
}

/** Text as nobody should write it: markup, entities, section ends, control characters, halves of characters. */
export const HOSTILE = `<b>"A" & 'B'</b> &amp; &lt; ]]> <![CDATA[ <!-- --> \0\x08\x1b\ud800\ufffe\uffff\t𠮷 &#0; %00`;
