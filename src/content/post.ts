// A post's source -> a Post and its rendered body: decode, front matter, fields, URL, body.

import { pictureWithoutAlt } from "../diagnostics/pictures.js";
import {
  dateInvalid,
  dateMissing,
  frontMatterMissing,
  nameDateInvalid,
  permalinkInvalid,
  updatedInvalid,
} from "../diagnostics/posts.js";
import { placeOfText } from "../pictures/place.js";
import { signatureOf } from "../related/signature.js";
import type { Config } from "../types/config.js";
import type { Instant, Parsed, Post } from "../types/content.js";
import type { Diagnostic } from "../types/diagnostic.js";
import { expandStyle, type Permalink, permalink } from "../urls.js";
import { parseDate } from "./dates.js";
import {
  distinctNames,
  joinNames,
  type Reading,
  readAuthors,
  readData,
  readFlag,
  readImage,
  readLang,
  readLayout,
  readLine,
  readPlain,
  readRedirects,
  readSeries,
  readTerms,
  readText,
  readVisibility,
} from "./fields.js";
import { type FileName, foldersBelow, parseFileName, titleFromName } from "./file-name.js";
import type { FrontMatter } from "./front-matter.js";
import { headline } from "./headline.js";
import { imagesIn, imagesWithoutAlt } from "./images.js";
import { openSource, rejected, type Source, tryRender } from "./source.js";

/** What parsing needs besides the source; a worker makes it once. */
export interface ParseSettings {
  config: Config;
  renderBody: RenderBody;
}

/** `html` is sanitised, `excerpt` plain text. May throw on hostile text. */
export type RenderBody = (
  body: string,
  format: "markdown" | "html",
) => { html: string; excerpt: string; words: number; minutes: number };

/** Never throws: whatever is wrong with a source is a diagnostic. */
export function parsePost(source: Source, settings: ParseSettings): Parsed<Post> {
  const opened = openSource(source);
  if (!opened.ok) return rejected(source, opened.problems);
  const { matter, body, warnings } = opened;
  const reading: Reading = { matter, problems: [], warnings };
  if (!matter.present) warnings.push(frontMatterMissing({ file: source.path }));

  const name = parseFileName(source.path);
  const fields = readFields(reading, source, name, settings.config);
  if (reading.problems.length > 0 || fields === null) return rejected(source, reading.problems);
  const rendered = tryRender(source, () => settings.renderBody(body, name.format));
  if (!rendered.ok) return rejected(source, [rendered.problem]);

  const excerpt = fields.excerpt || rendered.body.excerpt;
  const record: Post = {
    path: source.path,
    fingerprint: source.fingerprint,
    ...fields,
    title: fields.title ?? (headline(excerpt) || titleFromName(name.name)),
    excerpt,
    description: fields.description || excerpt,
    images: imagesIn(rendered.body.html),
    signature: signatureOf(rendered.body.html),
    words: rendered.body.words,
    minutes: rendered.body.minutes,
  };
  if (settings.config.images !== false && settings.config.images.alt === "report")
    warnings.push(...silentPictures(source, record, rendered.body.html, matter));
  return { ok: true, record, html: rendered.body.html, warnings };
}

/** The theme takes the text of a post's own picture from `image_alt`. */
function silentPictures(
  source: Source,
  { image, data }: Post,
  html: string,
  matter: FrontMatter,
): Diagnostic[] {
  const own =
    image === null || String(data.image_alt ?? "").trim() !== ""
      ? []
      : [pictureWithoutAlt(image, matter.place("image"))];
  const lines = Buffer.from(source.bytes).toString("utf8").split("\n");
  return [
    ...own,
    ...imagesWithoutAlt(html).map((url) => pictureWithoutAlt(url, placeOfText(url, source.path, lines))),
  ];
}

type Fields = Omit<Post, "path" | "fingerprint" | "words" | "minutes" | "title" | "images"> & {
  title: string | null;
};

/** Everything but the body; `null` where a problem leaves no way to say it. */
function readFields(reading: Reading, source: Source, name: FileName, config: Config): Fields | null {
  const { path } = source;
  const folders = foldersBelow(config.folders.posts, path);
  const inDrafts = folders[0] === "drafts" || folders.includes("_drafts");
  const title = readLine(reading, "title") ?? (titleFromName(name.name) || name.name);
  const categories = readTerms(
    reading,
    "categories",
    "category",
    config.categoriesFromFolders ? folders.filter((folder) => !/^_?drafts$/.test(folder)) : [],
  );
  const tags = readTerms(reading, "tags", "tag");
  const date = readDate(reading, name, config.timezone, path);
  const slug = readLine(reading, "slug") || name.name;
  const place = date === null ? null : readPermalink(reading, config, { name: slug, date, categories }, path);
  const excerpt = readPlain(reading, "excerpt");
  const names = readAuthors(reading);
  const fields = {
    title: title === "" ? null : title,
    updated: readUpdated(reading, config.timezone),
    layout: readLayout(reading, "post"),
    visibility: readVisibility(reading, inDrafts),
    categories,
    tags,
    excerpt,
    description: readPlain(reading, "description") || excerpt,
    image: readImage(reading),
    author: joinNames(names),
    authors: distinctNames(reading, "author", names),
    series: readSeries(reading),
    translationKey: readLine(reading, "translationKey") || null,
    lang: readLang(reading),
    redirectFrom: readRedirects(reading, place?.url ?? ""),
    inSitemap: readFlag(reading, "sitemap") !== false,
    data: readData(reading, KEYS),
  };
  return date === null || place === null ? null : { ...fields, date, url: place.url, output: place.output };
}

/** Keys with a field of their own; `post.data` has the others. */
const KEYS: ReadonlySet<string> = new Set(
  (
    "title date updated last_modified_at layout permalink slug categories category tags tag excerpt description " +
    "image author series translationKey lang draft published redirect_from sitemap"
  ).split(" "),
);

/** The front matter's date beats the name's; a day alone is its midnight in the site's zone. */
function readDate(reading: Reading, name: FileName, zone: string, path: string): Instant | null {
  const text = readText(reading, "date")?.trim();
  const typed = text || name.date;
  const date = typed ? parseDate(typed, zone) : null;
  if (date !== null) return date;
  const at = { file: path };
  if (text) reading.problems.push(dateInvalid(text, reading.matter.place("date")));
  else reading.problems.push(name.date === null ? dateMissing(at) : nameDateInvalid(name.date, at));
  return null;
}

function readUpdated(reading: Reading, zone: string): Instant | null {
  for (const key of ["updated", "last_modified_at"]) {
    const text = readText(reading, key)?.trim();
    if (!text) continue;
    const updated = parseDate(text, zone);
    if (updated !== null) return updated;
    reading.warnings.push(updatedInvalid(key, text, reading.matter.place(key)));
  }
  return null;
}

function readPermalink(
  reading: Reading,
  config: Config,
  post: { name: string; date: Instant; categories: string[] },
  path: string,
): (Permalink & { ok: true }) | null {
  const own = readText(reading, "permalink")?.trim();
  const pattern = own ? expandStyle(own) : config.permalink;
  const found = permalink(pattern, { ...post, zone: config.timezone });
  if (found.ok) return found;
  const at = own ? reading.matter.place("permalink") : { file: path };
  reading.problems.push(permalinkInvalid(own || pattern, found.why, at));
  return null;
}
