import { describe, expect, it } from "vitest";
import { parseFrontMatter } from "../../../../src/content/front-matter.js";

const parse = (...lines: string[]) =>
  parseFrontMatter(`+++\n${lines.join("\n")}\n+++\n正文。\n`, "content/a.md");

function read(...lines: string[]) {
  const result = parse(...lines);
  if (!result.ok) throw new Error(result.problems[0]?.message);
  return result;
}

function refuse(...lines: string[]) {
  const result = parse(...lines);
  if (result.ok) throw new Error("was read");
  return result.problems[0]!;
}

describe("TOML front matter", () => {
  it("gives values, lists and tables, and the body behind it", () => {
    const { matter, body, bodyLine } = read(
      'title = "标题"',
      'tags = ["a", 2021]',
      "draft = true",
      "[params]",
      "n = 1",
    );
    expect(matter.data).toEqual({ title: "标题", tags: ["a", 2021], draft: true, params: { n: 1 } });
    expect(matter.textList("tags")).toEqual(["a", "2021"]);
    expect({ body, bodyLine }).toEqual({ body: "正文。\n", bodyLine: 8 });
  });

  it("keeps dates as typed, also one that does not exist and that the parser would move", () => {
    const { matter } = read(
      "date = 2022-02-30",
      "updated = 2022-03-23T20:37:10+08:00 # late",
      "local = 2022-03-23 20:37:10",
    );
    expect(matter.data).toEqual({
      date: "2022-02-30",
      updated: "2022-03-23T20:37:10+08:00",
      local: "2022-03-23 20:37:10",
    });
    expect(matter.text("date")).toBe("2022-02-30");
  });

  it("writes dates in tables and lists out", () => {
    const { matter } = read(
      "days = [2022-03-23]",
      "[a]",
      "b = 2022-03-23T20:37:10.5+08:00",
      "c = 2022-03-23T20:37:10",
    );
    expect(matter.data).toEqual({
      days: ["2022-03-23"],
      a: { b: "2022-03-23T20:37:10.500+08:00", c: "2022-03-23T20:37:10" },
    });
  });

  it("keeps numbers as typed beside their value, and as text where they would lose digits", () => {
    const { matter } = read("n = 1.50", "id = 202112080000000123", "x = inf");
    expect(matter.text("n")).toBe("1.50");
    expect(matter.data).toEqual({ n: 1.5, id: "202112080000000123", x: "Infinity" });
  });

  it("is not misled by a text of several lines", () => {
    const { matter } = read('intro = """', "n = 1", "---", '"""', "n = 2022-03-23");
    expect(matter.text("n")).toBe("2022-03-23");
    expect(matter.place("n")).toMatchObject({ line: 6, column: 1 });
    expect(matter.text("intro")).toBe("n = 1\n---\n");
  });

  it("knows where keys and tables stand", () => {
    const { matter } = read("# note", '"quoted key" = 1', "a.b = 2", "[params]", "n = 3");
    expect(matter.place("quoted key")).toMatchObject({ line: 3, source: '"quoted key" = 1' });
    expect(matter.place("a").line).toBe(4);
    expect(matter.place("params").line).toBe(5);
  });

  it.each([
    ['x = 1\ntitle = "a', 3, "control characters|unfinished|end"],
    ["title = 标题", 2, "invalid value"],
    ["title: 标题", 2, "illegal character"],
    ["date = 2022-13-45", 2, "invalid date"],
    ["a = [1,", 2, "unfinished array"],
  ])("refuses %j at its line", (source, line, message) => {
    const problem = refuse(source);
    expect(problem).toMatchObject({ code: "front-matter-syntax", line });
    expect(problem.message).toMatch(new RegExp(message));
  });

  it("refuses a key given twice", () => {
    expect(refuse("a = 1", "a = 2")).toMatchObject({ code: "front-matter-duplicate-key", line: 3 });
  });

  it("refuses what is nested too deep", () => {
    const deep = `a = ${"[".repeat(60)}${"]".repeat(60)}`;
    expect(parse(deep).ok).toBe(false);
    expect(refuse(`${Array(60).fill("a").join(".")} = 1`)).toMatchObject({
      code: "front-matter-too-large",
      line: 2,
    });
  });
});
