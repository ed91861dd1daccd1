// One question to git, answered into a file: git then never waits for us to empty a pipe while we load modules.
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";

/** `null`: the answer is in the file. Else why there is none. */
export type Silence = string | null;

const TIMEOUT_SECONDS = 20;

/**
 * Nothing is written to the repository, no hook or daemon is started, and what the user or the repository set to make
 * git look less closely, or see names otherwise than the disk has them, is set back.
 */
const SETTINGS = [
  "core.fsmonitor=false",
  "core.trustctime=true",
  "core.checkStat=default",
  "core.ignoreCase=false",
  "core.precomposeUnicode=false",
  // git's threads would take the one processor on which a build gets ready to read their answer.
  ...(availableParallelism() > 2 ? [] : ["core.preloadIndex=false"]),
].flatMap((setting) => ["-c", setting]);

/** What git itself drops when it enters another repository; a build started by a hook inherits them. */
const FOREIGN = new Set([
  ...["GIT_DIR", "GIT_WORK_TREE", "GIT_IMPLICIT_WORK_TREE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_INDEX_FILE"],
  ...[
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_SHALLOW_FILE",
    "GIT_GRAFT_FILE",
    "GIT_CONFIG",
  ],
  ...["GIT_REPLACE_REF_BASE", "GIT_NO_REPLACE_OBJECTS", "GIT_INTERNAL_SUPER_PREFIX", "GIT_ATTR_SOURCE"],
  ...["GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"],
]);

export function askGit(root: string, question: readonly string[], answer: string): Promise<Silence> {
  return new Promise((resolve) => {
    let output: number | undefined;
    try {
      rmSync(answer, { force: true }); // a killed build's git may still be writing to it
      output = openSync(answer, "wx");
      listenTo(startGit(root, question, output), resolve);
    } catch (cause) {
      resolve(`git cannot be asked: ${(cause as Error).message}`);
    } finally {
      if (output !== undefined) closeSync(output);
    }
  });
}

function startGit(root: string, question: readonly string[], output: number): ChildProcess {
  return spawn("git", [...SETTINGS, ...question], {
    cwd: root,
    env: environment(),
    stdio: ["ignore", output, "pipe"],
    timeout: TIMEOUT_SECONDS * 1000,
    windowsHide: true,
  });
}

function listenTo(git: ChildProcess, resolve: (silence: Silence) => void): void {
  let complaint = "";
  // Where the system has no handle or process left to give, there is no stream either.
  git.stderr?.setEncoding("utf8").on("data", (text: string) => {
    if (complaint.length < 1000) complaint += text;
  });
  git.on("error", (cause: NodeJS.ErrnoException) =>
    resolve(cause.code === "ENOENT" ? "git is not installed" : `git cannot be asked: ${cause.message}`),
  );
  git.on("close", (code, signal) => {
    if (code === 0) resolve(null);
    else
      resolve(signal === null ? reason(complaint, code) : `git did not answer within ${TIMEOUT_SECONDS} s`);
  });
}

function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !FOREIGN.has(name));
  return {
    ...Object.fromEntries(own),
    LC_ALL: "C",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_LITERAL_PATHSPECS: "1",
    GIT_NO_LAZY_FETCH: "1",
    GIT_TERMINAL_PROMPT: "0",
  };
}

function reason(complaint: string, code: number | null): string {
  if (complaint.includes("not a git repository")) return "the site is not in a git checkout";
  if (complaint.includes("dubious ownership") || complaint.includes("unsafe repository"))
    return "git does not trust the owner of this folder (safe.directory)";
  const line = complaint.split("\n").find((text) => /^(?:fatal|error):/.test(text));
  return `git failed: ${line?.replace(/^\w+: /, "") ?? `exit code ${code}`}`;
}
