// Addresses that redirect. Who owns one can change whenever a post comes to it or leaves it.
import type { Post } from "../types/content.js";
import type { Touched } from "../types/pages.js";
import { outputPath, pathKey } from "../urls.js";
import type { Catalog } from "./catalog.js";

/** `outputKeys` collects the addresses that something happened to. */
export function createAliases(catalog: Catalog, outputKeys: Set<string>) {
  /** The post comes or goes, and with it its claim. */
  const reconsider = (post: Post): void => {
    const claimed = catalog.sql("SELECT output_key FROM aliases WHERE path = ?").all(post.path);
    for (const row of claimed) outputKeys.add(row.output_key as string);
  };
  return {
    reconsider,
    replace(post: Post, urls: readonly string[]): void {
      reconsider(post);
      catalog.sql("DELETE FROM aliases WHERE path = ?").run(post.path);
      for (const url of urls) {
        const target = outputPath(url);
        if (!target.ok) continue; // refused when the post was parsed
        const key = pathKey(target.output);
        outputKeys.add(key);
        catalog.sql("INSERT OR IGNORE INTO aliases (output_key, path) VALUES (?, ?)").run(key, post.path);
      }
    },
    touchOwners(touched: Touched): void {
      if (touched.everything) return;
      const owners = catalog.sql("SELECT path FROM aliases WHERE output_key = ?");
      for (const key of outputKeys) for (const row of owners.all(key)) touched.posts.add(row.path as string);
    },
  };
}
