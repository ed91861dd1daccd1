// Law 2 for a Jekyll site: after any edits, an incremental build leaves what a clean one would. `SEQUENCES` changes
// how many sequences of edits are tried, `SHRINK` finds the shortest that fails; the seed is the same in every run.
import { rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { buildSite, readTree, tempFolder, writeFiles } from "../tools/temp-site.js";

const SEQUENCES = Number(process.env.SEQUENCES ?? 20);
const SEED = Number(process.env.SEED ?? 20240315);
const NOW = Date.parse("2026-01-01T00:00:00Z");

const LAYOUTS = {
  "_layouts/base.html":
    "<title>{{ page.title }} - {{ site.title }}</title>{% include head.html n=1 %}{{ content }}",
  "_layouts/post.html":
    "---\nlayout: base\n---\n{{ content }}{{ page.previous.title }}<>{{ page.next.url }}{% for p in site.posts limit: 2 %}[{{ p.title }}]{% endfor %}",
  "_layouts/tag.html":
    "---\nlayout: base\n---\n{% for p in site.tags[page.tag] %}{{ p.title }}: {{ p.excerpt }}{% endfor %}",
  "_layouts/archive.html":
    "{{ page.type }} {{ page.date }} {% for p in page.posts %}{{ p.title }}{% endfor %}",
  "_layouts/term.html": "{{ page.title }} {{ page.posts.first.title }} {{ site.archives.size }}",
  "_includes/head.html": "<i>{{ include.n }} {{ site.data.facts.a }}</i>",
};

const FIRST: Record<string, string> = {
  ...LAYOUTS,
  "_config.yml":
    "title: T\nurl: https://example.com\npaginate: 2\nplugins: [jekyll-paginate, jekyll-feed, jekyll-sitemap, jekyll-redirect-from, jekyll-archives]\njekyll-archives: {enabled: all, layouts: {tag: term}}\ncollections: {notes: {output: true}}\n",
  "_data/facts.yml": "a: 1\n",
  "index.html":
    "---\nlayout: base\n---\n{% for p in paginator.posts %}{{ p.title }}|{{ p.excerpt }}{% endfor %}{{ paginator.next_page_path }}",
  "all.html":
    "---\nlayout: base\n---\n{% for p in site.posts %}{{ p.url }}{% endfor %}{% for t in site.tags %}{{ t[0] }}={{ t[1].size }};{% endfor %}{% for c in site.categories %}{{ c | first }}{% for p in c[1] %}{{ p.title }}{% endfor %}{% endfor %}{{ site.notes.size }}{{ site.static_files | map: 'path' | join }}{{ site.pages.size }}{% for a in site.archives %}{{ a.url }}{{ a.title }}{% endfor %}",
  "tags/x.html": "---\nlayout: tag\ntag: x\n---\n",
  "tags/y.html": "---\nlayout: tag\ntag: y\n---\n",
  "_notes/n.md": "---\ntitle: N\n---\n{% post_url 2022-01-01-a %} text",
  "css/a.css": "a {}",
  "css/s.scss": '---\n---\n@use "b"; .s { left: {{ site.posts.size }}px; }',
  "_sass/_b.scss": '@use "inner";',
  "_sass/_inner.scss": "a { b: c; }",
  "_posts/2022-01-01-a.md":
    "---\nlayout: post\ntitle: A\ntags: [x]\n---\nFirst.\n\nSecond {% include head.html n=2 %}.",
};

const PAGED_CONFIG = `title: T
url: https://example.com
plugins: [jekyll-paginate-v2, jekyll-sitemap, jekyll-redirect-from, jekyll-archives]
jekyll-archives: {enabled: [tags, categories]}
collections: {notes: {output: true}}
pagination: {enabled: true, per_page: 2, sort_reverse: true, trail: {before: 1, after: 1}}
autopages: {enabled: true, tags: {layouts: [paged.html], slugify: {mode: default}}, categories: {enabled: false}, collections: {layouts: [paged.html]}}
`;
const paged = (settings: string, more = "") =>
  `---\nlayout: paged\n${more}pagination: {enabled: true, ${settings}}\n---\n`;

/** The same with lists of jekyll-paginate-v2. */
const PAGED: Record<string, string> = {
  ...FIRST,
  "_config.yml": PAGED_CONFIG,
  "_layouts/paged.html":
    "---\nlayout: base\n---\n{{ page.url }} {{ page.autopages.display_name }}{% for p in paginator.posts %}{{ p.title }}|{{ p.excerpt }}{% endfor %}{{ paginator.total_posts }}{% for t in paginator.page_trail %}{{ t.title }}{{ t.path }}{% endfor %}",
  "index.html": paged("per_page: 1"),
  "term.html": paged("tag: x, sort_field: title", "permalink: /by/\n"),
  "kind.html": paged("category: k, permalink: 'n:num/'", "permalink: /tag/\n"),
  "mixed/index.html": paged("collection: 'notes,posts', sort_field: rank, locale: en"),
};

interface Edit {
  path: string;
  /** `null`: removed. */
  text: string | null;
}

const post = fc
  .record({
    day: fc.integer({ min: 1, max: 6 }),
    name: fc.constantFrom("a", "b", "c"),
    title: fc.constantFrom("One", "Two", "Three"),
    tags: fc.constantFrom("[x]", "[y]", "[x, y]", "[X]", "[]"),
    more: fc.constantFrom(
      ...[
        "",
        "published: false\n",
        "category: K k\n",
        "redirect_from: /old/\n",
        "date: 2022-01-09 10:00:00\n",
      ],
      ...[
        "permalink: /fixed/\n",
        "permalink: /tag/x/\n",
        "redirect_from: /category/k-k/\n",
        "excerpt: own\n",
        "tags: [broken\n",
        "layout: none\n",
        "hidden: true\n",
        "locale: en\nrank: 3\n",
        "pagination: {}\n",
        "permalink: /page2/\n",
        "tag: 'x; y'\n",
      ],
    ),
    body: fc.constantFrom(
      "Text.",
      "A\n\nB {{ site.posts.size }}",
      "{% nosuch %}x",
      "{% if %}",
      "{{ site.data.facts.a }}",
    ),
    gone: fc.boolean(),
  })
  .map(
    ({ day, name, title, tags, more, body, gone }): Edit => ({
      path: `_posts/2022-01-0${day}-${name}.md`,
      text:
        gone && day > 4 ? null : `---\nlayout: post\ntitle: ${title}\ntags: ${tags}\n${more}---\n${body}\n`,
    }),
  );

const change = (path: string, ...texts: (string | null)[]) => texts.map((text): Edit => ({ path, text }));
const other = fc.constantFrom(
  ...change("_includes/head.html", "<b>{{ include.n }}</b>", LAYOUTS["_includes/head.html"], null),
  ...change("_layouts/post.html", "{{ content }}!", LAYOUTS["_layouts/post.html"]),
  ...change("_layouts/tag.html", LAYOUTS["_layouts/tag.html"], "{{ site.tags[page.tag].size }}", null),
  ...change("_data/facts.yml", "a: 2\n", "a: 1\n", null),
  ...change("css/a.css", "a {}", "b {}", null),
  ...change("css/b.css", "b {}", null),
  ...change("_sass/_inner.scss", "a { b: d; }", '@warn "loud";'),
  ...change("_sass/_b.scss", "c { d: e; }", '@use "inner";'),
  ...change("css/_b.scss", "f { g: h; }", null),
  ...change(
    "about.md",
    "---\ntitle: About\n---\n# About\n",
    "---\nredirect_from: /me\n---\nx",
    "plain",
    null,
  ),
  ...change("_layouts/archive.html", "{{ page.posts.size }}", LAYOUTS["_layouts/archive.html"]),
  ...change("tag/x/index.html", "an asset", "---\n---\na page", null),
  ...change("own.html", "---\npermalink: /2022/\n---\n", "---\npermalink: /tag/y/\n---\n", null),
  ...change("_notes/m.md", "---\ntitle: M\n---\nm", null),
  ...change(
    "_notes/n.md",
    "---\ntitle: N\n---\n{% link _posts/2022-01-01-a.md %}",
    FIRST["_notes/n.md"] as string,
  ),
  ...change(
    "_config.yml",
    FIRST["_config.yml"] as string,
    (FIRST["_config.yml"] as string).replace("T", "U"),
  ),
  ...change("_config.yml", (FIRST["_config.yml"] as string).replace("paginate: 2", "paginate: 3")),
  ...change(
    "_config.yml",
    (FIRST["_config.yml"] as string).replace("all", "[tags, day], permalinks: {tag: '/:name/'}"),
  ),
);
const otherThanConfig = other.filter(({ path }) => path !== "_config.yml");
const ofLists = fc.constantFrom(
  ...change("_layouts/paged.html", PAGED["_layouts/paged.html"] as string),
  ...change("_layouts/paged.html", "---\npagination: {per_page: 1}\n---\n{{ paginator.posts.first.title }}"),
  ...change("index.html", PAGED["index.html"] as string, paged("limit: 2"), "---\n---\n", null),
  ...change("term.html", paged("tag: y, sort_field: date, offset: 1"), paged("tag: 'x,y'"), null),
  ...change("own.html", "---\npermalink: /page2/\n---\n", "---\npermalink: /tag/x/\n---\n", null),
  ...change("_notes/m.md", "---\ntitle: M\ntags: z\nlocale: en\n---\nm", "---\nhidden: true\n---\n", null),
  ...change("page3/index.html", "an asset", "---\n---\na page", null),
  ...change("all.html", "{{ site.pages.size }}", FIRST["all.html"] as string),
  ...change("_config.yml", PAGED_CONFIG, PAGED_CONFIG.replace("per_page: 2", "per_page: 3")),
  ...change(
    "_config.yml",
    PAGED_CONFIG.replace("title: T", "title: U"),
    PAGED_CONFIG.replace("tags: {", "tags: {permalink: '/:tag', "),
  ),
);
const stepsWith = (...edits: fc.Arbitrary<Edit>[]) =>
  fc.array(fc.array(fc.oneof({ arbitrary: post, weight: 3 }, ...edits), { minLength: 1, maxLength: 3 }), {
    minLength: 2,
    maxLength: 6,
  });

it.each([
  { name: "a site", first: FIRST, steps: stepsWith(other) },
  { name: "one with lists of jekyll-paginate-v2", first: PAGED, steps: stepsWith(otherThanConfig, ofLists) },
])(`builds of $name what a clean build would, after ${SEQUENCES} sequences of edits (seed ${SEED})`, async ({
  first,
  steps,
}) => {
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const root = tempFolder();
      const files = { ...first };
      writeFiles(root, files);
      await buildSite(root, { now: NOW });
      for (const edits of sequence) {
        for (const { path, text } of edits) apply(root, files, path, text);
        const report = await buildSite(root, { now: NOW });
        const clean = tempFolder();
        writeFiles(clean, files);
        const expected = await buildSite(clean, { now: NOW });
        expect(Object.fromEntries(readTree(join(root, "dist")))).toEqual(
          Object.fromEntries(readTree(join(clean, "dist"))),
        );
        // A catalog made under other settings is said; a clean build has none.
        const told = report.posts.warnings.filter(({ code }) => code !== "catalog-refused");
        expect({ ...report.posts, warnings: told }).toEqual(expected.posts);
        rmSync(clean, { recursive: true });
      }
      rmSync(root, { recursive: true });
    }),
    { numRuns: SEQUENCES, seed: SEED, endOnFailure: process.env.SHRINK === undefined },
  );
}, 3_600_000);

function apply(root: string, files: Record<string, string>, path: string, text: string | null): void {
  if (text === null) {
    delete files[path];
    rmSync(join(root, path), { force: true });
    return;
  }
  files[path] = text;
  writeFiles(root, { [path]: text });
}
