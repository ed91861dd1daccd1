// What a workshop's parsers have in common, whether the site is Jekyll's or Broadsheet's own.
import type { Source } from "../content/source.js";
import type { Later } from "../later.js";
import type { Parsed, Post, StaticPage } from "../types/content.js";

export type ParsedAny = Parsed<Post> | Parsed<StaticPage>;

export type ParseSource = (source: Source, kind: "post" | "page") => Later<ParsedAny>;

export const changedMeanwhile = (path: string) =>
  new Error(`${path} was changed while the site was being built; build again`);
