import { describe, expect, it } from "vitest";
import { type Invocation, parseArguments, parseMoment } from "../../../src/terminal/arguments.js";

const parse = (line: string) => parseArguments(line.split(" ").filter(Boolean));
const problem = (invocation: Invocation) => {
  if (invocation.command !== null) throw new Error(`accepted: ${JSON.stringify(invocation)}`);
  return invocation.usageError;
};

describe("parseArguments", () => {
  it("reads every option of build, before and after the command", () => {
    const line =
      "--root news build --out=/srv/www --now 2026-03-01T08:00:00+08:00 --drafts --future --strict --full --timings --json --threads 3";
    expect(parse(line)).toEqual({
      command: "build",
      argument: "",
      verbose: false,
      options: {
        root: "news",
        out: "/srv/www",
        now: Date.UTC(2026, 2, 1),
        drafts: true,
        future: true,
        strict: true,
        full: true,
        timings: true,
        json: true,
        threads: 3,
      },
    });
  });

  it("keeps values as typed, also those that look like numbers", () => {
    expect(parse("new 1e3 --category 012")).toMatchObject({ argument: "1e3", options: { category: "012" } });
  });

  it("lets the last of two win, as in a script that is overruled", () => {
    expect(parse("build --out a --out b")).toMatchObject({ options: { out: "b" } });
  });

  it("takes a title with spaces, without quotes, and after -- with a dash", () => {
    expect(parseArguments(["new", "夜市 重开"])).toMatchObject({ command: "new", argument: "夜市 重开" });
    expect(parse("new Night market reopens --category city")).toMatchObject({
      argument: "Night market reopens",
    });
    expect(parse("new -- --5 degrees")).toMatchObject({ argument: "--5 degrees" });
  });

  it("says which command or option is not known, and what there is", () => {
    expect(problem(parse("biuld"))).toEqual({
      message: "there is no command biuld",
      unknown: {
        name: "biuld",
        known: ["build", "dev", "check", "ping", "why", "new", "import"],
        prefix: "",
      },
    });
    expect(problem(parse("build --thread 3"))).toMatchObject({
      message: "there is no option --thread",
      command: "build",
      unknown: { name: "thread", known: expect.arrayContaining(["threads"]), prefix: "--" },
    });
    expect(problem(parse("build -x")).message).toBe("there is no option -x");
  });

  it.each([
    ["check --out x", "check has no option --out"],
    ["build extra", "build takes options only, not extra"],
    ["build --out", "--out needs a value: --out DIR"],
    ["build --out --json", "--out needs a value: --out DIR"],
    ["build --root=", "--root needs a value: --root DIR"],
    ["build --json=yes", "--json takes no value"],
    ["build --threads 0", "--threads 0: write a whole number from 1 to 999"],
    ["build --threads 1.5", "--threads 1.5: write a whole number from 1 to 999"],
    ["build --now yesterday", "--now yesterday: write it with its offset, as 2026-03-01T08:00:00+08:00"],
    ["build constructor", "build takes options only, not constructor"],
    ["constructor", "there is no command constructor"],
    ["build --constructor", "there is no option --constructor"],
    ["--drafts", "the command is missing"],
    ["new", 'new needs "TITLE"'],
  ])("refuses %s", (line, message) => {
    expect(problem(parse(line)).message).toBe(message);
  });

  it("takes a value that begins with a dash after an equals sign", () => {
    expect(parse("build --out=-odd")).toMatchObject({ options: { out: "-odd" } });
  });

  it("answers --help anywhere, for one command or for all", () => {
    expect(parse("--help")).toEqual({ command: "help", topic: null, wanted: true });
    expect(parse("build --nonsense -h")).toEqual({ command: "help", topic: "build", wanted: true });
    expect(parse("help new")).toEqual({ command: "help", topic: "new", wanted: true });
    expect(parse("-v")).toEqual({ command: "version" });
  });

  it("shows the help to who names no command, as wrong usage", () => {
    expect(parse("")).toEqual({ command: "help", topic: null, wanted: false });
  });
});

describe("parseMoment", () => {
  const noon = Date.UTC(2026, 2, 1, 12);
  it.each([
    "2026-03-01T12:00:00Z",
    "2026-03-01T20:00:00+08:00",
    "2026-03-01T20:00+08",
    "2026-03-01 20:00:00 +0800",
    "2026-03-01T06:30:00-05:30",
    "2026-03-01t12:00z",
    `@${noon / 1000}`,
  ])("reads %s", (text) => {
    expect(parseMoment(text)).toBe(noon);
  });

  it("keeps milliseconds and drops what is finer", () => {
    expect(parseMoment("2026-03-01T12:00:00.1234567Z")).toBe(noon + 123);
  });

  it.each([
    "2026-03-01", // whose midnight?
    "2026-03-01T12:00:00", // in which zone?
    "2026-02-29T12:00:00Z", // no leap year
    "2026-13-01T12:00:00Z",
    "2026-03-01T24:00:00Z",
    "2026-03-01T12:60:00Z",
    "2026-03-01T12:00:00+15:00",
    "2026-03-01T12:00:00+08:60",
    "03/01/2026 12:00Z", // March or January?
    "1772366400",
    "now",
    "",
  ])("does not guess at %j", (text) => {
    expect(parseMoment(text)).toBeNull();
  });
});
