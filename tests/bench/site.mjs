// A site that is built again and again by the whole program, as a process of its own.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pageOf, SITE, writePosts } from "./archive.mjs";
import { run } from "./measure.mjs";

/**
 * @typedef {import("./measure.mjs").Run & { report: Report }} Build
 * @typedef {object} Report the part of a build's report that is used here
 * @property {{ published: number, rejected: unknown[] }} posts
 * @property {{ total: number, written: number }} pages
 * @property {Record<string, number>} timings milliseconds by stage, and their `total`
 *
 * @typedef {object} SiteOptions
 * @property {string} program folder of the program under measurement
 * @property {import("./archive.mjs").Archive} archive
 * @property {number} posts how many the site has at first
 * @property {import("./site-kinds.mjs").SiteKind} kind
 * @property {number} [threads]
 * @property {AbortSignal} [signal]
 *
 * @typedef {ReturnType<typeof createSite>} Site
 */

/** @param {string} root @param {SiteOptions} options */
export function createSite(root, { program, archive, posts, kind, threads, signal }) {
  let next = posts;
  let edition = 0;
  const settings = ["--now", archive.now, ...(threads ? ["--threads", String(threads)] : [])];
  const postFolder = join(root, kind.posts);
  const postTemplate = kind.isOwn ? join(program, kind.template) : join(root, kind.template);
  return {
    root,
    postFolder,
    signal,
    /** How many there are by now. */
    get posts() {
      return next;
    },
    /** Writes all that it consists of, and tells of it. */
    write() {
      const written = writePosts(postFolder, archive, posts);
      for (const [path, text] of Object.entries(kind.files(written.categories))) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text);
      }
      return written;
    },
    /** Builds, by default in the site's own folder. @param {string} [at] @param {string[]} more @returns {Promise<Build>} */
    async build(at = root, ...more) {
      const args = [join(program, "lib", "cli.js"), "build", "--json", "--root", at, ...settings, ...more];
      const measured = await run(process.execPath, args, { cwd: at, signal });
      /** @type {Report} */
      const report = JSON.parse(measured.stdout);
      if (report.posts.published !== next)
        throw new Error(`The site has ${next} posts, but ${report.posts.published} were published.`);
      return { ...measured, report };
    },
    /** Arguments of node for the preview of the site, on any free port. */
    previewCommand: () => [join(program, "lib", "cli.js"), "dev", "--root", root, "--port", "0", ...settings],
    /** Makes the next build the first. */
    clear() {
      for (const folder of [".broadsheet", "dist"])
        rmSync(join(root, folder), { recursive: true, force: true });
    },
    /** Adds a post that is newer than all others, and gives its number. */
    addPost() {
      const { name, text } = archive.post(next);
      writeFileSync(join(postFolder, name), text);
      return next++;
    },
    /** Where the page of a post is in `dist/`. @param {number} index */
    pageOf: (index) => pageOf(archive.post(index)),
    /** Gives the site these settings beside its own, and no others. @param {string} lines of site.yml */
    configure(lines) {
      writeFileSync(join(root, "site.yml"), SITE + lines);
    },
    /** Paths of what the last build changed in `dist/`. */
    changes() {
      /** @type {Record<"added" | "changed" | "removed", { path: string }[]>} */
      const { added, changed, removed } = JSON.parse(
        readFileSync(join(root, ".broadsheet", "changes.json"), "utf8"),
      );
      const paths = (/** @type {{ path: string }[]} */ entries) => entries.map(({ path }) => path);
      return { added: paths(added), changed: paths(changed), removed: paths(removed) };
    },
    /** Changes the template of posts so that every post's page has other bytes than before. */
    editTemplate() {
      const text = readFileSync(postTemplate, "utf8");
      const edited = text.replace(/<article[^>]*?(?= class=|>)/, `<article data-edition="${++edition}"`);
      if (edited === text) throw new Error(`${postTemplate} has no <article> to edit.`);
      const file = join(root, kind.template);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, edited);
    },
  };
}
