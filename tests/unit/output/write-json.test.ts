import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeJson } from "../../../src/output/write-json.js";
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
