import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Host, reportFault, runCommand } from "../../../src/commands/commands.js";
import { BuildError } from "../../../src/diagnostics/diagnostic.js";
import type { Diagnostic } from "../../../src/types/diagnostic.js";
import type { BuildReport } from "../../../src/types/report.js";

const build = vi.hoisted(() => vi.fn());
vi.mock("../../../src/build.js", () => ({ build }));

const problem: Diagnostic = {
  code: "c",
  severity: "error",
  message: "it is wrong",
  hint: "Mend it.",
  file: "posts/a.md",
};
const report = (changes: Partial<BuildReport> = {}): BuildReport => ({
  version: "1.0.0",
  now: "2026-02-01T00:00:00.000Z",
  posts: { published: 5, drafts: 0, future: 0, rejected: [], warnings: [] },
  pages: { total: 9, written: 9, unchanged: 0, removed: 0 },
  timings: { parse: 500 },
  nextDue: null,
  failed: false,
  ...changes,
});
const rejecting = { published: 5, drafts: 0, future: 0, rejected: [problem], warnings: [] };

const NOW = Date.UTC(2026, 2, 1);
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "broadsheet-"));
  build.mockReset().mockResolvedValue(report());
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function run(line: string, env: Host["env"] = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCommand(line.split(" ").filter(Boolean), {
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
    env,
    cwd: folder,
    clock: () => NOW,
    stopping: AbortSignal.abort(),
  });
  return { code, out: out.join(""), err: err.join("") };
}

describe("build", () => {
  it("publishes and prints the summary", async () => {
    const { code, out, err } = await run("build --strict --threads 2 --out public_html");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("Published 5 posts as 9 pages");
    expect(out).toContain("→ public_html/");
    expect(build).toHaveBeenCalledWith(
      {
        root: folder,
        out: join(folder, "public_html"),
        now: NOW,
        strict: true,
        threads: 2,
        reporter: expect.anything(),
      },
      expect.objectContaining({ release: expect.any(Function) }),
    );
  });

  it("publishes into the site's own dist unless told otherwise", async () => {
    const { out } = await run(`build --root ${folder}`);
    expect(build.mock.calls[0]?.[0].out).toBe(join(folder, "dist"));
    expect(out).toContain("→ dist/");
  });

  it("takes its time from --now, else SOURCE_DATE_EPOCH, else the clock", async () => {
    await run("build --now 2026-01-01T00:00:00Z", { SOURCE_DATE_EPOCH: "86400" });
    await run("build", { SOURCE_DATE_EPOCH: "86400" });
    await run("build", { SOURCE_DATE_EPOCH: "" });
    expect(build.mock.calls.map(([options]) => options.now)).toEqual([Date.UTC(2026, 0, 1), 86_400_000, NOW]);
    const { code, err } = await run("build", { SOURCE_DATE_EPOCH: "soon" });
    expect(code).toBe(2);
    expect(err).toContain("SOURCE_DATE_EPOCH");
  });

  it("succeeds with rejected posts, and fails with them when strict refused", async () => {
    build.mockResolvedValueOnce(report({ posts: rejecting }));
    expect(await run("build")).toMatchObject({ code: 0, out: expect.stringContaining("posts/a.md  error") });
    build.mockResolvedValueOnce(report({ posts: rejecting, failed: true }));
    expect(await run("build --strict")).toMatchObject({
      code: 1,
      out: expect.stringContaining("Nothing was published"),
    });
  });

  it("prints every problem that stopped it, on standard error", async () => {
    build.mockRejectedValueOnce(new BuildError([problem, { ...problem, file: "site.yml" }]));
    const { code, out, err } = await run("build");
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("posts/a.md  error  it is wrong\n  → Mend it.\n\nsite.yml  error");
    expect(err).toContain("Nothing was published: dist/ is as it was.");
  });

  it("prints JSON and nothing else with --json, also when it fails", async () => {
    build.mockResolvedValueOnce(report({ posts: rejecting }));
    expect(JSON.parse((await run("build --json")).out)).toEqual(report({ posts: rejecting }));
    build.mockRejectedValueOnce(new BuildError(problem));
    const failed = await run("build --json");
    expect(failed.code).toBe(1);
    expect(JSON.parse(failed.out)).toMatchObject({ failed: true, problems: [problem] });
    expect(failed.err).toContain("it is wrong");
  });

  it("takes an unfinished progress bar off the terminal when it fails", async () => {
    build.mockImplementationOnce(async ({ reporter }) => {
      reporter.stage("parsing", 10);
      await new Promise((resolve) => setTimeout(resolve, 90));
      reporter.stage("writing", 10);
      throw new BuildError(problem);
    });
    const out: string[] = [];
    const stream = { write: (text: string) => out.push(text), isTTY: true };
    const host = {
      stdout: stream,
      stderr: stream,
      env: {},
      cwd: folder,
      clock: () => NOW,
      stopping: AbortSignal.abort(),
    };
    expect(await runCommand(["build"], host)).toBe(1);
    const text = out.join("");
    expect(text).toContain("writing");
    expect(text.indexOf("\r\u001b[K")).toBeLessThan(text.indexOf("it is wrong"));
  });
});

describe("check", () => {
  it("reads without writing, and fails if a post would be rejected", async () => {
    expect(await run("check")).toMatchObject({ code: 0, out: expect.stringContaining("nothing to mend") });
    expect(build.mock.calls[0]?.[0]).toMatchObject({ dryRun: true, root: folder, now: NOW });
    build.mockResolvedValueOnce(report({ posts: rejecting }));
    expect((await run("check")).code).toBe(1);
    build.mockRejectedValueOnce(new BuildError(problem));
    expect(await run("check")).toMatchObject({
      code: 1,
      err: expect.stringContaining("A build would stop here."),
    });
  });
});

describe("new", () => {
  it("makes a post and says where, and what to do next", async () => {
    const { code, out } = await run("new Night market reopens");
    const [name = ""] = readdirSync(join(folder, "posts"));
    expect(code).toBe(0);
    expect(out).toContain(`Created ${join("posts", name)}\n`);
    expect(out).toContain("broadsheet build");
    expect(readFileSync(join(folder, "posts", name), "utf8")).toContain('title: "Night market reopens"');
  });
});

describe("wrong usage", () => {
  it.each([
    ["biuld", "there is no command biuld. Did you mean build?", "broadsheet --help"],
    ["build --thread 2", "there is no option --thread. Did you mean --threads?", "broadsheet build --help"],
    ["build --zzz", "there is no option --zzz.\n", "broadsheet build --help"],
    ["build --root nowhere", "--root nowhere: there is no such folder.", "broadsheet build --help"],
  ])("%s exits with 2 and says what there is", async (line, message, help) => {
    const { code, out, err } = await run(line);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(message);
    expect(err).toContain(help);
    expect(build).not.toHaveBeenCalled();
  });

  it("without a command shows the help, on standard error", async () => {
    const { code, out, err } = await run("");
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("Exit codes");
  });

  it("prints no control characters of the command line", async () => {
    expect((await run("\u001b[2Jx")).err).not.toContain("\u001b");
  });
});

it("--help and --version answer on standard output", async () => {
  expect(await run("--help")).toMatchObject({ code: 0, err: "", out: expect.stringContaining("Commands") });
  expect((await run("--version")).out).toMatch(/^\d+\.\d+\.\d+\S*\n$/);
});

describe("an error that nobody expected", () => {
  const fault = async (error: unknown, line = "build", env: Host["env"] = {}) => {
    build.mockRejectedValueOnce(error);
    return run(line, env);
  };

  it("is one line and a way to learn more", async () => {
    const { code, out, err } = await fault(new TypeError("x is not a function"));
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("broadsheet: x is not a function\n");
    expect(err).toContain("DEBUG=1");
    expect(err).not.toContain("commands.ts");
  });

  it("shows its stack and its cause with DEBUG=1 or --verbose", async () => {
    const error = new Error("outer", { cause: new Error("inner") });
    expect((await fault(error, "build", { DEBUG: "1" })).err).toMatch(/commands\.test\.ts[\s\S]*inner/);
    expect((await fault(error, "build --verbose")).err).toMatch(/commands\.test\.ts[\s\S]*inner/);
    expect((await fault(error, "build", { DEBUG: "0" })).err).not.toContain("inner");
  });

  it("does not blame the program for a full disk", async () => {
    const error = Object.assign(new Error("ENOSPC: no space left on device, write"), {
      code: "ENOSPC",
      syscall: "write",
    });
    expect((await fault(error)).err).toBe(
      "broadsheet: ENOSPC: no space left on device, write\nThe disk is full. Make room on it, then build again.\n",
    );
  });

  it("may be no Error at all", () => {
    const written: string[] = [];
    reportFault("odd", { stderr: { write: (text) => written.push(text) }, env: {} });
    expect(written.join("")).toContain("broadsheet: odd\n");
  });
});
