import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeJson, writeLists } from "../../../src/output/write-json.js";
import { tempFolder } from "../../tools/temp-site.js";

describe("writeJson", () => {
  it("writes what can be read again, with a line's end, in a folder that it makes", () => {
    const file = join(tempFolder(), "deep/er/report.json");
    writeJson(file, { title: "潮", list: [1] });
    writeJson(file, { title: "汐", list: [] });
    const text = readFileSync(file, "utf8");
    expect(text.endsWith("}\n")).toBe(true);
    expect(JSON.parse(text)).toEqual({ title: "汐", list: [] });
    expect(readdirSync(dirname(file))).toEqual(["report.json"]);
  });
});

describe("writeLists", () => {
  const file = () => join(tempFolder(), "deep/er/changes.json");

  it("writes lists that are worked out on the way, and counts them", () => {
    const long = Array.from({ length: 40_000 }, (_, number) => ({
      path: `潮汐/${number}.html`,
      bytes: number,
    }));
    function* worked() {
      yield* long;
    }
    const target = file();
    expect(writeLists(target, { version: "1", added: worked(), changed: [], removed: ["a"] })).toBe(40_001);
    const text = readFileSync(target, "utf8");
    expect(JSON.parse(text)).toEqual({ version: "1", added: long, changed: [], removed: ["a"] });
    expect(text.endsWith("]\n}\n")).toBe(true);
    expect(readdirSync(dirname(target))).toEqual(["changes.json"]);
  });

  it("leaves the old file whole if it cannot write the new one", () => {
    const target = file();
    writeLists(target, { added: ["old"] });
    function* broken() {
      yield "new";
      throw new Error("the disk is full");
    }
    expect(() => writeLists(target, { added: broken() })).toThrow("the disk is full");
    expect(JSON.parse(readFileSync(target, "utf8"))).toEqual({ added: ["old"] });
  });
});
