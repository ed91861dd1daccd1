// The plugins whose work Broadsheet does itself, and those that have nothing to do here.

export const KNOWN_PLUGINS: ReadonlySet<string> = new Set([
  "jekyll-feed",
  "jekyll-sitemap",
  "jekyll-redirect-from",
  "jekyll-paginate",
  "jekyll-paginate-v2",
  "jekyll-archives",
  "jekyll-seo-tag",
  "jekyll-include-cache",
  "jekyll-titles-from-headings",
  "jekyll-relative-links",
  "jekyll-optional-front-matter",
  "jekyll-readme-index",
  "jemoji",
  // Nothing is left to do for these: watching, colours and the like are the program's own.
  "jekyll-watch",
  "jekyll-coffeescript",
  "jekyll-default-layout",
  "jekyll-sass-converter",
]);
