// What can be wrong with the site as a whole: its folders, its addresses, its templates.
import { error, type Place, warning } from "./diagnostic.js";

export const notAPost = (at: Place) =>
  warning(
    "not-a-post",
    "is in the posts folder but is no post",
    "Posts end in .md, .markdown or .html; put pictures and other files into public/.",
    at,
  );

export const notAPage = (at: Place) =>
  warning(
    "not-a-page",
    "is in the pages folder but is no page",
    "Pages end in .md, .markdown, .html or .njk; put pictures and other files into public/.",
    at,
  );

export const postsFolderMissing = (folder: string) =>
  warning(
    "posts-folder-missing",
    `there is no folder ${folder}/: the site has no posts`,
    "Make it, or name the one you have in site.yml: folders: { posts: _posts }.",
  );

export const linkLeavesSite = (at: Place) =>
  error(
    "link-leaves-site",
    "is a link to a file outside the site",
    "Put a copy of the file in its place.",
    at,
  );

export const linkBroken = (at: Place) =>
  error(
    "link-broken",
    "is a link that leads nowhere",
    "Remove it, or put the file back that it leads to.",
    at,
  );

export const sourceUnreadable = (why: string, at: Place) =>
  error(
    "source-unreadable",
    `cannot be read: ${why}`,
    "Check that the file is there and that you may read it.",
    at,
  );

export const dataFileInvalid = (why: string, at: Place) =>
  error("data-invalid", `cannot be read as data: ${why}`, "Until it is mended, templates do without it.", at);

export const postCollision = (url: string, others: readonly string[], at: Place) =>
  error(
    "url-collision",
    `wants the address ${url}, and so does ${others.join(", ")}`,
    "Give one of them another permalink, slug or date; case alone does not tell two addresses apart.",
    at,
  );

export const urlReserved = (url: string, owner: string, at: Place) =>
  error(
    "url-reserved",
    `wants the address ${url}, which belongs to ${owner}`,
    "Give it another permalink or name.",
    at,
  );

export const layoutMissing = (layout: string, at: Place) =>
  warning(
    "layout-missing",
    `asks for the layout "${layout}", and there is no templates/${layout}.njk; post.njk was used`,
    "Make that template, or take the line out of the front matter.",
    at,
  );

export const nearDuplicate = (original: string, handling: "keep" | "canonical", at: Place) =>
  warning(
    "near-duplicate",
    `tells nearly word for word what ${original} tells`,
    handling === "canonical"
      ? "Search engines are sent to the older one."
      : "Withdraw one of them, or send search engines to the older one with `duplicates: canonical` in site.yml.",
    at,
  );

export const termsMerged = (kind: string, name: string, others: readonly string[]) =>
  warning(
    "term-spellings",
    `the ${kind} "${name}" is also written ${others.map((other) => `"${other}"`).join(", ")}; they are one`,
    "Nothing to do, unless they mean different things: then rename one.",
  );

export const authorDetail = (author: string, key: string, rule: string, at: Place) =>
  warning(
    "author-detail",
    `${key} of the author "${author}" must be ${rule}`,
    "It is left out until it is mended.",
    at,
  );

export const templateBroken = (why: string, url: string, at: Place) =>
  error("template-broken", `${why} (in making ${url})`, "Mend the template; nothing was published.", at);
