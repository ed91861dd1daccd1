// JSON Feed 1.1; closed, so that anything else is a problem.
import { z } from "zod";
import { isHttpUrl, isRfc3339 } from "./xml.js";

const url = z.string().refine(isHttpUrl, "not a URL in ASCII");
const date = z.string().refine(isRfc3339, "not an RFC 3339 date");
const text = z.string().min(1);
const authors = z.array(z.strictObject({ name: text })).min(1);

const item = z
  .strictObject({
    id: text,
    url,
    title: z.string(),
    content_html: text.optional(),
    content_text: z.string().optional(),
    summary: text.optional(),
    image: url.optional(),
    date_published: date,
    date_modified: date.optional(),
    authors: authors.optional(),
    tags: z.array(text).min(1).optional(),
    language: text.optional(),
  })
  .refine((it) => it.content_html !== undefined || it.content_text !== undefined, "an item without content");

const feed = z.strictObject({
  version: z.literal("https://jsonfeed.org/version/1.1"),
  title: z.string(),
  home_page_url: url,
  feed_url: url,
  description: text.optional(),
  language: text,
  authors: authors.optional(),
  hubs: z
    .array(z.strictObject({ type: text, url }))
    .min(1)
    .optional(),
  items: z
    .array(item)
    .refine((items) => new Set(items.map((it) => it.id)).size === items.length, "two of one id"),
});

export function jsonFeedProblems(json: string): string[] {
  const result = feed.safeParse(JSON.parse(json));
  return result.success
    ? []
    : result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
}
