// A file of pages/ -> a StaticPage. Markdown and HTML are content, as posts are; `.njk` is a template of the owner's.
import { permalinkInvalid } from "../diagnostics/posts.js";
import type { Config } from "../types/config.js";
import type { Parsed, StaticPage } from "../types/content.js";
import { type Permalink, pagePermalink } from "../urls.js";
import {
  type Reading,
  readData,
  readFlag,
  readLang,
  readLayout,
  readLine,
  readPlain,
  readRedirects,
  readText,
  readVisibility,
} from "./fields.js";
import { titleFromName } from "./file-name.js";
import { imagesIn } from "./images.js";
import type { ParseSettings } from "./post.js";
import { openSource, rejected, type Source, tryRender } from "./source.js";

/** Never throws. `html` is the rendered body; of an `.njk` file, its template as it is. */
export function parseStaticPage(source: Source, settings: ParseSettings): Parsed<StaticPage> {
  const opened = openSource(source);
  if (!opened.ok) return rejected(source, opened.problems);
  const { matter, body, bodyLine, warnings } = opened;
  const reading: Reading = { matter, problems: [], warnings };
  const fields = readFields(reading, source.path, settings.config);
  if (reading.problems.length > 0 || fields === null) return rejected(source, reading.problems);

  const { format } = fields;
  const common = { path: source.path, fingerprint: source.fingerprint, ...fields };
  if (format === "njk") return { ok: true, record: { ...common, bodyLine }, html: body, warnings };
  const rendered = tryRender(source, () => settings.renderBody(body, format));
  if (!rendered.ok) return rejected(source, [rendered.problem]);
  const images = imagesIn(rendered.body.html);
  const record = {
    ...common,
    description: fields.description || rendered.body.excerpt,
    ...(images.length > 0 && { images }),
  };
  return { ok: true, record, html: rendered.body.html, warnings };
}

function readFields(reading: Reading, path: string, config: Config) {
  const name = nameBelow(config.folders.pages, path);
  const place = readPermalink(reading, name, path);
  const fields = {
    title: readLine(reading, "title") || titleOf(name, config),
    description: readPlain(reading, "description") || readPlain(reading, "excerpt"),
    layout: readLayout(reading, "page"),
    lang: readLang(reading),
    inSitemap: readFlag(reading, "sitemap") !== false,
    redirectFrom: readRedirects(reading, place?.url ?? ""),
    visibility: readVisibility(reading),
    format: formatOf(path),
    data: readData(reading, KEYS),
  };
  return place === null ? null : { ...fields, url: place.url, output: place.output };
}

const KEYS: ReadonlySet<string> = new Set(
  "title description excerpt layout permalink lang sitemap redirect_from draft published".split(" "),
);

/** `pages/team/index.md` is `team/index`. */
function nameBelow(root: string, path: string): string {
  const below = path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
  return below.replace(/\.[^./]+$/, "");
}

/** The page's own permalink, else its place in the folder: `about.md` is `/about.html`, `team/index.md` is `/team/`. */
function readPermalink(reading: Reading, name: string, path: string): (Permalink & { ok: true }) | null {
  const own = readText(reading, "permalink")?.trim();
  const basename = name.slice(name.lastIndexOf("/") + 1);
  const pattern = basename === "index" ? "/:folder/" : "/:path.html";
  const folder = name.slice(0, -basename.length);
  const found = pagePermalink(own || pattern, { path: name, folder, basename, output_ext: ".html" });
  if (found.ok) return found;
  const at = own ? reading.matter.place("permalink") : { file: path };
  reading.problems.push(permalinkInvalid(own || pattern, found.why, at));
  return null;
}

/** An index page is named after its folder, the site's own after the site. */
function titleOf(name: string, config: Config): string {
  const named = name.replace(/(?:^|\/)index$/, "");
  if (named === "") return config.title;
  const last = named.slice(named.lastIndexOf("/") + 1);
  return titleFromName(last) || last;
}

function formatOf(path: string): StaticPage["format"] {
  if (/\.njk$/i.test(path)) return "njk";
  return /\.html?$/i.test(path) ? "html" : "markdown";
}
