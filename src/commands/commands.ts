// What each command does, as far as the terminal sees it: the answer is an exit code. The heavy modules are loaded
// by the command that needs them.
import { statSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { inspect } from "node:util";
import type { BuildOptions } from "../build.js";
import { BuildError } from "../diagnostics/diagnostic.js";
import { isSystemError, systemRefusal } from "../diagnostics/program.js";
import { claimSite } from "../stages/claim.js";
import {
  type CommandOptions,
  type Invocation,
  parseArguments,
  type UsageError,
} from "../terminal/arguments.js";
import { createReporter, type Reporter } from "../terminal/reporter.js";
import { printable, type Terminal, terminalAbilities } from "../terminal/terminal.js";
import type { Instant } from "../types/content.js";
import type { BuildReport } from "../types/report.js";
import { programVersion } from "../version.js";

/** 0: done. 1: it failed. 2: the command line is wrong. */
export type ExitCode = 0 | 1 | 2;

/** What a command sees of the process that it runs in. */
export interface Host {
  stdout: Terminal;
  stderr: Terminal;
  env: Record<string, string | undefined>;
  cwd: string;
  clock: () => Instant;
  /** Aborted when the user asks the program to stop: for commands that run until then. */
  stopping: AbortSignal;
}

/** Runs what `argv` (without `node` and the script) asks for. Never throws. */
export async function runCommand(argv: readonly string[], host: Host): Promise<ExitCode> {
  const invocation = parseArguments(argv);
  try {
    if (invocation.command === null) return await refuse(invocation.usageError, host);
    if (invocation.command === "version") return print(host, programVersion());
    if (invocation.command === "help") return await printHelp(invocation, host);
    const task = prepare(invocation, host);
    if ("message" in task) return await refuse({ ...task, command: invocation.command }, host);
    return await HANDLERS[invocation.command](task, host);
  } catch (error) {
    reportFault(error, host, "verbose" in invocation && invocation.verbose);
    return 1;
  }
}

/** An error that nobody expected, or that the system reported: one line, and the stack for those who ask. */
export function reportFault(error: unknown, host: Pick<Host, "stderr" | "env">, verbose = false): void {
  const lines = [`broadsheet: ${error instanceof Error ? error.message || error.name : String(error)}`];
  const debug = verbose || !["", "0", "false"].includes(host.env.DEBUG ?? "");
  if (debug) lines.push(inspect(error));
  else if (isSystemError(error)) lines.push(systemRefusal(error).hint);
  else
    lines.push(
      "This is a fault of the program, not of your site. Run it again with DEBUG=1 and report what it prints.",
    );
  host.stderr.write(`${lines.join("\n").split("\n").map(printable).join("\n")}\n`);
}

export interface Task {
  argument: string;
  options: CommandOptions;
  /** Absolute. */
  root: string;
  now: Instant;
}

type Handler = (task: Task, host: Host) => Promise<ExitCode>;

const HANDLERS = {
  build: runBuild,
  dev: runDev,
  check: runCheck,
  ping: runPing,
  why: runWhy,
  new: runNew,
  import: runImport,
} as const satisfies Record<string, Handler>;

async function runBuild(task: Task, host: Host): Promise<ExitCode> {
  const {
    json = false,
    timings,
    verify = false,
    root: _root,
    category: _category,
    delta,
    ...options
  } = task.options;
  const out = resolve(host.cwd, options.out ?? resolve(task.root, "dist"));
  // With --json standard output belongs to the report.
  const reporter = reporterFor(json ? host.stderr : host.stdout, host, timings);
  try {
    const claim = claimSite(task);
    const { build } = await import("../build.js");
    const target = delta === undefined ? out : resolve(host.cwd, delta);
    const settings = { ...options, out, delta: delta && target, root: task.root, now: task.now, reporter };
    const report = await build(settings, claim).finally(reporter.close);
    if (json) printJson(host, report);
    else reporter.summary(report, { out: folderName(target, host.cwd) });
    if (report.failed) return 1;
    return verify ? await runVerify({ ...settings, out }, reporter) : 0;
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    if (json) printJson(host, { version: programVersion(), failed: true, problems: error.diagnostics });
    const folder = folderName(out, host.cwd);
    const isPublished = error.diagnostics.some(({ code }) => code === "catalog-not-kept");
    printProblems(
      error,
      host,
      isPublished ? `Published: ${folder}` : `Nothing was published: ${folder} is as it was.`,
    );
    return 1;
  }
}

async function runDev(task: Task, host: Host): Promise<ExitCode> {
  const reporter = reporterFor(host.stdout, host);
  try {
    const { preview } = await import("./dev.js");
    await preview(task, host, reporter);
    return 0;
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    printProblems(error, host, "There is no preview.");
    return 1;
  } finally {
    reporter.close();
  }
}

async function runVerify(
  settings: BuildOptions & { out: string; now: Instant },
  reporter: Reporter,
): Promise<ExitCode> {
  const { verify } = await import("./verify.js");
  const { files, differences } = await verify(settings).finally(reporter.close);
  for (const difference of differences) reporter.diagnostic(difference);
  const all = `${files.toLocaleString("en")} files`;
  reporter.line(
    differences.length === 0
      ? `Verified: all ${all} are those of a clean build`
      : `${differences.length} of ${all} are not those of a clean build`,
  );
  return differences.length === 0 ? 0 : 1;
}

async function runWhy({ root, argument: url }: Task, host: Host): Promise<ExitCode> {
  return orSay("Nothing to explain.", host, async (reporter) => {
    const [{ loadConfig }, { explainPage }] = await Promise.all([
      import("../config/load.js"),
      import("./why.js"),
    ]);
    const { config } = await loadConfig(root);
    for (const line of explainPage({ root, url, zone: config.timezone })) reporter.line(line);
    return 0;
  });
}

async function runPing(task: Task, host: Host): Promise<ExitCode> {
  try {
    const [{ loadConfig }, { printPing }] = await Promise.all([
      import("../config/load.js"),
      import("./ping.js"),
    ]);
    const { config } = await loadConfig(task.root);
    const out = resolve(host.cwd, task.options.out ?? resolve(task.root, "dist"));
    const dryRun = task.options["dry-run"] ?? false;
    const { color } = terminalAbilities(host.stdout, host.env);
    const reporter = reporterFor(host.stdout, host);
    return await printPing({ root: task.root, out, config, dryRun, color }, host, reporter.line);
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    printProblems(error, host, "Nobody was told.");
    return 1;
  }
}

async function runCheck({ root, now }: Task, host: Host): Promise<ExitCode> {
  return orSay("A build would stop here.", host, async (reporter) => {
    const { build } = await import("../build.js");
    const report = await build({ root, now, dryRun: true, reporter }).finally(reporter.close);
    reporter.summary(report, { checked: true });
    return report.failed || report.posts.rejected.length > 0 ? 1 : 0;
  });
}

async function runNew({ root, argument: title, now, options }: Task, host: Host): Promise<ExitCode> {
  return orSay("No post was made.", host, async (reporter) => {
    const { newPost, postSettings } = await import("./new-post.js");
    const settings = await postSettings(root, now);
    const path = await newPost({ root, title, category: options.category, now, ...settings });
    reporter.line(`Created ${relative(host.cwd, resolve(root, path))}`);
    reporter.line("Write the text below its second ---, then publish it: broadsheet build");
    return 0;
  });
}

async function runImport(task: Task, host: Host): Promise<ExitCode> {
  return orSay("Nothing was imported.", host, async (reporter) => {
    const { runImport: run } = await import("./import.js");
    await run(task, host.cwd, reporter).finally(reporter.close);
    return 0;
  });
}

/** What a command throws as a BuildError is printed, and behind it what that means. */
async function orSay(
  outcome: string,
  host: Host,
  work: (reporter: Reporter) => Promise<ExitCode>,
): Promise<ExitCode> {
  try {
    return await work(reporterFor(host.stdout, host));
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    printProblems(error, host, outcome);
    return 1;
  }
}

/** The parts of a command line that depend on the world: where the site is, and what time it is. */
function prepare(invocation: Extract<Invocation, { argument: string }>, host: Host): Task | UsageError {
  const { argument, options } = invocation;
  const root = resolve(host.cwd, options.root ?? ".");
  const isMade = invocation.command === "import";
  if (!isMade && !statSync(root, { throwIfNoEntry: false })?.isDirectory())
    return { message: `--root ${options.root}: there is no such folder` };
  const now = options.now ?? epochOf(host.env.SOURCE_DATE_EPOCH) ?? host.clock();
  if (Number.isNaN(now)) return { message: "SOURCE_DATE_EPOCH is not a whole number of seconds since 1970" };
  return { argument, options, root, now };
}

/** https://reproducible-builds.org/specs/source-date-epoch/ */
function epochOf(text: string | undefined): Instant | undefined {
  if (text === undefined || text === "") return undefined;
  return /^\d{1,11}$/.test(text) ? Number(text) * 1000 : Number.NaN;
}

async function refuse({ message, unknown, command }: UsageError, host: Host): Promise<2> {
  const { nearest } = await import("../nearest.js");
  const meant = unknown && nearest(unknown.name, unknown.known);
  const suggestion = meant ? ` Did you mean ${unknown.prefix}${meant}?` : "";
  host.stderr.write(`broadsheet: ${printable(message)}.${suggestion}\n`);
  host.stderr.write(`What there is: broadsheet ${command ? `${command} ` : ""}--help\n`);
  return 2;
}

/** Who names no command is shown what there is, but has not got what a script would expect: 2. */
async function printHelp(
  { topic, wanted }: Extract<Invocation, { command: "help" }>,
  host: Host,
): Promise<0 | 2> {
  const { helpText } = await import("../terminal/help.js");
  const stream = wanted ? host.stdout : host.stderr;
  const { color } = terminalAbilities(stream, host.env);
  stream.write(`${helpText(topic, { version: programVersion(), color })}\n`);
  return wanted ? 0 : 2;
}

function print(host: Host, text: string): 0 {
  host.stdout.write(`${text}\n`);
  return 0;
}

function printJson(host: Host, report: BuildReport | Record<string, unknown>): void {
  print(host, JSON.stringify(report, null, 2));
}

function printProblems(error: BuildError, host: Host, outcome: string): void {
  const reporter = reporterFor(host.stderr, host);
  for (const diagnostic of error.diagnostics) {
    reporter.diagnostic(diagnostic);
    reporter.line("");
  }
  reporter.line(outcome);
}

function reporterFor(stream: Terminal, host: Host, timings = false): Reporter {
  return createReporter({ stream, timings, ...terminalAbilities(stream, host.env) });
}

/** `dist/` rather than `/home/me/news/dist`. */
function folderName(folder: string, cwd: string): string {
  const path = relative(cwd, folder);
  const inside = path !== "" && !path.startsWith("..");
  return `${inside ? path.split(sep).join("/") : folder}/`;
}
