// What queries know of the site's settings.
import type { Taxonomy } from "../types/content.js";

export interface QuerySettings {
  zone: string;
  /** Names periods. */
  lang: string;
  permalinks: { category: string; tag: string; year: string; month: string; day: string };
  /** Titles and descriptions from `data/categories.yml` and `data/tags.yml`, by folded name. */
  termInfo: Record<Taxonomy, ReadonlyMap<string, { title?: string; description?: string }>>;
}
