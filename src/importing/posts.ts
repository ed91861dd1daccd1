// Moves the posts, each under its own name.
import type { Post } from "../types/content.js";
import type { Diagnostic } from "../types/diagnostic.js";
import type { Carrier } from "./carry.js";
import type { Listing } from "./listing.js";
import type { Marks } from "./marks.js";
import type { Places } from "./places.js";

export interface PostMover {
  old: Listing;
  places: Places;
  carrier: Carrier;
  marks: Marks;
  bytesOf(path: string): Uint8Array;
  bodyOf(post: Post): string;
  put(path: string, bytes: Uint8Array): void;
}

export interface MovedPosts {
  moved: number;
  run: string[];
  left: { path: string; why: string }[];
  keys: { key: string; count: number }[];
  problems: Diagnostic[];
}

export function movePosts(mover: PostMover): MovedPosts {
  const { old, places, carrier, marks, bytesOf, bodyOf, put } = mover;
  const result: MovedPosts = { moved: 0, run: [], left: [], keys: [], problems: [] };
  const keys = new Map<string, number>();
  moveUnread(mover);
  for (const post of old.posts) {
    const place = places.post(post.path);
    if (place === null) {
      result.left.push({ path: post.path, why: "it is neither Markdown nor HTML by its ending" });
      continue;
    }
    if (post.data.redirect_to != null) {
      result.left.push({ path: post.path, why: "redirect_to: it only leads elsewhere" });
      continue;
    }
    const carried = carrier.post(post, place, bytesOf(post.path));
    put(place, carried.bytes);
    marks.look(place, bodyOf(post));
    result.moved++;
    if (carried.wasRun) result.run.push(place);
    for (const key of carried.set) keys.set(key, (keys.get(key) ?? 0) + 1);
    result.problems.push(...carried.problems);
  }
  result.keys = [...keys].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, count]) => ({ key, count }));
  return result;
}

/** Posts with mistakes go along: they are mended where they are to stay. */
function moveUnread({ old, places, bytesOf, put }: PostMover): void {
  const read = new Set(old.posts.map(({ path }) => path));
  for (const path of old.postFiles) {
    const place = read.has(path) ? null : places.post(path);
    if (place !== null) put(place, bytesOf(path));
  }
}
