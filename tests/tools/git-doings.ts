// What happens to a site in git between two builds. Each leaves the sources as they are on disk, and most leave git
// with another idea of them.
import { execFileSync } from "node:child_process";
import { existsSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filesIn } from "./trees.js";

export type GitDoing = keyof typeof DOINGS;

const DOINGS = {
  nothing: () => {},
  stage: (root: string) => git(root, "add", "-A"),
  commit,
  /** Git's list tells of some files, and only a look at the others tells that they changed, too. */
  "commit every other post": (root: string) => {
    const posts = filesIn(join(root, "posts")).filter((_, index) => index % 2 === 0);
    for (const path of posts) git(root, "--literal-pathspecs", "add", "--", `posts/${path}`);
    git(root, "commit", "--quiet", "--allow-empty", "-m", "A part of an edition");
  },
  /** A CI job's: one commit, every mtime new; catalog and published site come from a cache. */
  "fresh checkout": (root: string) => {
    commit(root);
    const fresh = `${root}-fresh`;
    git(root, "clone", "--quiet", "--depth", "1", `file://${root}`, fresh);
    for (const part of [".broadsheet", "dist"])
      if (existsSync(join(root, part))) renameSync(join(root, part), join(fresh, part));
    rmSync(root, { recursive: true });
    renameSync(fresh, root);
  },
  /** The tree of the last build is not even in the repository any more. */
  "rewrite history": (root: string) => {
    git(root, "checkout", "--quiet", "--orphan", "rewritten");
    commit(root);
    git(root, "branch", "--quiet", "--force", "main", "HEAD");
    git(root, "checkout", "--quiet", "main");
    git(root, "branch", "--quiet", "-D", "rewritten");
    git(root, "reflog", "expire", "--expire=now", "--all");
    git(root, "gc", "--quiet", "--prune=now");
  },
  untrack: (root: string) => git(root, "rm", "-r", "-f", "--quiet", "--cached", "--ignore-unmatch", "posts"),
  touch: (root: string) => {
    for (const path of filesIn(join(root, "posts"))) utimesSync(join(root, "posts", path), 1e9, 1e9);
  },
  lose: (root: string) => rmSync(join(root, ".git"), { recursive: true }),
} satisfies Record<string, (root: string) => void>;

export const GIT_DOINGS = Object.keys(DOINGS) as GitDoing[];

export function doInGit(root: string, doing: GitDoing): void {
  if (!existsSync(join(root, ".git"))) {
    git(root, "init", "--quiet", "--initial-branch", "main");
    writeFileSync(join(root, ".gitignore"), "dist/\n.broadsheet/\n");
  }
  DOINGS[doing](root);
}

function commit(root: string): void {
  git(root, "add", "-A");
  git(root, "commit", "--quiet", "--allow-empty", "-m", "An edition");
}

export function git(root: string, ...words: string[]): void {
  const someone = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.com", "-c", "gc.auto=0"];
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
  execFileSync("git", [...someone, ...words], { cwd: root, env, stdio: ["ignore", "ignore", "pipe"] });
}
