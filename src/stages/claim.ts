// A site claimed for a build: nobody else builds it, and git is asked already. This loads next to nothing, so that git
// looks at the files while the rest of the program is still being read.
import { join } from "node:path";
import { lockSite } from "../lock.js";
import { type GitNoticing, noticeWithGit } from "../notice/git.js";

export interface ClaimOptions {
  /** The site's folder. */
  root: string;
  /** Where catalog and reports are kept; `<root>/.broadsheet` by default. */
  home?: string | undefined;
  dryRun?: boolean | undefined;
}

export interface Claim {
  /** `null`: nothing may be written, not even git's answers. */
  git: GitNoticing | null;
  release(): void;
}

/** Throws a BuildError that names the process which builds the site now. */
export function claimSite(options: ClaimOptions): Claim {
  const release = options.dryRun ? () => {} : lockSite(join(homeOf(options), "lock"));
  return { git: askGit(options), release };
}

/** Git, asked about the folders that the last build named. */
export function askGit(options: ClaimOptions): GitNoticing | null {
  if (options.dryRun) return null;
  const git = noticeWithGit(options.root, join(homeOf(options), "git"));
  git.ask();
  return git;
}

const homeOf = ({ root, home = join(root, ".broadsheet") }: ClaimOptions): string => home;
