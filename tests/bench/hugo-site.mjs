// The archive as a Hugo site: the same posts, addresses as near as Hugo's patterns come, and layouts that do less
// than the theme that they are compared with.

/** @param {string} version @returns {Record<string, string>} */
export function hugoFiles(version) {
  return {
    "config.toml": `${pager(version)}\n${CONFIG}`,
    "content/tags/_index.md": TAGS,
    "layouts/_default/baseof.html": BASE,
    "layouts/_default/single.html": SINGLE,
    "layouts/_default/list.html": LIST,
    "layouts/_default/terms.html": TERMS,
    "layouts/index.html": LIST,
  };
}

/** The key has another name since 0.128, and the old one is refused since. @param {string} version */
function pager(version) {
  const [major, minor] = version.split(".").map(Number);
  return major === 0 && minor < 128 ? "paginate = 20" : "pagination.pagerSize = 20";
}

const CONFIG = `baseURL = "https://news.example.com/"
title = "澄湖财经"
languageCode = "zh-CN"
timeZone = "Asia/Shanghai"
hasCJKLanguage = true
uglyURLs = true
disableAliases = true
disableKinds = ["section"]
[taxonomies]
category = "categories"
tag = "tags"
[permalinks]
posts = "/:year/:month/:day/:filename"
[outputs]
home = ["HTML", "RSS"]
taxonomy = ["HTML"]
term = ["HTML", "RSS"]
[services.rss]
limit = 20
[markup.goldmark.renderer]
unsafe = true
`;

/** Tags have no feeds in the site that this one is compared with. */
const TAGS = `---
title: Tags
cascade:
  outputs: [HTML]
---
`;

const BASE = `<!doctype html>
<html lang="{{ site.LanguageCode }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{ .Title }}</title>
<link rel="canonical" href="{{ .Permalink }}">
{{ with .Description }}<meta name="description" content="{{ . }}">{{ end }}
</head>
<body>
<header><a href="/">{{ site.Title }}</a></header>
<main>{{ block "main" . }}{{ end }}</main>
</body>
</html>
`;

const SINGLE = `{{ define "main" }}<article>
<h1>{{ .Title }}</h1>
<time datetime="{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}">{{ .Date.Format "2006-01-02 15:04" }}</time>
{{ .Content }}
<p>{{ range .GetTerms "categories" }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}
{{ range .GetTerms "tags" }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}</p>
</article>
<nav>{{ with .Prev }}<a rel="prev" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .Next }}<a rel="next" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>
{{ end }}`;

const LIST = `{{ define "main" }}<h1>{{ .Title }}</h1>
{{ $pages := .Pages }}{{ if .IsHome }}{{ $pages = site.RegularPages }}{{ end }}
{{ $pager := .Paginate $pages }}
{{ range $pager.Pages }}<article>
<h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>
<time datetime="{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}">{{ .Date.Format "2006-01-02 15:04" }}</time>
<p>{{ .Summary | plainify }}</p>
</article>
{{ end }}
<nav>{{ with $pager.Prev }}<a rel="prev" href="{{ .URL }}">Newer</a>{{ end }}
{{ with $pager.Next }}<a rel="next" href="{{ .URL }}">Older</a>{{ end }}</nav>
{{ end }}`;

const TERMS = `{{ define "main" }}<h1>{{ .Title }}</h1>
<ul>{{ range .Data.Terms.ByCount }}<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> {{ .Count }}</li>
{{ end }}</ul>
{{ end }}`;
