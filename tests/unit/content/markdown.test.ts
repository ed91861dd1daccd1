import { describe, expect, it } from "vitest";
import { createMarkdownRenderer } from "../../../src/content/markdown.js";

const render = createMarkdownRenderer("zh-CN");
const english = createMarkdownRenderer("en");

describe("a post as bots and scrapers leave it", () => {
  it("takes a scraped <p> with leading spaces, or a tab, for a paragraph", () => {
    for (const indent of [" ", "   ", "    ", "        ", "\t", "  \t"]) {
      const html = render(`文\n\n${indent}<p>甲 *乙*</p>\n\n丙`);
      expect(html.replace(/\s+(?=<)/g, "")).toBe("<p>文</p><p>甲 *乙*</p><p>丙</p>\n");
    }
  });

  it("keeps other indented text as code", () => {
    expect(render("文\n\n    a < b\n")).toBe('<p>文</p>\n<pre tabindex="0"><code>a &lt; b\n</code></pre>\n');
    expect(render("    <http://example.com>\n")).toContain("<code>&lt;http://example.com&gt;");
  });

  it("reads Markdown again behind an HTML block and an empty line", () => {
    const html = render(
      '<p>甲</p>\n <p class="em_media">（文章来源：乙）</p>\n\n<http://finance.example.com/news/1,2.html?a=1&b=中>\n\n[返回](//a.example/)｜[首页](//a.example/)',
    );
    expect(html).toContain(
      '<p><a href="http://finance.example.com/news/1,2.html?a=1&amp;b=%E4%B8%AD">http://finance.example.com/news/1,2.html?a=1&amp;b=中</a></p>',
    );
    expect(html).toContain('<p><a href="//a.example/">返回</a>｜<a href="//a.example/">首页</a></p>');
  });

  it("leaves HTML without an empty line behind it as HTML, as CommonMark does", () => {
    expect(render("<p>甲</p>\n[返回](/x)")).toBe("<p>甲</p>\n[返回](/x)");
  });
});

describe("Chinese text", () => {
  it("lets emphasis begin and end beside Chinese punctuation", () => {
    expect(render("他说：**“你好。”**然后走了。")).toBe("<p>他说：<strong>“你好。”</strong>然后走了。</p>\n");
    expect(render("**加粗。**之前**再粗**")).toBe(
      "<p><strong>加粗。</strong>之前<strong>再粗</strong></p>\n",
    );
    expect(render("看**[链接](/x)**的，*强调，*后面")).toBe(
      '<p>看<strong><a href="/x">链接</a></strong>的，<em>强调，</em>后面</p>\n',
    );
  });

  it("leaves stars that are not emphasis, and English rules for English", () => {
    expect(render("3 * 4 * 5，2*，**")).toBe("<p>3 * 4 * 5，2*，**</p>\n");
    expect(render('a**"b"**c')).toBe("<p>a**&quot;b&quot;**c</p>\n");
    expect(render("`**码。**后`")).toBe("<p><code>**码。**后</code></p>\n");
    expect(render("snake_case_name 与 _强调_")).toBe("<p>snake_case_name 与 <em>强调</em></p>\n");
  });

  it("ends a bare address before Chinese punctuation", () => {
    expect(render("见 https://example.com/a，谢谢")).toBe(
      '<p>见 <a href="https://example.com/a">https://example.com/a</a>，谢谢</p>\n',
    );
  });
});

describe("headings", () => {
  it("have readable ids in any script, each one once", () => {
    const html = render("## 一、总则（试行）\n\n## 一、总则（试行）\n\n### Café & *Bar*\n\n## ???\n\n## ???");
    expect([...html.matchAll(/id="([^"]*)"/g)].map((match) => match[1])).toEqual([
      "一总则试行",
      "一总则试行-1",
      "café-bar",
      "section",
      "section-1",
    ]);
  });

  it("have ids that begin with a letter and are no footnote's", () => {
    expect(render("## 2022 年")).toContain('id="section-2022-年"');
    expect(render("## fn-1")).toContain('id="section-fn-1"');
  });

  it("do not take an id that a repeated heading made", () => {
    const html = render("## a\n\n## a\n\n## a-1");
    expect([...html.matchAll(/id="([^"]*)"/g)].map((match) => match[1])).toEqual(["a", "a-1", "a-1-1"]);
  });

  it("start at h2, because a page's h1 is its title", () => {
    expect(render("# 甲\n\n乙\n---\n")).toBe('<h2 id="甲">甲</h2>\n<h2 id="乙">乙</h2>\n');
  });

  it("forget the last document", () => {
    expect(render("## 甲")).toBe(render("## 甲"));
  });
});

describe("footnotes", () => {
  const source =
    "甲[^1]，乙[^来源]，丙[^1]。\n\n[^1]: 注**一**。\n[^来源]: 第一段\n接着\n\n    第二段\n\n丁[^无]。";

  it("are numbered as the text refers to them, with ways back", () => {
    expect(render(source)).toBe(
      `<p>甲<sup class="footnote-ref" id="fnref-1"><a href="#fn-1" aria-label="脚注 1">1</a></sup>，乙<sup class="footnote-ref" id="fnref-2"><a href="#fn-2" aria-label="脚注 2">2</a></sup>，丙<sup class="footnote-ref" id="fnref-1-2"><a href="#fn-1" aria-label="脚注 1">1</a></sup>。</p>
<p>丁[^无]。</p>
<section class="footnotes" aria-label="脚注">
<ol>
<li id="fn-1"><p>注<strong>一</strong>。 <a class="footnote-back" href="#fnref-1" aria-label="返回正文 1">↩\ufe0e</a> <a class="footnote-back" href="#fnref-1-2" aria-label="返回正文 2">↩\ufe0e</a></p></li>
<li id="fn-2"><p>第一段
接着</p>
<p>第二段 <a class="footnote-back" href="#fnref-2" aria-label="返回正文">↩\ufe0e</a></p></li>
</ol>
</section>
`,
    );
  });

  it("speak the site's language", () => {
    expect(english("a[^x]\n\n[^x]: b")).toContain('aria-label="Footnotes"');
  });

  it("may be used in a footnote, and are left out when nothing refers to them", () => {
    const html = render("甲[^a]\n\n[^a]: 见[^b]\n[^b]: 乙\n[^c]: 不见");
    expect(html).toContain('<li id="fn-2"><p>乙');
    expect(html).not.toContain("不见");
  });

  it("do not leak from one document into the next, nor from one that failed", () => {
    expect(() => render(`甲[^1]\n\n[^1]: 注\n\n${"> ".repeat(2000)}x`)).toThrow();
    expect(render("乙[^1]")).toBe("<p>乙[^1]</p>\n");
    expect(render(source)).toBe(render(source));
  });
});

describe("GitHub's additions", () => {
  it("tables have their alignment as a class", () => {
    expect(render("| a | b |\n|:-:|--:|\n| 1 | 2 |")).toContain(
      '<td class="center">1</td>\n<td class="right">2</td>',
    );
  });

  it("task lists have boxes with a name", () => {
    const html = render("- [x] 甲\n- [ ] 乙");
    expect(html).toContain('<li><input type="checkbox" checked disabled aria-label="已完成"> 甲</li>');
    expect(html).toContain('<li><input type="checkbox" disabled aria-label="未完成"> 乙</li>');
  });

  it("code is coloured in a known language, plain in another", () => {
    expect(render('```js\nconst a = "<b>";\n```')).toBe(
      '<pre tabindex="0"><code class="language-js"><span class="hljs-keyword">const</span> a = <span class="hljs-string">&quot;&lt;b&gt;&quot;</span>;\n</code></pre>\n',
    );
    expect(render('```constructor x="1"\n<b>\n```')).toBe(
      '<pre tabindex="0"><code class="language-constructor">&lt;b&gt;\n</code></pre>\n',
    );
    expect(render('```"><script>\nx\n```')).toBe('<pre tabindex="0"><code>x\n</code></pre>\n');
  });
});

describe("hostile Markdown", () => {
  const refused: [string, string][] = [
    ["unpaired emphasis", "*a_".repeat(20_000)],
    ["unpaired brackets", "[".repeat(20_000)],
    ["paired emphasis without end", "**a**".repeat(20_000)],
    ["quotations in quotations", `${"> ".repeat(2000)}x`],
    [
      "quotations that lose a level per line",
      Array.from({ length: 50 }, (_, i) => `${"> ".repeat(50 - i)}x`).join("\n"),
    ],
    ["lists in lists", Array.from({ length: 400 }, (_, i) => `${" ".repeat(i * 2)}- x`).join("\n")],
    ["links in links", `${"[a".repeat(400)}${"](b)".repeat(400)}`.repeat(20)],
  ];

  it.each(refused)("with %s is refused in time or rendered in time", (_name, text) => {
    const start = performance.now();
    try {
      render(text);
    } catch (error) {
      expect((error as Error).message).toMatch(/nested|too many/);
    }
    expect(performance.now() - start).toBeLessThan(3000);
  });

  it("does not refuse a long and busy article", () => {
    const paragraph = `${"这里有**重点**、*强调*、`代码`和[链接](https://example.com/a_b)。".repeat(60)}\n\n`;
    expect(render(paragraph.repeat(40)).match(/<strong>/g)).toHaveLength(2400);
    const nested = Array.from({ length: 12 }, (_, i) => `${"  ".repeat(i)}- 第${i}层`).join("\n");
    expect(render(nested.concat("\n\n段\n\n").repeat(30)).match(/<ul>/g)).toHaveLength(360);
  });
});
