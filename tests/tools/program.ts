// The program as users run it: compiled, in a process of its own.
import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { build } from "../../src/build.js";
import { tempFolder } from "./temp-site.js";

const repository = fileURLToPath(new URL("../..", import.meta.url));

export interface Program {
  cli: string;
  /** The same program in this process: its catalogs are the other's. */
  build: typeof build;
}

/** Compiled into a folder that goes when the test file is done, so that no two runs meet in `lib/`. */
export async function compileProgram(): Promise<Program> {
  const folder = tempFolder();
  execFileSync(process.execPath, [join(repository, ".bundle.mjs"), join(folder, "lib")]);
  mkdirSync(join(folder, "public"));
  for (const part of ["package.json", "templates", "public/theme"])
    cpSync(join(repository, part), join(folder, part), { recursive: true });
  symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"));
  const { build } = await import(pathToFileURL(join(folder, "lib/index.js")).href);
  return { cli: join(folder, "lib/cli.js"), build };
}

export interface RunningPreview {
  /** Without the last slash. */
  origin: string;
  /** What it has printed so far. */
  said(): string;
  /** As Ctrl-C does. Resolves with the exit code. */
  stop(): Promise<number | null>;
}

/** `broadsheet dev …` on a port of its own. Resolves when it answers. */
export function runPreview(
  { cli }: Program,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<RunningPreview> {
  const child = spawn(process.execPath, [cli, "dev", "--port", "0", ...args], {
    stdio: "pipe",
    env: { ...process.env, ...env },
  });
  let said = "";
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  const stop = () => {
    child.kill("SIGINT");
    return ended;
  };
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        said += text;
        const origin = /Preview {2}(http:\S+)\/ /.exec(said)?.[1];
        if (origin !== undefined) resolve({ origin, said: () => said, stop });
      });
    void ended.then((code) => reject(new Error(`the preview ended with ${code}:\n${said}`)));
  });
}

export interface Run {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  milliseconds: number;
}

export interface RunOptions extends Pick<SpawnOptions, "cwd" | "env" | "uid" | "gid"> {
  /** Shell commands that come first: `umask 077`, `ulimit -n 64`. */
  limits?: string;
  /** For node itself. */
  nodeArguments?: readonly string[];
  /** Called once, when it has started. */
  started?: (child: ChildProcess) => void;
}

/** Runs `broadsheet …` to its end, whatever that is. */
export function runProgram(
  { cli }: Program,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Run> {
  const { limits, nodeArguments = [], started, ...rest } = options;
  const command = [process.execPath, ...nodeArguments, cli, ...args];
  const begin = performance.now();
  const child = limits
    ? spawn("/bin/sh", ["-c", `${limits}; exec "$@"`, "sh", ...command], { ...rest, stdio: "pipe" })
    : spawn(command[0]!, command.slice(1), { ...rest, stdio: "pipe" });
  const said = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const)
    child[stream].setEncoding("utf8").on("data", (text: string) => {
      said[stream] += text;
    });
  started?.(child);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) =>
      resolve({ code, signal, ...said, milliseconds: performance.now() - begin }),
    );
  });
}
