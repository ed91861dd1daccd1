import { describe, expect, it } from "vitest";
import {
  counted,
  formatDuration,
  formatSummary,
  formatTimings,
  grouped,
} from "../../../src/terminal/summary.js";
import type { Diagnostic } from "../../../src/types/diagnostic.js";
import type { BuildReport } from "../../../src/types/report.js";

const problem = (file: string): Diagnostic => ({
  code: "c",
  severity: "error",
  message: "m",
  hint: "h",
  file,
});

function report(changes: {
  posts?: Partial<BuildReport["posts"]>;
  pages?: Partial<BuildReport["pages"]>;
  nextDue?: string;
  failed?: boolean;
}): BuildReport {
  return {
    version: "1.0.0",
    now: "2026-02-01T00:00:00.000Z",
    posts: { published: 2000, drafts: 0, future: 0, rejected: [], warnings: [], ...changes.posts },
    pages: { total: 4312, written: 12, unchanged: 4300, removed: 0, ...changes.pages },
    timings: { parse: 1400, write: 480, total: 1900 },
    nextDue: changes.nextDue ?? null,
    failed: changes.failed ?? false,
  };
}

describe("formatSummary", () => {
  it("says what was published, what is wrong, what waits and where it is", () => {
    const full = report({
      posts: {
        drafts: 1,
        future: 2,
        rejected: ["a", "b", "b", "c"].map(problem),
        warnings: ["a", "d"].map(problem),
      },
      nextDue: "2026-03-01T08:00:00+08:00",
    });
    expect(formatSummary(full, { out: "dist/" })).toBe(
      [
        "Published 2,000 posts as 4,312 pages in 1.9 s",
        "  written 12, unchanged 4,300, removed 0",
        "  rejected 3 posts, 2 warnings  (listed above)",
        "  waiting: 1 draft, 2 future, the next is due 2026-03-01 08:00 (+08:00)",
        "  → dist/",
      ].join("\n"),
    );
  });

  it("uses the singular for one", () => {
    const one = report({
      posts: { published: 1, drafts: 0, future: 1, rejected: [problem("a")], warnings: [problem("b")] },
      pages: { total: 1, written: 1, unchanged: 0 },
      nextDue: "2026-03-01T00:00:00Z",
    });
    expect(formatSummary(one)).toBe(
      [
        "Published 1 post as 1 page in 1.9 s",
        "  written 1, unchanged 0, removed 0",
        "  rejected 1 post, 1 warning  (listed above)",
        "  waiting: 1 future, the next is due 2026-03-01 00:00 (UTC)",
      ].join("\n"),
    );
  });

  it("says so when nothing changed", () => {
    const idle = report({ pages: { written: 0, unchanged: 4312 } });
    expect(formatSummary(idle)).toBe("Nothing changed: 4,312 pages are current (1.9 s)");
    expect(formatSummary(report({ pages: { written: 0, removed: 1 } }))).toContain(
      "written 0, unchanged 4,300, removed 1",
    );
  });

  it("says why a strict build published nothing", () => {
    const refused = report({ posts: { rejected: [problem("a")] }, failed: true });
    expect(formatSummary(refused, { out: "dist/" })).toBe(
      "Nothing was published: --strict is on and 1 post was rejected. dist/ is as it was.\n" +
        "  rejected 1 post  (listed above)",
    );
  });

  it("counts all that was read when it only checked", () => {
    const clean = report({ posts: { drafts: 2, future: 1 } });
    expect(formatSummary(clean, { checked: true }).split("\n")[0]).toBe(
      "Checked 2,003 posts in 1.9 s: nothing to mend",
    );
    const bad = report({ posts: { rejected: [problem("a")] } });
    expect(formatSummary(bad, { checked: true })).toBe(
      "Checked 2,001 posts in 1.9 s\n  rejected 1 post  (listed above)",
    );
  });

  it("publishes an empty site without fuss", () => {
    const empty = report({ posts: { published: 0 }, pages: { total: 0, written: 0, unchanged: 0 } });
    expect(formatSummary(empty, { out: "dist/" })).toBe(
      "Published 0 posts as 0 pages in 1.9 s\n  written 0, unchanged 0, removed 0",
    );
  });
});

describe("numbers", () => {
  it.each([
    [0, "0 ms"],
    [44.6, "45 ms"],
    [99.6, "0.1 s"],
    [1949, "1.9 s"],
    [59_960, "1 min 0 s"],
    [125_000, "2 min 5 s"],
    [3_780_000, "1 h 3 min"],
  ])("%d milliseconds are %s", (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it("are grouped by thousands", () => {
    expect([0, 999, 1000, 1_234_567].map(grouped)).toEqual(["0", "999", "1,000", "1,234,567"]);
    expect([0, 1, 2].map((count) => counted(count, "post"))).toEqual(["0 posts", "1 post", "2 posts"]);
  });
});

describe("formatTimings", () => {
  it("aligns stages, with their share of the whole", () => {
    expect(formatTimings({ discover: 40, parse: 1200, total: 2000 })).toBe(
      ["  discover  40 ms    2%", "  parse     1.2 s   60%", "  total     2.0 s"].join("\n"),
    );
  });

  it("adds them up when the whole is not given", () => {
    expect(formatTimings({ a: 500, b: 500 })).toContain("total  1.0 s");
  });
});
