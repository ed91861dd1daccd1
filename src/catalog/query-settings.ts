// What queries know of the site's settings.
import type { AddressSettings } from "../pictures/address.js";
import type { Taxonomy, TermInfo } from "../types/content.js";

export interface QuerySettings {
  zone: string;
  /** Names periods. */
  lang: string;
  permalinks: Record<Taxonomy | "year" | "month" | "day", string>;
  /** Titles and descriptions from `data/categories.yml` and its like, by folded name. */
  termInfo: Record<Taxonomy, ReadonlyMap<string, TermInfo>>;
  /** Authors are terms with pages. */
  authorPages: boolean;
  /** Posts that tell what an older one tells are not in sitemaps. */
  hidesCopies: boolean;
  pictures: AddressSettings;
}
