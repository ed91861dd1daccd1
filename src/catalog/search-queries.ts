// What pages ask of the search index.
import type { Level } from "../search/layout.js";
import type { PostCard } from "../types/pages.js";
import type { Catalog } from "./catalog.js";
import { fileText } from "./search-files.js";
import { allSegments } from "./search-segments.js";

export interface SearchQueries {
  /** Oldest first; `chunks` are the lengths of its files of texts, as digits. */
  segments(): readonly { name: string; count: number; chunks: string }[];
  /** A segment's posts, oldest first; none if there is no such segment. */
  posts(segment: string): PostCard[];
  files(level: Level): number[];
  /** A file's postings as they are published, `null` if there is no such file. */
  postings(level: Level, file: number): string | null;
}

export function createSearchQueries(catalog: Catalog, cardById: (id: number) => PostCard): SearchQueries {
  let segments: ReturnType<typeof allSegments> | undefined;
  const all = () => {
    segments ??= allSegments(catalog);
    return segments;
  };
  return {
    segments: all,
    posts(name) {
      const segment = all().find((one) => one.name === name);
      if (!segment) return [];
      return catalog
        .sql(
          "SELECT id FROM posts INDEXED BY posts_live WHERE live = 1 AND (date, path) >= (?, ?) ORDER BY date, path LIMIT ?",
        )
        .all(segment.date, segment.path, segment.count)
        .map((row) => cardById(row.id as number));
    },
    files: (level) =>
      catalog
        .sql("SELECT file FROM search_files INDEXED BY search_files_names WHERE level = ? ORDER BY file")
        .all(level)
        .map((row) => row.file as number),
    postings: (level, file) => fileText(catalog, level, file),
  };
}
