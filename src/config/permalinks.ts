// The URL patterns of everything that is not a post, as `site.yml` may set them.
import { pattern } from "./paths.js";
import { group } from "./shapes.js";

export const permalinks = group({
  category: pattern([":slug"]).default("/category/:slug.html").describe("URL of a category's newest posts."),
  categoryPage: pattern([":slug", ":n"])
    .default("/category/:slug/:n.html")
    .describe("URL of a category's older posts; `:n` counts pages from the oldest."),
  categoryFeed: pattern([":slug"], { ending: ".xml" })
    .default("/category/:slug/feed.xml")
    .describe(
      "URL of a category's Atom feed; its RSS and JSON feeds are beside it, as `rss.xml`, `feed.json`.",
    ),
  tag: pattern([":slug"]).default("/tag/:slug.html").describe("URL of a tag's newest posts."),
  tagPage: pattern([":slug", ":n"]).default("/tag/:slug/:n.html").describe("URL of a tag's older posts."),
  tagFeed: pattern([":slug"], { ending: ".xml" })
    .default("/tag/:slug/feed.xml")
    .describe("URL of a tag's Atom feed."),
  author: pattern([":slug"]).default("/author/:slug.html").describe("URL of an author's newest posts."),
  authorPage: pattern([":slug", ":n"])
    .default("/author/:slug/:n.html")
    .describe("URL of an author's older posts."),
  authorFeed: pattern([":slug"], { ending: ".xml" })
    .default("/author/:slug/feed.xml")
    .describe("URL of an author's Atom feed."),
  series: pattern([":slug"]).default("/series/:slug.html").describe("URL of a series' newest parts."),
  seriesPage: pattern([":slug", ":n"])
    .default("/series/:slug/:n.html")
    .describe("URL of a series' older parts."),
  homePage: pattern([":n"]).default("/page/:n.html").describe("URL of the home page's older posts."),
  year: pattern([":year"]).default("/:year/").describe("URL of a year's posts."),
  month: pattern([":year", ":month"]).default("/:year/:month/").describe("URL of a month's posts."),
  day: pattern([":year", ":month", ":day"]).default("/:year/:month/:day/").describe("URL of a day's posts."),
  archivePage: pattern([":n"], { appended: true })
    .default("page/:n.html")
    .describe("URL of a year's, month's or day's older posts, appended to its own."),
  categories: pattern([]).default("/categories.html").describe("URL of the directory of all categories."),
  tags: pattern([]).default("/tags.html").describe("URL of the directory of all tags."),
  search: pattern([]).default("/search.html").describe("URL of the search page."),
  authors: pattern([]).default("/authors.html").describe("URL of the directory of all authors."),
  allSeries: pattern([]).default("/series.html").describe("URL of the directory of all series."),
});
