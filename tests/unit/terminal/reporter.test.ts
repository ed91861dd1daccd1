import { describe, expect, it } from "vitest";
import { createReporter, formatDiagnostic } from "../../../src/terminal/reporter.js";
import type { Diagnostic } from "../../../src/types/diagnostic.js";
import type { BuildReport } from "../../../src/types/report.js";

const dateInvalid = (file: string): Diagnostic => ({
  code: "date-invalid",
  severity: "error",
  message: 'date "2022-13-45" is not a date',
  hint: "Write it as 2022-03-23 20:37:10 +0800.",
  file,
  line: 3,
  column: 7,
  source: "date: 2022-13-45",
});
const gb18030 = (file: string): Diagnostic => ({
  code: "encoding-gb18030",
  severity: "warning",
  message: "the file is saved in GB18030",
  hint: "Save it as UTF-8.",
  file,
});
const many = (count: number, make: (file: string) => Diagnostic) =>
  Array.from({ length: count }, (_, index) => make(`posts/${index}.md`));

const report = (rejected: Diagnostic[], warnings: Diagnostic[] = []): BuildReport => ({
  version: "1.0.0",
  now: "2026-02-01T00:00:00.000Z",
  posts: { published: 5, drafts: 0, future: 0, rejected, warnings },
  pages: { total: 9, written: 9, unchanged: 0, removed: 0 },
  timings: { parse: 500 },
  nextDue: null,
  failed: false,
});

/** A reporter on a terminal that remembers, with a clock that stands still until told. */
function stage(options: { interactive?: boolean; timings?: boolean; columns?: number } = {}) {
  const written: string[] = [];
  const time = { now: 0 };
  const reporter = createReporter({
    stream: { write: (text) => written.push(text), columns: options.columns },
    color: false,
    interactive: options.interactive ?? false,
    timings: options.timings,
    clock: () => time.now,
  });
  // Escape characters as a word, so that expectations can be read.
  return { reporter, time, written, text: () => written.join("").replaceAll("\u001b", "<esc>") };
}

describe("formatDiagnostic", () => {
  it("names the place, what is wrong, shows the line and how to mend it", () => {
    expect(formatDiagnostic(dateInvalid("posts/a.md"))).toBe(
      [
        'posts/a.md:3:7  error  date "2022-13-45" is not a date',
        "    3 | date: 2022-13-45",
        "      |       ^",
        "  → Write it as 2022-03-23 20:37:10 +0800.",
      ].join("\n"),
    );
  });

  it("leaves out what is not known", () => {
    expect(formatDiagnostic(gb18030("posts/a.md"))).toBe(
      "posts/a.md  warning  the file is saved in GB18030\n  → Save it as UTF-8.",
    );
    expect(formatDiagnostic({ code: "c", severity: "error", message: "it is full", hint: "" })).toBe(
      "error  it is full",
    );
    expect(formatDiagnostic({ ...gb18030("a.md"), line: 4, hint: "" })).toContain("a.md:4  warning");
  });

  it("colours only when asked to", () => {
    expect(formatDiagnostic(dateInvalid("a.md"), { color: true })).toContain("\u001b[31merror\u001b[39m");
    expect(formatDiagnostic(dateInvalid("a.md"))).not.toContain("\u001b");
  });

  it("sends nothing of a post's to the terminal that commands it", () => {
    const evil = "\u001b]0;owned\u0007\u009b2J\u202e\r";
    const text = formatDiagnostic({
      code: "c",
      severity: "error",
      message: evil,
      hint: evil,
      file: evil,
      source: evil,
      line: 1,
    });
    expect(text).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
    expect(text).toContain("owned");
  });

  it("does not let a message look like a second one", () => {
    const text = formatDiagnostic({
      ...gb18030("a\nb.md"),
      message: "x\nposts/b.md  error  y",
      hint: "h\nz",
    });
    expect(text.split("\n")).toEqual(["a␊b.md  warning  x", "    posts/b.md  error  y", "  → h", "    z"]);
  });
});

describe("summary", () => {
  it("shows each rejected post in full, and once, even if it was printed before", () => {
    const { reporter, text } = stage();
    const [first, second] = many(2, dateInvalid) as [Diagnostic, Diagnostic];
    reporter.diagnostic(first);
    reporter.summary(report([first, second]));
    expect(text().match(/posts\/0\.md:3:7/g)).toHaveLength(1);
    expect(text().match(/posts\/1\.md:3:7/g)).toHaveLength(1);
    expect(text()).toContain("rejected 2 posts  (listed above)\n");
    expect(text().endsWith("\n")).toBe(true);
  });

  it("shows 20 rejected posts and says where the others are", () => {
    const { reporter, text } = stage();
    reporter.summary(report(many(143, dateInvalid)));
    expect(text().match(/posts\/\d+\.md:3:7 {2}error/g)).toHaveLength(20);
    expect(text()).toContain("\nand 123 more; all are in .broadsheet/report.json\n");
    expect(text()).toContain("rejected 143 posts");
  });

  it("counts a post with two problems as one of the 20", () => {
    const { reporter, text } = stage();
    const problems = many(20, dateInvalid).flatMap((problem) => [problem, { ...problem, line: 4 }]);
    reporter.summary(report(problems));
    expect(text().match(/ error /g)).toHaveLength(40);
    expect(text()).not.toContain("more; all are in");
  });

  it("lists all of them after a check, which leaves no report behind", () => {
    const { reporter, text } = stage();
    reporter.summary(report(many(143, dateInvalid)), { checked: true });
    expect(text().match(/posts\/\d+\.md:3:7 {2}error/g)).toHaveLength(143);
    expect(text()).not.toContain("report.json");
  });

  it("shows five warnings of a kind, and more than five as one", () => {
    const five = stage();
    five.reporter.summary(report([], many(5, gb18030)));
    expect(five.text().match(/posts\/\d\.md {2}warning/g)).toHaveLength(5);
    const seven = stage();
    seven.reporter.summary(report([], many(7, gb18030)));
    expect(seven.text()).toContain(
      [
        "warning  the file is saved in GB18030  (7 files, encoding-gb18030)",
        "    posts/0.md, posts/1.md, posts/2.md, posts/3.md, posts/4.md and 2 more; all are in .broadsheet/report.json",
        "  → Save it as UTF-8.",
        "",
      ].join("\n"),
    );
  });

  it("prints timings, and details, only to those who asked", () => {
    const quiet = stage();
    quiet.reporter.detail("changes noticed through git");
    quiet.reporter.summary(report([]));
    expect(quiet.text()).toBe("Published 5 posts as 9 pages in 0.5 s\n  written 9, unchanged 0, removed 0\n");
    const asked = stage({ timings: true });
    asked.reporter.detail("changes noticed through git");
    asked.reporter.summary(report([]));
    expect(asked.text()).toMatch(
      /^changes noticed through git\n {2}parse +0\.5 s +100%\n {2}total +0\.5 s\n\nPublished/,
    );
  });
});

describe("stage on a terminal", () => {
  it("draws a bar, at most every 80 ms, and takes it away when done", () => {
    const { reporter, time, written } = stage({ interactive: true });
    const parsing = reporter.stage("parsing", 1000, "posts");
    parsing.advance(10);
    expect(written).toEqual([]);
    time.now = 100;
    parsing.advance(490);
    expect(written).toEqual(["\r  parsing    [############............]  50%  500 of 1,000\u001b[K"]);
    time.now = 150;
    parsing.advance(100);
    expect(written).toHaveLength(1);
    time.now = 200;
    parsing.advance(400);
    expect(written).toHaveLength(2);
    expect(written[1]).toContain("100%");
    parsing.done();
    expect(written[2]).toBe("\r\u001b[K");
  });

  it("makes room for a line and comes back", () => {
    const { reporter, time, text } = stage({ interactive: true });
    const parsing = reporter.stage("parsing", 10);
    time.now = 100;
    parsing.advance(5);
    reporter.line("hello");
    time.now = 200;
    parsing.advance(1);
    expect(text()).toMatch(/50% {2}5 of 10<esc>\[K\r<esc>\[Khello\n\r {2}parsing .*60%/);
    reporter.close();
    reporter.close();
    expect(text().endsWith("6 of 10<esc>[K\r<esc>[K")).toBe(true);
  });

  it("shows the stage that began last, then the one that still runs", () => {
    const { reporter, time, text } = stage({ interactive: true });
    const parsing = reporter.stage("parsing", 10);
    time.now = 100;
    const writing = reporter.stage("writing", 10);
    expect(text()).toContain("writing");
    writing.done();
    time.now = 200;
    parsing.advance(1);
    expect(text()).toMatch(/parsing .*10%/);
  });

  it("never wraps, and shows no bar where there is no room or no total", () => {
    const narrow = stage({ interactive: true, columns: 20 });
    const parsing = narrow.reporter.stage("parsing", 1_000_000);
    narrow.time.now = 100;
    parsing.advance(500_000);
    expect(narrow.text()).toBe("\r  parsing  50%<esc>[K");
    const open = stage({ interactive: true });
    const discovering = open.reporter.stage("discovering", undefined, "files");
    open.time.now = 100;
    discovering.advance(1234);
    expect(open.text()).toBe("\r  discovering 1,234 files<esc>[K");
  });

  it("does not overrun the bar when there was more than announced", () => {
    const { reporter, time, text } = stage({ interactive: true });
    const parsing = reporter.stage("parsing", 10);
    time.now = 100;
    parsing.advance(12);
    expect(text()).toContain(`[${"#".repeat(24)}] 100%  12 of 10`);
  });
});

describe("stage elsewhere", () => {
  it("is silent unless it takes long, then speaks at growing intervals", () => {
    const { reporter, time, written } = stage();
    const parsing = reporter.stage("parsing", 100_000, "posts");
    for (let tenth = 1; tenth <= 100; tenth++) {
      time.now = tenth * 100;
      parsing.advance(1000);
    }
    parsing.done();
    expect(written).toEqual([
      "parsing 20,000 of 100,000 posts\n",
      "parsing 40,000 of 100,000 posts\n",
      "parsing 80,000 of 100,000 posts\n",
    ]);
  });
});
