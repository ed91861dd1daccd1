// What differs between a site of Broadsheet's own kind and a Jekyll site with the same posts.
import { SITE } from "./archive.mjs";
import { jekyllFiles } from "./jekyll-site.mjs";

/**
 * @typedef {object} SiteKind
 * @property {string} posts the folder of its posts
 * @property {(categories: import("./archive.mjs").Category[]) => Record<string, string>} files beside the posts
 * @property {string} template where a template of posts is that goes before the program's
 * @property {boolean} isOwn
 */

/** @type {Record<"own" | "jekyll", SiteKind>} */
export const SITE_KINDS = {
  own: { posts: "posts", files: () => ({ "site.yml": SITE }), template: "templates/post.njk", isOwn: true },
  jekyll: { posts: "_posts", files: jekyllFiles, template: "_layouts/post.html", isOwn: false },
};
