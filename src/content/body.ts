// A post's body -> the HTML on its page, the excerpt on cards, and its length.
import type { MarkedExtension } from "marked";
import type { Config, SanitizeConfig } from "../types/config.js";
import { excerptOf } from "./excerpt.js";
import { createMarkdownRenderer } from "./markdown.js";
import { createSanitizer } from "./sanitize.js";
import { lengthOf } from "./word-count.js";

export interface RenderedBody {
  html: string;
  /** Plain text. */
  excerpt: string;
  words: number;
  minutes: number;
}

/** Throws on text that cannot be rendered in time; the message says why. */
export type BodyRenderer = (body: string, format: "markdown" | "html") => RenderedBody;

/** One renderer serves any number of posts, and keeps nothing of them. `extensions` are plugins'. */
export function createBodyRenderer(
  config: Pick<Config, "sanitize" | "excerpt"> & Partial<Pick<Config, "lang">>,
  extensions: readonly MarkedExtension[] = [],
): BodyRenderer {
  const renderMarkdown = createMarkdownRenderer(config.lang ?? "en", extensions);
  const { sanitize: setting, excerpt } = config;
  const sanitize = createSanitizer(setting === false ? NOTHING_ADDED : setting);
  const publish = setting === false ? createSanitizer(false) : null;
  const { prepare, split } = createSplitter(excerpt.separator);
  return (body, format) => {
    const source = prepare(body.includes("\r") ? body.replace(/\r\n?/g, "\n") : body);
    const raw = format === "markdown" ? renderMarkdown(source) : source;
    const separator = split(raw);
    // Excerpt and length are taken from harmless HTML, also where the page shows the author's own.
    const html = sanitize(raw).trim();
    const lead = separator < 0 ? null : sanitize(raw.slice(0, separator));
    return {
      html: publish ? publish(raw).trim() : html,
      excerpt: excerptOf({ html, lead, length: excerpt.length }),
      ...lengthOf(html),
    };
  };
}

const NOTHING_ADDED: SanitizeConfig = { tags: [], attributes: {}, schemes: [], iframeHosts: [] };

const MORE = "<!-- more -->";

/**
 * `<!-- more -->` separates always, the site's own separator as well; white space in them may vary. One that is not a
 * comment is made one before rendering, so it is not seen on the page. One of white space alone means what holds
 * without any: the first paragraph.
 */
function createSplitter(separator: string): {
  prepare: (source: string) => string;
  split: (rendered: string) => number;
} {
  const comment = /^<!--([\s\S]*)-->$/.exec(separator.trim())?.[1];
  const comments = ["more", comment ?? "more"].map((text) => `<!--\\s*${patternOf(text)}\\s*-->`).join("|");
  const isComment = new RegExp(comments);
  const text = comment === undefined && separator.trim() !== "" ? new RegExp(patternOf(separator)) : null;
  return {
    prepare: (source) => (text === null ? source : source.replace(text, MORE)),
    split: (rendered) => (rendered.includes("<!--") ? rendered.search(isComment) : -1),
  };
}

const patternOf = (text: string): string =>
  text
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"))
    .join("\\s*");
