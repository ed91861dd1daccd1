// argv -> what the user wants, as plain data. The tables below are also what `--help` prints: a new command is a
// row in COMMANDS, its options in OPTIONS, and a handler in commands.ts.
// node:util parses: it is loaded anyway, whereas `cac` costs 10 ms of each build's start and makes numbers of
// values that look like one (`--category 012`).
import { parseArgs } from "node:util";
import type { Instant } from "../types/content.js";

export interface OptionRow {
  about: string;
  /** Under which heading `--help` lists it. */
  group: "What is published" | "Where" | "How" | "What is printed" | "The post";
  /** What the value is called; none: the option is a switch. */
  value?: string;
  /** Text to value. A string in return says what the value must be. */
  read?: (text: string) => { value: unknown } | string;
}

export const OPTIONS = {
  drafts: { group: "What is published", about: "publish drafts too" },
  future: { group: "What is published", about: "publish posts dated after now too" },
  unpublished: { group: "What is published", about: "of a Jekyll site: what says published: false" },
  now: {
    group: "What is published",
    value: "TIME",
    about: "build as of then, e.g. 2026-03-01T08:00:00+08:00",
    read: readTime,
  },
  strict: { group: "What is published", about: "publish nothing if a post is rejected" },
  root: { group: "Where", value: "DIR", about: "the site's folder (default: this one)" },
  out: { group: "Where", value: "DIR", about: "the folder to publish into (default: dist in the site's)" },
  config: { group: "Where", value: "FILES", about: "of a Jekyll site: instead of _config.yml" },
  full: { group: "How", about: "render everything again, whatever the catalog says" },
  delta: {
    group: "Where",
    value: "DIR",
    about: "write only added and changed files, into this empty folder",
  },
  verify: { group: "How", about: "build once more, clean, and compare every byte" },
  threads: {
    group: "How",
    value: "N",
    about: "worker threads at most (default: one per processor)",
    read: readThreads,
  },
  timings: { group: "What is printed", about: "say how long each stage took" },
  json: { group: "What is printed", about: "print only the report, as JSON" },
  "dry-run": { group: "How", about: "tell nobody, only list what would be told" },
  port: { group: "Where", value: "N", about: "the first port to try (default: 8080)", read: readPort },
  host: {
    group: "Where",
    value: "ADDRESS",
    about: "listen there (default: for this machine alone)",
  },
  open: { group: "How", about: "open it in the browser" },
  category: { group: "The post", value: "NAME", about: "the post's category" },
} as const satisfies Record<string, OptionRow>;

export type OptionName = keyof typeof OPTIONS;

export interface CommandRow {
  about: string;
  /** The argument it needs, as `--help` names it. */
  argument?: string;
  options: readonly OptionName[];
  /** Command lines, each with what it does. */
  examples: readonly (readonly [line: string, does: string])[];
}

export const COMMANDS = {
  build: {
    about: "publish what changed",
    options: [
      ...(["drafts", "future", "unpublished", "now", "strict", "root", "out", "config"] as const),
      ...(["delta", "full", "verify", "threads", "timings", "json"] as const),
    ],
    examples: [
      ["build", "the site of this folder, into dist/"],
      ["build --root news --out www", "another site, another place"],
      ["build --drafts --future", "everything that is being written"],
      ["build --delta upload", "only what changed, for a CI job"],
    ],
  },
  dev: {
    about: "show the site while it is being written",
    options: ["drafts", "future", "now", "root", "port", "host", "open", "threads"],
    examples: [
      ["dev --drafts --future", "live, with all that waits"],
      ["dev --host 0.0.0.0", "for phones on this network too"],
    ],
  },
  check: {
    about: "read everything, list every problem, write nothing",
    options: ["root"],
    examples: [["check", "exit code 1 if a post is rejected"]],
  },
  ping: {
    about: "tell search engines and hubs what changed",
    options: ["dry-run", "root", "out"],
    examples: [
      ["ping", "what is new since the last ping"],
      ["ping --dry-run", "what would be told, and to whom"],
    ],
  },
  why: {
    about: "say what a page was made from, and why it was last written",
    argument: "URL",
    options: ["root"],
    examples: [["why /category/news.html", "what it reads, and what changed last"]],
  },
  new: {
    about: "start a post, dated now",
    argument: '"TITLE"',
    options: ["category", "root"],
    examples: [['new "Night market reopens"', "a file in posts/ to write into"]],
  },
  import: {
    about: "make a site of its own kind from a Jekyll site",
    argument: "jekyll DIR",
    options: ["root", "now"],
    examples: [["import jekyll ../old", "into this folder; the old site stays"]],
  },
} as const satisfies Record<string, CommandRow>;

export type CommandName = keyof typeof COMMANDS;

export interface CommandOptions {
  drafts?: boolean;
  future?: boolean;
  unpublished?: boolean;
  config?: string;
  now?: Instant;
  strict?: boolean;
  root?: string;
  out?: string;
  full?: boolean;
  delta?: string;
  verify?: boolean;
  threads?: number;
  timings?: boolean;
  json?: boolean;
  "dry-run"?: boolean;
  port?: number;
  host?: string;
  open?: boolean;
  category?: string;
}

/** Why a command line makes no sense. */
export interface UsageError {
  message: string;
  /** A name that is not known, and those that are: for a suggestion. */
  unknown?: { name: string; known: readonly string[]; prefix: string };
  command?: CommandName;
}

export type Invocation =
  | { command: CommandName; argument: string; options: CommandOptions; verbose: boolean }
  | { command: "help"; topic: CommandName | null; wanted: boolean }
  | { command: "version" }
  | { command: null; usageError: UsageError };

/** `argv` without `node` and the script. Pure. */
export function parseArguments(argv: readonly string[]): Invocation {
  const { tokens } = parseArgs({
    args: [...argv],
    options: PARSED_OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const words = tokens.flatMap((token) => (token.kind === "positional" ? [token.value] : []));
  const given = tokens.flatMap((token) => (token.kind === "option" ? [token] : []));
  const has = (name: string) => given.some((option) => option.name === name);

  const [name, ...rest] = words;
  if (has("help") || name === "help")
    return { command: "help", topic: commandNamed(name === "help" ? rest[0] : name), wanted: true };
  if (has("version")) return { command: "version" };
  if (name === undefined && given.every((option) => option.name === "verbose"))
    return { command: "help", topic: null, wanted: false };
  if (name === undefined) return wrong({ message: "the command is missing" });
  const command = commandNamed(name);
  if (command === null)
    return wrong({
      message: `there is no command ${name}`,
      unknown: { name, known: Object.keys(COMMANDS), prefix: "" },
    });
  const options = readOptions(command, given);
  if ("message" in options) return wrong({ ...options, command });
  const argument = readArgument(command, rest);
  if (typeof argument !== "string") return wrong({ ...argument, command });
  return { command, argument, options, verbose: has("verbose") };
}

/** A moment without doubt: ISO 8601 or git's form, with `Z` or an offset; `@` and seconds since 1970. */
export function parseMoment(text: string): Instant | null {
  const epoch = /^@(\d{1,11})$/.exec(text);
  if (epoch) return Number(epoch[1]) * 1000;
  const iso =
    /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::(\d\d)(\.\d{1,3})?\d*)? ?(?:Z|([+-])(\d\d)(?::?(\d\d))?)$/i.exec(
      text.trim(),
    );
  if (!iso) return null;
  const [, day, minutes, seconds = "00", fraction = "", sign, hours = "0", rest = "0"] = iso;
  const local = `${day}T${minutes}:${seconds}`;
  const instant = Date.parse(`${local}${fraction}Z`);
  // Date.parse rolls 30 February over into March.
  if (Number.isNaN(instant) || new Date(instant).toISOString().slice(0, 19) !== local) return null;
  if (Number(hours) > 14 || Number(rest) > 59) return null;
  return instant - (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(rest)) * 60_000;
}

interface GivenOption {
  name: string;
  rawName: string;
  value?: string | undefined;
  inlineValue?: boolean | undefined;
}

const PARSED_OPTIONS = {
  ...Object.fromEntries(
    Object.entries(OPTIONS).map(([name, row]) => [
      name,
      { type: "value" in row ? "string" : "boolean" } as const,
    ]),
  ),
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "v" },
  verbose: { type: "boolean" },
} as const;

/** Later ones win, so that `npm run build -- --out elsewhere` can overrule a script. */
function readOptions(command: CommandName, given: readonly GivenOption[]): CommandOptions | UsageError {
  const allowed: readonly string[] = COMMANDS[command].options;
  const options: Record<string, unknown> = {};
  for (const option of given) {
    if (option.name === "verbose") continue;
    if (!allowed.includes(option.name)) return unknownOption(command, option, allowed);
    const read = readOption(OPTIONS[option.name as OptionName], option);
    if ("message" in read) return read;
    options[option.name] = read.value;
  }
  return options as CommandOptions;
}

function unknownOption(command: CommandName, option: GivenOption, allowed: readonly string[]): UsageError {
  if (Object.hasOwn(OPTIONS, option.name)) return { message: `${command} has no option ${option.rawName}` };
  return {
    message: `there is no option ${option.rawName}`,
    unknown: { name: option.name, known: allowed, prefix: "--" },
  };
}

function readOption(
  row: OptionRow,
  { rawName, value, inlineValue }: GivenOption,
): { value: unknown } | UsageError {
  if (!row.value) return value === undefined ? { value: true } : { message: `${rawName} takes no value` };
  // `--out --json`: the value was forgotten. One that begins with a dash is written `--out=-dash`.
  if (!value || (value.startsWith("-") && !inlineValue))
    return { message: `${rawName} needs a value: ${rawName} ${row.value}` };
  const read = row.read ? row.read(value) : { value };
  return typeof read === "string" ? { message: `${rawName} ${value}: ${read}` } : read;
}

/** `new River festival` without quotes is clear enough; other commands take options only. */
function readArgument(command: CommandName, words: readonly string[]): string | UsageError {
  const row: CommandRow = COMMANDS[command];
  const text = words.join(" ").trim();
  if (row.argument && text === "") return { message: `${command} needs ${row.argument}` };
  if (!row.argument && words.length > 0) return { message: `${command} takes options only, not ${words[0]}` };
  return text;
}

function readTime(text: string) {
  const value = parseMoment(text);
  return value === null ? "write it with its offset, as 2026-03-01T08:00:00+08:00" : { value };
}

function readThreads(text: string) {
  const value = Number(text);
  return /^\d{1,3}$/.test(text) && value > 0 ? { value } : "write a whole number from 1 to 999";
}

function readPort(text: string) {
  const value = Number(text);
  return /^\d{1,5}$/.test(text) && value < 65_536 ? { value } : "write a whole number from 0 to 65535";
}

const commandNamed = (name: string | undefined): CommandName | null =>
  name !== undefined && Object.hasOwn(COMMANDS, name) ? (name as CommandName) : null;

const wrong = (usageError: UsageError): Invocation => ({ command: null, usageError });
