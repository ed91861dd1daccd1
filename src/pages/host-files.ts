// Files that hosts read: headers and redirects for Cloudflare Pages and Netlify, a snippet for nginx, CNAME and
// .nojekyll for GitHub Pages. A file of `public/` of the same name stands in for each.
import type { Config } from "../types/config.js";
import type { PagePlan } from "../types/pages.js";
import { withBase } from "../urls.js";
import { FOR_EVER, feedTypes, type Header, securityHeaders } from "./host-headers.js";
import { spellingRedirects } from "./listings.js";
import { renderNginx } from "./nginx.js";
import { redirects } from "./post-pages.js";
import { page, type Site } from "./site.js";
import { staticPageRedirects } from "./static-pages.js";

/**
 * The most that `_redirects` gets: Cloudflare Pages reads no more than 2,000 that are static.
 * https://developers.cloudflare.com/pages/configuration/redirects/
 * The others have their pages, as on a host that reads no such file.
 */
export const MAX_REDIRECTS = 2000;
/** Rules in `_headers`. https://developers.cloudflare.com/pages/configuration/headers/ */
const MAX_RULES = 100;
/** Characters of a rule, for both files. */
const MAX_RULE = 1000;

export function hostFiles(site: Site): PagePlan[] {
  const { config } = site;
  switch (config.host) {
    case "github-pages":
      return [file(".nojekyll", ""), ...cname(config)];
    case "cloudflare-pages":
    case "netlify":
      return [file("_headers", renderHeaders(site)), file("_redirects", renderRedirects(site))];
    case "nginx":
      return [file("nginx.conf", renderNginx(config))];
    case "none":
      return [];
  }
}

const file = (name: string, text: string): PagePlan =>
  page("text", `/${name}`, "site:", "built-in/text", { text }, { path: name });

/** Only a domain of one's own is named. */
function cname({ origin }: Config): PagePlan[] {
  const { hostname } = new URL(origin);
  return /(?:^|\.)(?:github\.io|localhost)$|^[\d.]+$|^\[/.test(hostname)
    ? []
    : [file("CNAME", `${hostname}\n`)];
}

/** No two rules set one header for one file: hosts would join the values, or take either. */
function renderHeaders({ config, themeFiles }: Site): string {
  const located = (url: string) => withBase(config.basePath, url);
  const rules: [string, readonly Header[]][] = [
    // Pages keep the host's own short caching, which asks each time and is answered 304.
    [located("/*"), securityHeaders(config)],
    ...feedTypes(config).map(({ url, type }): [string, Header[]] => [located(url), [["Content-Type", type]]]),
    // No post may be there.
    ...(config.images === false ? [] : [[located("/pictures/*"), [FOR_EVER]] satisfies [string, Header[]]]),
    // File by file: below /theme/ there can be posts, too.
    ...themeFiles.map((output): [string, Header[]] => [located(`/${output}`), [FOR_EVER]]),
  ];
  const blocks = rules
    .filter(([path]) => path.length <= MAX_RULE)
    .slice(0, MAX_RULES)
    .map(([path, list]) => [path, ...list.map(([name, value]) => `  ${name}: ${value}`)].join("\n"));
  return `${blocks.join("\n")}\n`;
}

function renderRedirects(site: Site): string {
  const { host, basePath } = site.config;
  // Without the mark Netlify would show the redirect page that has the same address.
  const code = host === "netlify" ? "301!" : "301";
  const lines: string[] = [];
  for (const { url, facts } of allRedirects(site)) {
    const from = withBase(basePath, url);
    const line = `${from} ${new URL(facts.target as string).pathname} ${code}`;
    // A star or a placeholder would lead other addresses there, too.
    if (/\*|\/:/.test(from) || line.length > MAX_RULE) continue;
    lines.push(line);
    if (lines.length === MAX_REDIRECTS) break;
  }
  return lines.map((line) => `${line}\n`).join("");
}

/** The newest posts' first. Drawn only as far as they are wanted. */
function* allRedirects(site: Site): Iterable<PagePlan> {
  const { queries } = site;
  for (const { taxonomy, key } of queries.mergedKeys())
    yield* spellingRedirects(site, { kind: taxonomy, key });
  for (const known of site.staticPages) yield* staticPageRedirects(site, known);
  for (const path of queries.redirecting()) {
    const live = queries.livePost(path);
    if (live) yield* redirects(site, `post:${path}`, live.post.url, live.post.redirectFrom, path);
  }
}
