// Rows of posts as they are recorded: published, or held back for a reason.
import type { Post } from "../types/content.js";
import { type Catalog, fromJson } from "./catalog.js";
import type { Row } from "./sqlite.js";

/** Why a post is not published. */
export type Hold = "draft" | "unpublished" | "future" | "collision" | "limit";

export interface Recorded {
  id: number;
  live: boolean;
  hold: Hold | null;
  outputKey: string;
  post: Post;
}

export function recorded(catalog: Catalog, path: string): Recorded | undefined {
  const row = catalog.sql("SELECT * FROM posts WHERE path = ?").get(path);
  return row && toRecorded(row);
}

/** Most posts have no description of their own; one text instead of two saves a fifth of the catalog. */
export function packPost(post: Post): string {
  return JSON.stringify(post.description === post.excerpt ? { ...post, description: null } : post);
}

export function unpackPost(row: Row): Post {
  const post = fromJson<Post>(row, "record");
  post.description ??= post.excerpt;
  return post;
}

export const toRecorded = (row: Row): Recorded => ({
  id: row.id as number,
  live: row.live === 1,
  hold: row.hold as Hold | null,
  outputKey: row.output_key as string,
  post: unpackPost(row),
});

export function setLive(catalog: Catalog, id: number, live: boolean, hold: Hold | null): void {
  catalog.sql("UPDATE posts SET live = ?, hold = ? WHERE id = ?").run(live ? 1 : 0, hold, id);
}
