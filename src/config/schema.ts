// What may stand in `site.yml`: every key with its meaning, rule and default. The README's table, the editors'
// JSON Schema and every message about a wrong value are made from these texts.
import type { z as Zod } from "zod";
import { images } from "./images.js";
import { folder, foldersApart, postPattern } from "./paths.js";
import { permalinks } from "./permalinks.js";
import { duplicates, related } from "./read-next.js";
import {
  attributeName,
  attributeOwner,
  checked,
  cspDirective,
  cspSource,
  hostName,
  indexNowKey,
  language,
  link,
  pluginModule,
  scheme,
  siteUrl,
  tagName,
  timeZone,
  webAddress,
} from "./rules.js";
import { choice, feedFormats, flag, group, listOf, text, wholeNumber } from "./shapes.js";
import { z } from "./zod.js";

const menuItem = z.strictObject(
  {
    title: text()
      .describe("The link's words.")
      .meta({ examples: ["About"] }),
    url: checked(link)
      .describe("A path of this site, or a whole address.")
      .meta({ examples: ["/about.html"] }),
  },
  { error: "must be a title and a url" },
);

const allowList = group({
  tags: listOf(checked(tagName), "tag names")
    .default([])
    .describe("Further HTML tags to keep.")
    .meta({ examples: [["details", "summary"]] }),
  attributes: z
    .record(checked(attributeOwner), listOf(checked(attributeName), "attribute names"), {
      error: "must be lists of attribute names, each below the name of its tag",
    })
    .default({})
    .describe("Further attributes to keep, by tag name, or by `*` for every tag.")
    .meta({ examples: [{ td: ["headers"] }] }),
  schemes: listOf(checked(scheme), "URL schemes")
    .default([])
    .describe("Further schemes that links may have.")
    .meta({ examples: [["ftp"]] }),
  iframeHosts: listOf(checked(hostName), "host names")
    .default([])
    .describe("Hosts whose `<iframe>` is kept, such as a video player's.")
    .meta({ examples: [["player.example.com"]] }),
});

const search = group({
  engine: z
    .enum(["duckduckgo", "google", "bing", "baidu", "none"], {
      error: "must be duckduckgo, google, bing, baidu or none",
    })
    .default("duckduckgo")
    .describe("The web search engine that the box leads readers to whose browser runs no scripts.")
    .meta({ examples: ["baidu"] }),
  segmentSize: wholeNumber(4, 4096)
    .default(128)
    .describe(
      "Posts in a segment of the search index, on average; a segment is what a late change rewrites.",
    ),
});

const plugin = z.strictObject(
  {
    module: checked(pluginModule)
      .describe("A file of the site, its path beginning with `./`, or a package.")
      .meta({ examples: ["./plugins/reading-list.js"] }),
    options: z
      .record(z.string(), z.unknown(), { error: "must be a group of settings, one per line below it" })
      .optional()
      .describe("What the plugin takes.")
      .meta({ examples: [{ tag: "books" }] }),
  },
  { error: "must be a module, and options if it takes any" },
);

const folders = group({
  posts: checked(folder).default("posts").describe("Where posts are."),
  pages: checked(folder).default("pages").describe("Where pages without a date are, such as About."),
  data: checked(folder).default("data").describe("Where data for templates is, as YAML or JSON."),
  templates: checked(folder).default("templates").describe("Where templates that replace the theme's are."),
  public: checked(folder).default("public").describe("Where files are that are published as they are."),
}).superRefine(foldersApart);

const ping = group({
  indexNowKey: checked(indexNowKey)
    .optional()
    .describe("Key for IndexNow, which anybody may know: it is published as `/KEY.txt`.")
    .meta({ examples: ["4f1c0a9be2d84c7db5a6"] }),
  indexNow: checked(webAddress)
    .default("https://api.indexnow.org/indexnow")
    .describe("The address that takes IndexNow's calls."),
  baidu: checked(webAddress)
    .default("http://data.zz.baidu.com/urls")
    .describe("The address that takes Baidu's calls; the token is `BAIDU_TOKEN` in the environment."),
  baiduSite: text()
    .optional()
    .describe("The site as it is registered with Baidu; the scheme and host of `url` if it is not set.")
    .meta({ examples: ["www.example.com"] }),
});

/** The whole of `site.yml`. Every default is here, and nowhere else. */
export const siteYml = group({
  title: text().default("Untitled site").describe("The site's name, in the masthead, titles and feeds."),
  description: z
    .string({ error: "must be text" })
    .trim()
    .default("")
    .describe("One sentence about the site, for search engines and feeds."),
  url: checked(siteUrl)
    .default("http://localhost:8080")
    .describe("The address at which the site is published, with the path if it is not at the root.")
    .meta({ examples: ["https://news.example.com", "https://example.com/news"] }),
  lang: checked(language)
    .default("en")
    .describe("The language of the site, as a BCP 47 tag; the theme speaks `en` and `zh-CN`.")
    .meta({ examples: ["zh-CN"] }),
  timezone: checked(timeZone)
    .default("UTC")
    .describe("The time zone of dates that name none, and of the dates in URLs.")
    .meta({ examples: ["Asia/Shanghai"] }),
  author: text()
    .optional()
    .describe("The author of posts that name none.")
    .meta({ examples: ["The newsroom"] }),
  menu: listOf(menuItem, "links, each with a title and a url")
    .default([])
    .describe("Links in the masthead; beside categories, tags and RSS.")
    .meta({ examples: [[{ title: "About", url: "/about.html" }]] }),
  permalink: postPattern()
    .default("date")
    .describe(
      "URLs of posts: `date`, `pretty`, `ordinal`, `weekdate`, `none`, or a pattern with Jekyll's placeholders.",
    )
    .meta({ examples: ["pretty", "/:year/:month/:title.html"] }),
  permalinks: permalinks.prefault({}).describe("URLs of everything that is not a post."),
  perPage: wholeNumber(1, 1000).default(20).describe("Posts on a full page of a listing."),
  archivePerPage: wholeNumber(1, 1000)
    .default(100)
    .describe("Posts on a full page of a year, a month or a day, which list headlines only."),
  excerptSeparator: z
    .string({ error: "must be text" })
    .min(1, "must not be empty")
    .default("<!-- more -->")
    .describe("The text before it is a post's excerpt."),
  excerptLength: wholeNumber(20, 2000)
    .default(140)
    .describe("Characters of an excerpt taken from a post's first paragraph."),
  sanitize: z
    .union([flag(), allowList], { error: "must be true, false, or a group of additions" })
    .default(true)
    .describe(
      "Whether harmful HTML is removed from posts; `false` only if every author is trusted; a group adds to what is kept.",
    ),
  categoriesFromFolders: flag()
    .default(false)
    .describe("Whether the folders above a post are its categories too."),
  home: group({
    sections: listOf(text(), "category names")
      .default([])
      .describe(
        "Categories with a section on the home page, in order; if there are none, the most active ones.",
      )
      .meta({ examples: [["Finance", "Science"]] }),
    maxSections: wholeNumber(0, 100)
      .default(8)
      .describe("Sections on the home page if `home.sections` names none."),
    perSection: wholeNumber(1, 100).default(5).describe("Posts in a section."),
  })
    .prefault({})
    .describe("The home page."),
  cards: flag()
    .default(false)
    .describe(
      "Whether each post gets a picture with its title for those who share it; needs three more packages.",
    ),
  feed: group({
    limit: wholeNumber(1, 500).default(20).describe("Posts in a feed."),
    content: choice("excerpt", "full")
      .default("excerpt")
      .describe("Whether feeds carry `excerpt`s or the `full` texts."),
    categories: feedFormats(["atom"]).describe("The feeds of each category: `atom`, `rss`, `json`."),
    tags: feedFormats([]).describe("The feeds of each tag."),
    authors: feedFormats(["atom"]).describe("The feeds of each author."),
    hubs: listOf(checked(webAddress), "web addresses")
      .default([])
      .describe("WebSub hubs, which tell subscribers at once; feeds link to them.")
      .meta({ examples: [["https://pubsubhubbub.appspot.com/"]] }),
  })
    .prefault({})
    .describe("Atom, RSS and JSON feeds."),
  host: choice("github-pages", "cloudflare-pages", "netlify", "nginx", "none")
    .default("none")
    .describe(
      "Where the site is published: the build makes the files that this host reads, and heeds its limits.",
    ),
  csp: z
    .record(checked(cspDirective), listOf(checked(cspSource), "sources"), {
      error: "must be lists of sources, each below the name of its directive",
    })
    .default({})
    .describe(
      "What the site's Content-Security-Policy allows beyond the theme's needs, for a `host` with headers.",
    )
    .meta({ examples: [{ "script-src": ["https://stats.example.com"] }] }),
  compress: flag()
    .optional()
    .describe("Whether each text is published compressed too, as `.gz` and `.br`; `true` for `host: nginx`."),
  ping: ping.prefault({}).describe("Whom `broadsheet ping` tells of what changed, beside `feed.hubs`."),
  search: z
    .union([flag(), search], { error: "must be true, false, or a group of settings" })
    .default(true)
    .describe("Whether the site has a search page and an index of titles and excerpts for it."),
  related: related.prefault({}).describe("What is worth reading next, below an article."),
  duplicates,
  images,
  authorPages: flag()
    .default(true)
    .describe("Whether each author named by posts has a page, and bylines lead to it."),
  publisher: group({
    name: text()
      .optional()
      .describe("Who publishes the site, for search engines and Google News; if missing, its title.")
      .meta({ examples: ["The Harbour Gazette Ltd"] }),
    logo: checked(link)
      .optional()
      .describe("Its logo, for search engines: a path of this site, or a whole address.")
      .meta({ examples: ["/images/logo.png"] }),
    sameAs: listOf(checked(webAddress), "web addresses")
      .default([])
      .describe("Its pages elsewhere, such as profiles.")
      .meta({ examples: [["https://social.example/@gazette"]] }),
  })
    .prefault({})
    .describe("Who publishes the site."),
  sitemap: group({
    news: flag()
      .default(true)
      .describe("Whether there is a `/sitemap-news.xml` for Google News, of the last two days."),
  })
    .prefault({})
    .describe("Sitemaps."),
  robots: group({
    aiCrawlers: choice("neutral", "allow", "disallow")
      .default("neutral")
      .describe(
        "What robots.txt tells crawlers that collect texts to train AI: nothing of their own, come in, or stay out.",
      ),
  })
    .prefault({})
    .describe("`robots.txt`."),
  plugins: listOf(
    z.union([checked(pluginModule), plugin], { error: "must be a module, or a module and options" }),
    "plugins",
  )
    .default([])
    .describe("Plugins, in the order in which they are called.")
    .meta({ examples: [["./plugins/reading-list.js"]] }),
  folders: folders.prefault({}).describe("Where things are, relative to `site.yml`."),
  drafts: flag().default(false).describe("Whether drafts are published, as with `--drafts`."),
  future: flag()
    .default(false)
    .describe("Whether posts dated in the future are published now, as with `--future`."),
});

/** What a user may write. */
export type SiteYml = Zod.input<typeof siteYml>;
/** The same with every default filled in; `config.ts` makes a `Config` of it. */
export type FilledSiteYml = Zod.output<typeof siteYml>;

/** For editors: put `# yaml-language-server: $schema=…/site.schema.json` on the first line of `site.yml`. */
export function siteJsonSchema() {
  const schema = z.toJSONSchema(siteYml, {
    io: "input",
    // A group's default only says that it may be left out.
    override: ({ jsonSchema }) => {
      if (jsonSchema.properties !== undefined) delete jsonSchema.default;
    },
  });
  return { ...schema, title: "site.yml", description: "Settings of a Broadsheet site." };
}
