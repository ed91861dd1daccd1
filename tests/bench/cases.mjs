// What is measured: a change to a site, and the build that follows it.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./measure.mjs";

/**
 * @typedef {import("./site.mjs").Site} Site
 * @typedef {import("./site.mjs").Build} Build
 *
 * @typedef {object} Case
 * @property {string} title
 * @property {(site: Site) => unknown} [first] once, before a build that is not measured
 * @property {(site: Site) => unknown} [before] before each build that is measured
 * @property {boolean} [inGit] whether it can be measured in a fresh checkout too
 * @property {boolean} [isOwn] whether it is more than builds, with figures of its own: see series.mjs
 */

/** @type {Record<string, Case>} */
export const CASES = {
  cold: { title: "cold", before: (site) => site.clear() },
  noop: { title: "nothing changed", inGit: true },
  "new-post": { title: "one new post", before: (site) => site.addPost(), inGit: true },
  template: {
    title: "one template changed",
    first: (site) => site.editTemplate(),
    before: (site) => site.editTemplate(),
  },
  preview: { title: "preview", isOwn: true },
  search: { title: "search", isOwn: true },
  related: { title: "related posts", isOwn: true },
};

/**
 * Builds `runs` times in the site's own folder.
 * @param {Site} site @param {Case} which @param {number} runs
 * @returns {AsyncGenerator<Build>}
 */
export async function* inPlace(site, { first, before }, runs) {
  first?.(site);
  await site.build();
  for (let count = 0; count < runs; count++) {
    before?.(site);
    yield await site.build();
  }
}

/**
 * Builds `runs` times as a scheduled job does: each in a fresh, shallow clone, where every mtime is new, with the
 * catalog of the last build put back, and writes the difference alone.
 * @param {Site} site whose folder becomes a repository
 * @param {Case} which @param {number} runs
 * @returns {AsyncGenerator<Build>}
 */
export async function* inFreshClone(site, { before }, runs) {
  const { root, signal } = site;
  const clone = `${root}-clone`;
  const git = (/** @type {string[]} */ ...args) => run("git", args, { cwd: root, env: GIT_ENV, signal });
  const commit = async () => {
    await git("add", "--all");
    await git("commit", "--quiet", "--allow-empty", "--message", "Publish");
  };
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, ".gitignore"), ".broadsheet/\ndist/\n");
  await git("init", "--quiet", "--initial-branch=main");
  for (let count = 0; count < runs; count++) {
    await commit();
    await site.build();
    before?.(site);
    await commit();
    await git("clone", "--quiet", "--depth=1", `file://${root}`, clone);
    // cp, because Node's own copy rounds mtimes.
    await run("cp", ["-a", join(root, ".broadsheet"), clone], { signal });
    yield await site.build(clone, "--delta", join(clone, "upload"));
    rmSync(clone, { recursive: true, force: true });
  }
}

/** Nobody's own settings, hooks or identity; the same commits in every run. */
const GIT_ENV = {
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_TERMINAL_PROMPT: "0",
  GIT_AUTHOR_NAME: "Bot",
  GIT_AUTHOR_EMAIL: "bot@example.com",
  GIT_AUTHOR_DATE: "2022-01-01T00:00:00Z",
  GIT_COMMITTER_NAME: "Bot",
  GIT_COMMITTER_EMAIL: "bot@example.com",
  GIT_COMMITTER_DATE: "2022-01-01T00:00:00Z",
};
