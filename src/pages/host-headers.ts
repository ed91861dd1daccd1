// Which HTTP headers the site wants of its host, whatever the host reads them from.
import { TAXONOMIES } from "../taxonomies.js";
import type { Config } from "../types/config.js";
import { FEED_TYPES, feedPatterns, SITE_FEEDS } from "./feed-urls.js";

export type Header = readonly [name: string, value: string];

/** Of hashed files: a year, and no question in between. https://www.rfc-editor.org/rfc/rfc8246 */
export const FOR_EVER: Header = ["Cache-Control", "public, max-age=31536000, immutable"];
/** Of pages: news changes, but not within a minute. */
export const SHORT: Header = ["Cache-Control", "public, max-age=60"];

/** Of every answer. */
export function securityHeaders(config: Config): Header[] {
  return [
    ["Content-Security-Policy", contentSecurityPolicy(config)],
    ["X-Content-Type-Options", "nosniff"],
    ["Referrer-Policy", "strict-origin-when-cross-origin"],
  ];
}

/**
 * What the theme needs and posts may show: nothing inline, no script from elsewhere, pictures from anywhere. JSON-LD
 * is data: it is not run, and the policy does not ask about it. Settings add sources to a directive, or directives.
 */
export function contentSecurityPolicy({ sanitize, csp, origin }: Config): string {
  const frames = sanitize === false ? ["https:"] : sanitize.iframeHosts.map((host) => `https://${host}`);
  const directives: Record<string, readonly string[]> = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "https:", "data:"],
    "media-src": ["'self'", "https:"],
    "frame-src": frames.length > 0 ? frames : ["'none'"],
    "object-src": ["'none'"],
    "base-uri": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'self'"],
  };
  for (const [name, sources] of Object.entries(csp)) {
    // A directive that is not there falls back to default-src: what is added must not take 'self' away.
    const base = directives[name] ?? (name.endsWith("-src") ? ["'self'"] : []);
    directives[name] = [...base.filter((source) => source !== "'none'"), ...sources];
  }
  if (origin.startsWith("https:")) directives["upgrade-insecure-requests"] ??= [];
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(" "))
    .join("; ");
}

/** Feeds by URL, some with a placeholder `:slug`: hosts take them for any XML or JSON. */
export function feedTypes(config: Config): { url: string; type: string }[] {
  const ofTerms = TAXONOMIES.flatMap((taxonomy) => feedPatterns(config, taxonomy));
  return [...SITE_FEEDS, ...ofTerms].map(({ url, format }) => ({
    url,
    type: `${FEED_TYPES[format]}; charset=utf-8`,
  }));
}
