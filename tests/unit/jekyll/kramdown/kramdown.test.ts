import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { highlight } from "../../../../src/jekyll/highlight.js";
import { JEKYLL_DEFAULTS, kramdown } from "../../../../src/jekyll/kramdown/kramdown.js";

const folder = new URL("../../../jekyll/", import.meta.url);
const fragments = readFileSync(new URL("fragments.md", folder), "utf8").split(/^%%\n/m);
const recorded = readFileSync(new URL("kramdown.jsonl", folder), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as [parts: number[], html: string]);

const options = { ...JEKYLL_DEFAULTS, highlight };
const render = (text: string, own = {}) => kramdown(text, { ...options, ...own });
/** Both colour code, each in its own way. */
const withoutColours = (html: string) => html.replace(/<span class="[a-z0-9]+">|<\/span>/g, "");

describe("kramdown", () => {
  it("gives what kramdown gave for each of 270 posts, to the byte", () => {
    expect(recorded).toHaveLength(270);
    for (const [parts, html] of recorded) {
      const text = parts.map((part) => fragments[part]).join("\n");
      expect(withoutColours(render(text)), text).toBe(withoutColours(html));
    }
  });

  it("reads CRLF as LF", () => {
    expect(render("# A\r\n\r\nb\r\nc\r\n")).toBe(render("# A\n\nb\nc\n"));
  });

  it("gives an empty text an empty page", () => {
    expect(render("").trim()).toBe("");
  });

  it("breaks every line where `hard_wrap` says so", () => {
    expect(render("a\nb", { hardWrap: true })).toBe("<p>a<br />\nb</p>\n");
  });

  it("reads HTML's content where `parse_block_html` says so", () => {
    expect(render("<div>\n*a*\n</div>", { parseBlockHtml: true })).toBe(
      "<div>\n  <p><em>a</em></p>\n</div>\n",
    );
  });

  it("types quotes and dashes as the settings say", () => {
    const plain = { smartQuotes: ["'", "'", '"', '"'], typographicSymbols: { mdash: "---" } };
    expect(render(`"a" --- 'b'`, plain)).toBe(`<p>"a" --- 'b'</p>\n`);
  });

  it("numbers lines where that is asked", () => {
    expect(render("```\na\nb\n```", { lineNumbers: true })).toContain('<pre class="lineno">1\n2\n</pre>');
  });

  it.each([
    ["images that do not end", "![".repeat(60)],
    ["brackets that do not end", "[".repeat(20_000)],
    ["stars that do not end", "*a ".repeat(10_000)],
    ["quotes in quotes", ">".repeat(3000)],
    ["tags that do not end", "<a ".repeat(5000)],
    ["tags in tags", "<div>".repeat(3000)],
    [
      "ticks of growing length",
      Array.from({ length: 300 }, (_, length) => `${"`".repeat(length)}a`).join(" "),
    ],
    ["attributes that do not end", "{: a ".repeat(5000)],
  ])("either renders or refuses %s, and goes on", (_, text) => {
    try {
      expect(typeof render(text)).toBe("string");
    } catch (error) {
      expect((error as Error).message).toMatch(/too long|stack/);
    }
  });
});
