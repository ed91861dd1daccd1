import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { BuildError } from "../../src/diagnostics/diagnostic.js";
import { lockSite } from "../../src/lock.js";
import { buildSite, tempFolder, tempSite } from "../tools/temp-site.js";

const newFile = () => join(tempFolder(), ".broadsheet/lock");
/** Another process that surely lives: the one that started this one. */
const LIVING = process.ppid;

function refusal(file: string): string {
  try {
    lockSite(file)();
  } catch (error) {
    return (error as BuildError).diagnostics.map(({ code, message }) => `${code}: ${message}`).join();
  }
  return "taken";
}

function held(holder: unknown): string {
  const file = newFile();
  lockSite(file)();
  writeFileSync(file, typeof holder === "string" ? holder : JSON.stringify(holder));
  return file;
}

describe("the lock", () => {
  it("names its holder, and is gone when it was given back", () => {
    const file = newFile();
    const release = lockSite(file);
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ pid: process.pid, host: hostname() });
    expect(readdirSync(dirname(file))).toEqual(["lock"]);
    release();
    expect(readdirSync(dirname(file))).toEqual([]);
    release();
  });

  it("is refused while another process holds it, naming the process", () => {
    const file = held({ pid: LIVING, host: hostname() });
    expect(refusal(file)).toBe(`build-running: another build of this site is running (process ${LIVING})`);
    expect(existsSync(file)).toBe(true);
  });

  it("is taken over from a process that has ended", () => {
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    expect(refusal(held({ pid, host: hostname() }))).toBe("taken");
  });

  it.each([
    "",
    "{",
    "null",
    "[]",
    '"text"',
    '{"pid":"x"}',
  ])("is taken over where a killed process left %j", (text) => {
    expect(refusal(held(text))).toBe("taken");
  });

  it("is not taken over from another machine, whose processes cannot be asked", () => {
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    expect(refusal(held({ pid, host: "another-machine" }))).toMatch(/^build-running/);
  });

  it("is given back by a build that fails, too", async () => {
    const root = tempSite({ "site.yml": "titel: x\n" });
    await expect(buildSite(root)).rejects.toThrow(BuildError);
    expect(existsSync(join(root, ".broadsheet/lock"))).toBe(false);
  });

  it("keeps a second build from starting, which then changes nothing", async () => {
    const root = tempSite({});
    const release = lockSite(join(root, ".broadsheet/lock"));
    writeFileSync(join(root, ".broadsheet/lock"), JSON.stringify({ pid: LIVING, host: hostname() }));
    await expect(buildSite(root)).rejects.toThrow(/another build/);
    expect(existsSync(join(root, "dist"))).toBe(false);
    release();
    await buildSite(root);
    expect(existsSync(join(root, "dist/index.html"))).toBe(true);
  });
});
