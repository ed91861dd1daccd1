import { describe, expect, it } from "vitest";
import { parseFrontMatter } from "../../../../src/content/front-matter.js";

function problemOf(...lines: string[]) {
  const result = parseFrontMatter(`---\n${lines.join("\n")}\n---\n正文。\n`, "posts/a.md");
  if (result.ok) throw new Error("was read");
  return result.problems[0]!;
}

/** The place as `line:column`, counted from the file's start. */
const place = ({ line, column }: { line?: number | undefined; column?: number | undefined }) =>
  `${line}:${column}`;

describe("a mistake in YAML is explained at its own line", () => {
  it("quotes inside the same quotes, with the line as it should be", () => {
    const problem = problemOf("layout: post", 'title: "部长说"尽快"，然后离场"', "date: 2022-03-23");
    expect(problem).toMatchObject({ code: "front-matter-syntax", source: 'title: "部长说"尽快"，然后离场"' });
    expect(place(problem)).toBe("3:8");
    expect(problem.hint).toContain(`title: '部长说"尽快"，然后离场'`);
    expect(problem.hint).toContain("「 」");
    expect(problem.hint).toContain('\\"');
  });

  it("an apostrophe in single quotes", () => {
    expect(problemOf("title: 'it's here'").hint).toContain(`title: "it's here"`);
  });

  it("a quotation mark that is not closed, at the line where it was opened", () => {
    const problem = problemOf('title: "部长说', "date: 2022-03-23", "tags: a");
    expect(place(problem)).toBe("2:8");
    expect(problem.message).toContain("not closed");
  });

  it.each([
    ["title: 快讯: 股市收涨", 'title: "快讯: 股市收涨"'],
    ["title: [快讯] 股市收涨", 'title: "[快讯] 股市收涨"'],
    ["title: {快讯} 股市收涨", 'title: "{快讯} 股市收涨"'],
    ["title: @编辑部", 'title: "@编辑部"'],
    ["title: %5 的涨幅", 'title: "%5 的涨幅"'],
    ["title: `code`", 'title: "`code`"'],
    ["title: !重要 通知", 'title: "!重要 通知"'],
    ['title: 快讯: "涨"', `title: '快讯: "涨"'`],
    ["title：股市收涨", "title: 股市收涨"],
    ["title:股市收涨", "title: 股市收涨"],
  ])("%s: the hint is the line to write, %s", (line, mended) => {
    const problem = problemOf("layout: post", line, "date: 2022-03-23");
    expect(problem.line).toBe(3);
    expect(problem.hint).toContain(mended);
    expect(parseFrontMatter(`---\n${mended}\n---\n`, "posts/a.md").ok).toBe(true);
  });

  it("a tab that indents", () => {
    expect(place(problemOf("title: 标题", "\tdate: 2022-03-23"))).toBe("3:1");
    const problem = problemOf("tags:", "\t- a");
    expect(place(problem)).toBe("3:1");
    expect(problem.message).toContain("tab");
  });

  it("a key given twice, at the second", () => {
    const problem = problemOf("title: 一", "tags: a", "title: 二");
    expect(problem).toMatchObject({
      code: "front-matter-duplicate-key",
      message: 'the key "title" is given twice',
    });
    expect(place(problem)).toBe("4:1");
    expect(place(problemOf("a:", "  b: 1", '  "b": 2'))).toBe("4:3");
  });

  it("a space before a key", () => {
    expect(place(problemOf("title: 标题", " date: 2022-03-23"))).toBe("3:1");
    expect(place(problemOf(" title: 标题", "date: 2022-03-23"))).toBe("2:1");
    expect(problemOf(" title: 标题", "date: 2022-03-23").hint).toContain("Remove the spaces");
  });

  it.each(["- a", "只是文字", "12", '"title: 标题"'])("front matter that is no set of keys: %s", (line) => {
    expect(problemOf(line)).toMatchObject({ code: "front-matter-not-keys", line: 2 });
  });

  it.each([
    ['title: !!js/function "function(){}"', "!!js/function", "2:8"],
    ["title: !ruby/object:File {}", "!ruby/object:File", "2:8"],
    ["a: [!!binary aGk=]", "!!binary", "2:5"],
    ["when: !!timestamp 2022-03-23", "!!timestamp", "2:7"],
  ])("a type that is not data: %s", (line, tag, at) => {
    const problem = problemOf(line);
    expect(problem.code).toBe("front-matter-tag");
    expect(problem.message).toContain(tag);
    expect(place(problem)).toBe(at);
  });

  it("a value in asterisks, which YAML takes for an alias", () => {
    const problem = problemOf("title: *强调*");
    expect(place(problem)).toBe("2:8");
    expect(problem.hint).toContain('"*强调*"');
  });

  it.each([
    ["tags: [a,,b]", "two commas"],
    ["tags: [a, [b] c]", "comma is missing"],
    ["? [a]\n: b", "key cannot be a list"],
    ['title: "C:\\新闻"', "backslash"],
    ["title: a\u0007b", "character"],
    ["a: 1\n--- b", "second YAML document"],
  ])("%j", (lines, message) => {
    expect(problemOf(lines).message).toContain(message);
  });
});
