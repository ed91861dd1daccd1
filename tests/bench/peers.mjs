// Other generators on the same posts: each gets a plain site with pages for posts, categories, tags and the home
// page, and feeds. What is installed is measured, nothing else.
import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { hugoFiles } from "./hugo-site.mjs";
import { jekyllFiles } from "./jekyll-site.mjs";
import { run } from "./measure.mjs";

/**
 * @typedef {{ name: string, version: string, once: boolean, build: () => Promise<PeerBuild> }} Peer
 * @typedef {import("./measure.mjs").Run & { files: number }} PeerBuild
 *
 * @typedef {object} Kind
 * @property {string} name
 * @property {string} command
 * @property {string[]} askVersion
 * @property {(version: string, categories: import("./archive.mjs").Category[]) => Record<string, string>} files
 * @property {string} posts where it expects them
 * @property {(root: string) => string[]} args they write into `out`
 * @property {string[]} leftovers what a build leaves behind and the next one would profit from
 * @property {boolean} once too slow to be run again and again
 */

/** @type {Kind[]} */
const KINDS = [
  {
    name: "Hugo",
    command: "hugo",
    askVersion: ["version"],
    files: hugoFiles,
    posts: "content/posts",
    args: (root) => ["--quiet", "--buildFuture", "--destination", "out", "--cacheDir", join(root, "cache")],
    leftovers: ["out", "cache", "resources"],
    once: false,
  },
  {
    name: "Jekyll",
    command: "jekyll",
    askVersion: ["--version"],
    files: (_version, categories) => jekyllFiles(categories),
    posts: "_posts",
    args: () => ["build", "--quiet", "--future", "--destination", "out"],
    leftovers: ["out", ".jekyll-cache"],
    once: true,
  },
];

/**
 * The peers on this machine, each with its site written below `folder`.
 * @param {{ folder: string, posts: string, categories: import("./archive.mjs").Category[], signal?: AbortSignal,
 *   wanted: (name: string) => boolean }} options
 * @returns {Promise<Peer[]>}
 */
export async function preparePeers({ folder, posts, categories, signal, wanted }) {
  /** @type {Peer[]} */
  const peers = [];
  for (const kind of KINDS.filter(({ name }) => wanted(name))) {
    const version = await versionOf(kind);
    if (version === null) continue;
    const root = join(folder, kind.command);
    for (const [path, text] of Object.entries(kind.files(version, categories))) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    mkdirSync(dirname(join(root, kind.posts)), { recursive: true });
    symlinkSync(posts, join(root, kind.posts));
    peers.push({ name: kind.name, version, once: kind.once, build: () => build(kind, root, signal) });
  }
  return peers;
}

/** @param {Kind} kind @param {string} root @param {AbortSignal | undefined} signal @returns {Promise<PeerBuild>} */
async function build({ command, args, leftovers }, root, signal) {
  for (const path of leftovers) rmSync(join(root, path), { recursive: true, force: true });
  const measured = await run(command, args(root), { cwd: root, signal });
  const entries = readdirSync(join(root, "out"), { recursive: true, withFileTypes: true });
  return { ...measured, files: entries.filter((entry) => entry.isFile()).length };
}

/** @param {Kind} kind @returns {Promise<string | null>} `null`: it is not there, or does not run */
async function versionOf({ command, askVersion }) {
  try {
    const { stdout } = await run(command, askVersion);
    return /\d+\.\d+(?:\.\d+)?/.exec(stdout)?.[0] ?? null;
  } catch {
    return null;
  }
}
