// A git that lists files at once and takes its time to look at them, as the true one does in a large fresh checkout.
import { execFileSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { tempFolder, writeFiles } from "./temp-site.js";

/** The value of `PATH` with which it is found. `after`: what a shell does when it has waited, instead of looking. */
export function slowGit(seconds: number, after = ""): string {
  const git = execFileSync("sh", ["-c", "command -v git"], { encoding: "utf8" }).trim();
  const script = `#!/bin/sh
case "$*" in *diff-files*) sleep ${seconds}; ${after} ;; esac
exec '${git}' "$@"
`;
  const folder = tempFolder();
  writeFiles(folder, { git: script });
  chmodSync(join(folder, "git"), 0o755);
  return `${folder}:${process.env.PATH}`;
}
