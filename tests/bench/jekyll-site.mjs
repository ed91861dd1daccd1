// The archive as a Jekyll site without plugins, of the shape of the one that it is modelled on: a page for each category
// is a file of its own, and the front page is a README that goes over all tags.

/** @param {import("./archive.mjs").Category[]} categories that have posts @returns {Record<string, string>} */
export function jekyllFiles(categories) {
  const stubs = categories.map(({ slug, tag }) => [
    `category/${slug}.html`,
    `---\nlayout: category\ntitle: ${tag}\ncategory: ${slug}\n---\n`,
  ]);
  return {
    "_config.yml": CONFIG,
    "_layouts/default.html": DEFAULT,
    "_layouts/post.html": POST,
    "_layouts/category.html": CATEGORY,
    "README.md": README,
    "feed.xml": FEED,
    ...Object.fromEntries(stubs),
  };
}

const CONFIG = `title: 澄湖财经
url: https://news.example.com
lang: zh-CN
timezone: Asia/Shanghai
permalink: date
markdown: kramdown
`;

const DEFAULT = `<!doctype html>
<html lang="{{ site.lang }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{ page.title | escape }}</title>
<link rel="canonical" href="{{ page.url | absolute_url }}">
</head>
<body>
<header><a href="/">{{ site.title }}</a></header>
<main>{{ content }}</main>
</body>
</html>
`;

const POST = `---
layout: default
---
<article>
<h1>{{ page.title | escape }}</h1>
<time datetime="{{ page.date | date_to_xmlschema }}">{{ page.date | date: "%Y-%m-%d %H:%M" }}</time>
{{ content }}
<p>{% for category in page.categories %}<a href="/category/{{ category }}.html">{{ category }}</a> {% endfor %}{{ page.tags | join: " " }}</p>
</article>
<nav>{% if page.previous %}<a rel="next" href="{{ page.previous.url }}">{{ page.previous.title | escape }}</a>{% endif %}
{% if page.next %}<a rel="prev" href="{{ page.next.url }}">{{ page.next.title | escape }}</a>{% endif %}</nav>
`;

const CATEGORY = `---
layout: default
---
<h1>{{ page.title }}</h1>
{% for post in site.categories[page.category] %}<article>
<h2><a href="{{ post.url }}">{{ post.title | escape }}</a></h2>
<time datetime="{{ post.date | date_to_xmlschema }}">{{ post.date | date: "%Y-%m-%d %H:%M" }}</time>
<p>{{ post.excerpt | strip_html }}</p>
</article>
{% endfor %}`;

const README = `---
layout: default
title: 澄湖财经
permalink: /
---
# {{ site.title }}

{% for post in site.posts limit: 20 %}
* [{{ post.title }}]({{ post.url }}) {{ post.date | date: "%Y-%m-%d %H:%M" }}
{% endfor %}

{% for tag in site.tags %}
## {{ tag[0] }}

{% for post in tag[1] limit: 5 %}
* [{{ post.title }}]({{ post.url }}) {{ post.date | date: "%Y-%m-%d" }}
{% endfor %}
{% endfor %}
`;

const FEED = `---
---
<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>{{ site.title }}</title><link>{{ site.url }}</link><description>{{ site.title }}</description>
{% for post in site.posts limit: 20 %}<item><title>{{ post.title | xml_escape }}</title><link>{{ post.url | absolute_url }}</link><description>{{ post.excerpt | xml_escape }}</description></item>
{% endfor %}</channel></rss>
`;
