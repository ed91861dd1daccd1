// jekyll-titles-from-headings: the title that a page's front matter does not say.
import type { JekyllConfig } from "../types/jekyll.js";
import { headingOf, pluginSettings, titleOfHeading } from "./page-plugins.js";

type Values = Record<string, unknown>;

export interface TitledPage {
  ext: string;
  body: string;
  /** With defaults. */
  data: Values;
  /** Front matter alone. */
  typed: Values;
  collection: string | null;
}

/** `null`: the page has a title, or begins with no heading. */
export function headingTitle(
  { ext, body, data, typed, collection }: TitledPage,
  { jekyll, markdown }: { jekyll: JekyllConfig; markdown(text: string): string },
): { title: string; isStripped: boolean } | null {
  const settings = pluginSettings(jekyll, "jekyll-titles-from-headings", "titles_from_headings");
  if (settings === null || !jekyll.markdownExt.includes(ext.toLowerCase())) return null;
  if (collection !== null && settings.collections !== true) return null;
  if ((collection === null ? data : typed).title != null) return null;
  const heading = headingOf(body);
  if (heading === null) return null;
  const isStripped = ("strip_title" in data ? data.strip_title : settings.strip_title) === true;
  return { title: titleOfHeading(heading, markdown), isStripped };
}
