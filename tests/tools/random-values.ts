// What may stand in a random site: few names, addresses, terms and instants, so that it is full of the coincidences
// that real archives have.
import { source } from "./temp-site.js";

export const NAMES = [
  ..."2026-01-05-alpha.md 2026-01-05-beta.markdown 2026-01-04-gamma.html 2025-12-31-delta.md".split(" "),
  ..."2026-01-05-港口.md sub/2026-01-05-alpha.md News/2026-01-06-beta.md _drafts/idea.md undated.md".split(
    " ",
  ),
  ...Array.from({ length: 36 }, (_, i) => `2025-${12 - (i % 3)}-${10 + (i % 7)}-p${i}.md`),
];

/** Values of a post's front matter; the same instant in two notations, terms that share a slug or an identity. */
export const TERMS = [
  ...["News", "news", "Sport", "[C, News]", '["C#"]', '["c#", Sport]', "[C-2]", "[Ｃ]", '["Ｃ#", News]'],
  ...['["Tech Web", 港口]', '["tech  web"]', '["A/B"]', "[]"],
];
export const FIELDS: Readonly<Record<string, readonly string[]>> = {
  title: [
    ...["Alpha", "Beta", "<b>Gamma</b>", '"012"', "港口"],
    ...["Harbour wall to be rebuilt", "Harbour wall rebuilt, ferry waits", "Ferry waits at the old harbour"],
    ...["港口新码头今天开工", "新码头开工仪式在港口举行", "渡轮明天停靠新码头"],
  ],
  date: [
    ...["2026-01-05 08:00 +0800", "2026-01-05 00:00:00 Z", "2026-01-05", "2026-01-05 23:30", "2026-01-09"],
    ...[
      "2025-12-31 20:00 Z",
      "2026-01-01 01:00 Z",
      "2024-02-29",
      "2025-12-12",
      "2025-06-01",
      "2026-01-10 00:00 Z",
    ],
    ...["2026-01-11", "2026-01-12 12:00", "2026-02-01", "not a date"],
  ],
  categories: TERMS,
  tags: TERMS,
  permalink: [
    "/x.html",
    "/X.html",
    "/about.html",
    "/old.html",
    "/deep/x/",
    "/:title.html",
    "pretty",
    "/index.html",
    "/404.html",
  ],
  redirect_from: [
    ...["/old.html", "/old.html", "/x.html"],
    ...["/old.html", "[/old.html, /OLD.html, /x.html]", "/x.html", "/about.html", "/deep/x/", "/logo.svg"],
    ...["/robots.txt", "/tag/C.html", "/2026/01/", "[/team/, /old.html]"],
  ],
  layout: ["photo", "special/report", "missing", "page"],
  draft: ["true", "false"],
  published: ["false", "true"],
  updated: ["2026-01-06", "2026-01-08 10:00", "never"],
  lang: ["zh-CN", "fr"],
  sitemap: ["false"],
  description: ["About it.", "More about it."],
  image: ["/logo.svg", "/a.png", "/sub/b.png", "sub/b.png"],
  author: ["Chen Hu", "chen  hu", "[Ann, Chen Hu]", "C", "C#"],
  series: ["The flood", "the flood", "Lakes", "[Lakes]"],
  translationKey: ["ferry", "kite"],
  mood: ["grave"],
};

const LISTING =
  "{{ page.title }}|{{ page.canonical }}|{{ page.description }}|" +
  "{% for p in listing.posts %}{{ p.title }} {{ p.url | url }} {{ p.date | date }} {{ p.author }}" +
  "{% for c in p.categories %} {{ c.title }}={{ c.url }}{% endfor %};{% endfor %}" +
  "|{{ listing.older }}|{{ listing.newer }}|{{ listing.total | number }}|";
/** Templates that read what the theme's read, and are quicker. */
const TEMPLATES: Readonly<Record<string, string>> = {
  post:
    "{{ page.title }}|{{ page.canonical }}|{{ page.image }}|{{ post.date | iso }}|{{ post.updated | iso }}|{{ post.draft }}" +
    "|{{ post.older.url }}|{{ post.newer.title }}|{{ post.data.mood }}|" +
    "{% for c in post.categories %}{{ c.title }} {{ c.url }};{% endfor %}{% for c in post.tags %}{{ c.name }};{% endfor %}" +
    "{% for a in post.authors %}{{ a.title }} {{ a.url }};{% endfor %}{{ authors | dump }}" +
    "{{ series.term.title }}{% for p in series.parts %}{{ p.title }} {{ p.isThis }};{% endfor %}" +
    "{{ translations | dump }}" +
    "{% for p in post.related %}{{ p.title }} {{ p.url }} {{ p.date | iso }};{% endfor %}" +
    "{% for p in post.inSection %}{{ p.title }} {{ p.url }};{% endfor %}{{ structuredData() }}{{ picture(post) }}{{ post.content | safe }}",
  listing: LISTING,
  category: `${LISTING}{{ term.name }} {{ term.description }} {{ feed }}`,
  tag: `${LISTING}{{ term.name }}{{ feeds | dump }}`,
  author: `${LISTING}{{ term.title }} {{ term.description }} {{ profile | dump }} {{ structuredData() }}`,
  series: `${LISTING}{{ term.title }}`,
  archive: `${LISTING}{{ period.parents | dump }}{% for c in period.children %}{{ c.title }} {{ c.count }};{% endfor %}`,
  home:
    "{{ lead.title }}|{% for p in latest %}{{ p.title }} {{ p.url }};{% endfor %}|{{ listing.older }}|{{ picture(lead) if lead }}" +
    "{% for s in sections %}{{ s.term.title }}:{% for p in s.posts %}{{ p.title }},{% endfor %}{% endfor %}",
  terms:
    "{{ page.title }}{% for term in terms %}{{ term.title }} {{ term.url }} {{ term.count }};{% endfor %}",
  page: "{{ page.title }}|{{ page.data.mood }}|{{ page.content | safe }}",
  "not-found": "{{ page.title }} {{ t.notFoundTitle }}",
  redirect: "{{ target }}",
  photo: "A photo: {{ post.title }} {{ post.content | safe }}",
  "special/report": "A report: {{ post.title }}",
};
/** What a designer might add to any of them. */
const EXTRAS = [
  "{{ site.title }}{{ site.menu | dump }}{{ t.allTags }}",
  "{% for p in latest(3) %}{{ p.title }};{% endfor %}",
  '{% for p in posts({ category: "News", limit: 2 }) %}{{ p.title }};{% endfor %}',
  '{% for p in posts({ tag: "c#" }) %}{{ p.title }} {{ p.url }};{% endfor %}',
  '{% for term in terms("tag", { limit: 3, order: "count" }) %}{{ term.title }} {{ term.count }};{% endfor %}',
  '{% for month in periods("month", "2025") %}{{ month.title }} {{ month.count }};{% endfor %}',
  '{% include "partials/note.njk" ignore missing %}',
  '{% include "partials/deep/" + page.kind + ".njk" ignore missing %}',
  "{{ data.team.lead }}{% for key, value in data %}{{ key }};{% endfor %}",
  '{{ asset("extra.css") }}',
  '{{ urlFor("tags") }}',
  "{{ later }}",
  "{% if %}",
];
export const OWN_TEMPLATES = Object.fromEntries(
  Object.entries(TEMPLATES).map(([name, text]) => [
    `templates/${name}.njk`,
    [text, ...EXTRAS.map((extra) => text + extra)],
  ]),
);
const plugin = (name: string, body: string, word = "") =>
  `${word}export default { name: "${name}", version: "1", ${body} };\n`;
/** Some wait and some do not; some fail at some posts. */
const PLUGINS = {
  "plugins/a.mjs": [
    plugin(
      "a",
      'post: ({ title, body }) => ({ body: body + word, data: { mood: title + word } }), pages: (site) => [{ url: "/list.json", text: JSON.stringify([word, site.posts({ tag: "c#" })]) }]',
      'import { word } from "./word.mjs";\n',
    ),
    plugin(
      "a",
      "html: async (html, page) => html + page.title, post: async ({ title }) => ({ title: `${title}!` })",
    ),
    plugin(
      "a",
      'markdown: () => ({ renderer: { image() { throw new Error("no"); } } }), html: (html, { kind }) => { if (kind === "post") throw new Error("no"); return html; }',
    ),
    plugin(
      "a",
      'templates: () => ({ globals: { later: "now" }, folders: [] }), pages: ({ data }) => [{ url: "/x.html", title: "X" }, { url: "/old.html", title: "Old", content: JSON.stringify(data.team) }]',
    ),
  ],
  "plugins/b.mjs": [
    plugin(
      "b",
      'markdown: async () => ({ hooks: { postprocess: (html) => html + "b" } }), html: (html) => `${html}b`',
    ),
    plugin(
      "b",
      'pages: () => { throw new Error("no"); }, post: ({ title }) => title === "Beta" ? { images: [] } : { excerpt: title }',
    ),
  ],
  "plugins/word.mjs": ['export const word = "one";\n', 'export const word = "two";\n'],
};
const page = (fields: Record<string, string>, body = "Text.\n") => source(fields, body);

/** What each file may hold; any of them may also be missing. */
export const FILES: Readonly<Record<string, readonly string[]>> = {
  ...OWN_TEMPLATES,
  "templates/partials/note.njk": [
    "",
    "A note.",
    "{{ site.title }}{% for p in latest(1) %}{{ p.title }}{% endfor %}",
  ],
  "templates/partials/deep/post.njk": ["Deep.", '{% include "partials/note.njk" ignore missing %}'],
  "templates/words/en.yml": ["allTags: Labels\nnotFoundTitle: Gone\n", "allCategories: Desks\n"],
  "templates/words/fr.yml": ["allTags: Mots\n"],
  "data/categories.yml": [
    "News: The news\n",
    "c: {title: The language, description: Old.}\nnews: Novelties\n",
    "- no\n",
  ],
  "data/tags.yml": ["Tech Web: Tech\n"],
  "data/authors.yml": [
    "chen hu: {name: Chen Hu, bio: Writes., url: https://example.org}\n",
    "Ann: Reporter.\n",
    "- no\n",
  ],
  "data/series.yml": ["Lakes: {title: All lakes, description: Seven.}\n"],
  "data/team.yml": ["lead: Ann\n", "lead: Bob\n", "lead: [\n"],
  "data/extra.json": ['{"a":1}', "{"],
  "pages/about.md": [
    page({ title: "About" }),
    page({ title: "About us", redirect_from: "/old.html", mood: "calm" }),
    page({ title: "Elsewhere", permalink: "/x.html" }),
    page({ title: "A draft", draft: "true" }),
    page({ title: "Typed", layout: "photo" }),
    "---\ntitle: [\n---\n",
  ],
  "pages/team/index.md": [
    page({ title: "Team" }),
    page({ title: "Team", redirect_from: "[/old.html, /about.html]" }),
  ],
  "pages/404.md": [page({ title: "Not here", permalink: "/404.html" })],
  "pages/robots.njk": [page({ permalink: "/robots.txt" }, "{{ site.title }}")],
  "pages/list.njk": [
    page({}, "{% for p in latest(2) %}{{ p.title }}{% endfor %}{{ data.team.lead }}"),
    page({}, "None."),
  ],
  "pages/x.html": [
    page({ title: "X", permalink: "/X.html" }, '<p><img src="/a.png" title="T"></p>'),
    page({ title: "X", permalink: "/deep/x/" }),
  ],
  "public/a.png": ["picture 1", "picture 2", "no picture"],
  "public/sub/b.png": ["picture 1", "picture 3"],
  "public/logo.svg": ["<svg/>", "<svg></svg>"],
  "public/robots.txt": ["User-agent: *\n"],
  "public/404.html": ["Nothing.\n"],
  "public/index.html": ["Mine.\n"],
  "public/old.html": ["Old.\n"],
  "public/x.html": ["Mine.\n"],
  "public/about.html": ["Mine.\n"],
  "public/sub/a.txt": ["a\n", "b\n"],
  "public/theme/site.css": ["body{}\n"],
  "public/theme/extra.css": ["p{}\n", "a{}\n"],
  "posts/notes.txt": ["Not a post.\n"],
  ...PLUGINS,
};

export const SETTINGS: Readonly<Record<string, readonly string[]>> = {
  title: ["The Gazette", "The Herald"],
  description: ["All of it."],
  url: ["https://news.example.com", "https://example.com/news"],
  lang: ["en", "zh-CN"],
  timezone: ["UTC", "Asia/Shanghai", "America/New_York"],
  author: ["The newsroom"],
  images: ["false", "{formats: [webp], widths: [32]}", "{sizes: 10rem, alt: report, formats: []}"],
  menu: ["[{title: About, url: /about.html}]"],
  permalink: ["date", "none", "pretty", "/:title.html"],
  permalinks: ["{tag: '/t/:slug/', tagPage: '/t/:slug/:n/'}", "{day: '/on/:year-:month-:day.html'}"],
  perPage: ["3", "2", "4"],
  archivePerPage: ["4", "2"],
  excerptLength: ["20"],
  categoriesFromFolders: ["true"],
  home: ["{sections: [Sport, C]}", "{maxSections: 1, perSection: 1}"],
  search: ["{segmentSize: 4}", "{segmentSize: 5, engine: baidu}", "false"],
  related: ["{posts: 2, section: 1}", "{posts: 0, section: 0}", "{posts: 1, section: 0}"],
  duplicates: ["canonical", "keep"],
  feed: [
    "{limit: 2}",
    "{limit: 3, content: full, categories: [rss], tags: [atom, json], authors: []}",
    "{hubs: [https://hub.example/], categories: []}",
  ],
  authorPages: ["false"],
  publisher: ["{name: The house, logo: /logo.svg}"],
  sitemap: ["{news: false}"],
  robots: ["{aiCrawlers: disallow}"],
  drafts: ["true"],
  future: ["true"],
  host: ["nginx", "netlify", "cloudflare-pages", "github-pages"],
  compress: ["true", "false"],
  ping: ["{indexNowKey: 4f1c0a9be2d8}"],
  plugins: ["[./plugins/a.mjs]", "[./plugins/b.mjs, ./plugins/a.mjs]", "[./plugins/a.mjs, ./plugins/b.mjs]"],
  nonsense: ["1"],
};
