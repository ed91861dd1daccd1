// What is recalled must be what would be understood anew.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openMemory } from "../../src/memory.js";
import { tempFolder } from "../tools/temp-site.js";

const newFile = () => join(tempFolder(), "understood.json");

function remembering(file: string, value: unknown, program = "1") {
  const memory = openMemory(file, program);
  memory.remember("site.yml", "title: A", value);
  memory.keep();
}

const recalled = (file: string, { name = "site.yml", text = "title: A", program = "1" } = {}) =>
  openMemory(file, program).recall(name, text);

describe("what was understood", () => {
  it("is recalled for the same text under the same name by the same program, and for no other", () => {
    const file = newFile();
    remembering(file, { title: "A" });
    expect(recalled(file)).toEqual({ title: "A" });
    const others = [{ text: "title: B" }, { name: "other.yml" }, { name: "toString" }, { program: "2" }];
    expect(others.map((other) => recalled(file, other))).toEqual(others.map(() => undefined));
  });

  it("is not remembered where JSON would say something else", () => {
    for (const value of [
      { a: Number.NaN },
      [-0],
      { a: new Date(0) },
      { a: undefined },
      { a: 1n },
      new Map(),
    ]) {
      const file = newFile();
      remembering(file, value);
      expect(recalled(file)).toBeUndefined();
    }
  });

  it("counts for nothing once it is damaged, cut short or empty", () => {
    const file = newFile();
    remembering(file, { title: "A" });
    const text = readFileSync(file, "utf8");
    for (const damaged of [text.replace('"A"', '"B"'), text.slice(0, -2), "", "{}"]) {
      writeFileSync(file, damaged);
      expect(recalled(file)).toBeUndefined();
    }
  });

  it("is forgotten when nobody asks for it any more", () => {
    const file = newFile();
    const memory = openMemory(file, "1");
    memory.remember("a", "x", 1);
    memory.remember("b", "y", 2);
    memory.keep();
    const next = openMemory(file, "1");
    next.recall("a", "x");
    next.keep();
    expect([recalled(file, { name: "a", text: "x" }), recalled(file, { name: "b", text: "y" })]).toEqual([
      1,
      undefined,
    ]);
  });

  it("need not be kept: a folder that cannot be written to is no problem", () => {
    const file = join(tempFolder(), "missing/understood.json");
    remembering(file, { title: "A" });
    expect(existsSync(file)).toBe(false);
  });
});
