// Sitemaps by sitemaps.org 0.9, images by Google's extension.
//
// Written here and not with the package `sitemap`: that one is a stream (a promise per file in a pure stage), writes
// every date in UTC and takes 60 ms to load. Its reader reads ours in the tests.
import { isoWithOffset } from "../time.js";
import type { Instant } from "../types/content.js";
import { asciiUrl, escapeXml } from "../xml.js";

/** Google's limit for one page. */
const MAX_IMAGES_PER_URL = 1_000;

export interface SitemapUrl {
  /** Absolute. */
  loc: string;
  lastmod: Instant | null;
  /** Absolute. */
  images?: readonly string[] | undefined;
}

/** A sitemap of lines by `renderSitemapUrl`, in their order. At least one: the protocol knows no empty sitemap. */
export function renderSitemap(lines: readonly string[]): string {
  const withImages = lines.some((line) => line.includes("<image:image>"));
  const images = withImages ? ` xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"` : "";
  return document("urlset", images, lines);
}

/** One URL's line; ASCII but for what XML escapes, so that its length is its bytes. */
export const renderSitemapUrl = (url: SitemapUrl, zone: string): string =>
  `<url>${place(url, zone)}${imagesOf(url)}</url>\n`;

/** The index of a site's sitemaps; a sitemap's `lastmod` is its newest URL's. At least one entry. */
export function renderSitemapIndex(entries: readonly Omit<SitemapUrl, "images">[], zone: string): string {
  return document(
    "sitemapindex",
    "",
    entries.map((entry) => `<sitemap>${place(entry, zone)}</sitemap>\n`),
  );
}

function document(root: string, namespaces: string, lines: readonly string[]): string {
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n` +
    `<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"${namespaces}>\n${lines.join("")}</${root}>\n`
  );
}

function place({ loc, lastmod }: SitemapUrl, zone: string): string {
  const changed = lastmod === null ? "" : `<lastmod>${isoWithOffset(lastmod, zone)}</lastmod>`;
  return `<loc>${escapeXml(asciiUrl(loc))}</loc>${changed}`;
}

function imagesOf({ images = [] }: SitemapUrl): string {
  return [...new Set(images.map(asciiUrl))]
    .slice(0, MAX_IMAGES_PER_URL)
    .map((url) => `<image:image><image:loc>${escapeXml(url)}</image:loc></image:image>`)
    .join("");
}
