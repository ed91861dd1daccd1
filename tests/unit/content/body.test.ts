import { HtmlValidate } from "html-validate";
import { describe, expect, it } from "vitest";
import { createBodyRenderer } from "../../../src/content/body.js";

const nothingAdded = { tags: [], attributes: {}, schemes: [], iframeHosts: [] };
const rendererWith = (separator = "<!-- more -->") =>
  createBodyRenderer({ sanitize: nothingAdded, excerpt: { separator, length: 40 }, lang: "zh-CN" });
const render = rendererWith();
const trusting = createBodyRenderer({ sanitize: false, excerpt: { separator: "<!-- more -->", length: 40 } });

describe("a body", () => {
  it("is rendered, sanitised and measured", () => {
    expect(render('第一段**很好**。\n\n<p onclick="x()">第二段</p>', "markdown")).toEqual({
      html: "<p>第一段<strong>很好</strong>。</p>\n<p>第二段</p>",
      excerpt: "第一段很好。",
      words: 8,
      minutes: 1,
    });
  });

  it("is not Markdown in an HTML post", () => {
    expect(render("<p>*甲*</p>\r\n<p>乙</p>", "html").html).toBe("<p>*甲*</p>\n<p>乙</p>");
  });

  it("may be empty", () => {
    expect(render("", "markdown")).toEqual({ html: "", excerpt: "", words: 0, minutes: 1 });
  });

  it("is left to its author where every author is trusted, but for the h1", () => {
    const html = '<!-- <h1> --><h1 class="a">甲</h1><script>"<h1>"</script><p style="color:red">乙</p>';
    const body = trusting(html, "html");
    expect(body.html).toBe(
      '<!-- <h1> --><h2 class="a">甲</h2><script>"<h1>"</script><p style="color:red">乙</p>',
    );
    expect(body.excerpt).toBe("乙");
    expect(body.words).toBe(2);
  });

  it("gives only HTML that validators accept", async () => {
    const source =
      "# 题\n\n甲[^1]，**乙**。\n\n- [x] 丙\n\n| a | b |\n|:-:|--:|\n| 1 | 2 |\n\n```js\nlet a = 1;\n```\n\n![图](/a.png)\n\n" +
      '<center><img src="/b.jpg" width="552px" border=0 style="margin:5px"></center>\n\n<p align=right><font color=red>丁</font>' +
      "<p><a target=_blank href=/x>x</a><video src=/a.mp4></video>\n\n<p><center>戊</center></p>\n\n[^1]: 注\n";
    const { html } = render(source, "markdown");
    const page = `<!DOCTYPE html>\n<html lang="zh-CN"><head><title>x</title></head><body><h1>x</h1>${html}</body></html>\n`;
    const report = await new HtmlValidate({ extends: ["html-validate:recommended"] }).validateString(page);
    expect(report.results.flatMap((result) => result.messages.map((message) => message.message))).toEqual([]);
  });
});

describe("the excerpt's separator", () => {
  it("is <!-- more -->, with any white space", () => {
    for (const separator of ["<!-- more -->", "<!--more-->", "<!--  more-->"]) {
      const body = render(`第一。\n\n第二。\n\n${separator}\n\n第三。`, "markdown");
      expect(body.excerpt).toBe("第一。 第二。");
      expect(body.html).not.toContain("more");
      expect(render(`<p>甲${separator}乙</p>`, "html").excerpt).toBe("甲");
    }
  });

  it("may be another comment, or words that are then not shown", () => {
    expect(
      rendererWith("<!--excerpt end-->")("甲\n\n乙\n\n<!-- excerpt  end -->\n\n丙", "markdown").excerpt,
    ).toBe("甲 乙");
    const body = rendererWith("[阅读 全文]")("甲\n\n乙\n\n[阅读全文]\n\n丙", "markdown");
    expect(body.excerpt).toBe("甲 乙");
    expect(body.html).toBe("<p>甲</p>\n<p>乙</p>\n<p>丙</p>");
  });

  it("is the first paragraph's end if it is white space, or if nothing stands before it", () => {
    expect(rendererWith("\n\n")("甲\n\n乙", "markdown").excerpt).toBe("甲");
    expect(render("<!-- more -->\n\n甲\n\n乙", "markdown").excerpt).toBe("甲");
  });

  it("is text in code", () => {
    expect(render("甲\n\n`<!-- more -->`\n\n乙", "markdown").excerpt).toBe("甲");
  });

  it("resolves links that are defined behind it", () => {
    expect(render("见[甲][1]。\n\n<!-- more -->\n\n[1]: /a", "markdown").excerpt).toBe("见甲。");
  });
});

describe("hostile bodies", () => {
  it("with 20,000 nested elements are refused", () => {
    expect(() => render(`${"<div>".repeat(20_000)}底`, "markdown")).toThrow("nested more than 2000 deep");
  });

  it("with 1,500 nested elements keep their text, and their depth is cut", () => {
    const { html } = render(`${"<div>".repeat(1500)}底${"</div>".repeat(1500)}`, "markdown");
    expect(html).toContain("底");
    expect(html.match(/<div>/g)?.length).toBeLessThan(300);
    expect(html.match(/<\/div>/g)).toHaveLength(html.match(/<div>/g)!.length);
  });

  it("never put a script, a handler or a script's address on the page", () => {
    const html = render(
      '<p onclick="alert(1)">文<script>alert(2)</script></p><img src=x onerror=alert(3)><a href="javascript:alert(4)">链</a>' +
        '<iframe src="//evil.example"></iframe><svg onload=alert(5)></svg><math><mtext><img src=x onerror=alert(6)></mtext></math>\n\n' +
        "[点我](javascript:alert) ![图](data:text/html,x)",
      "markdown",
    ).html;
    expect(html).toBe('<p>文</p><img src="x" alt=""><a>链</a><img src="x" alt=""><p><a>点我</a> </p>');
  });

  it("are text where they look like a template", () => {
    expect(render("{{ 7*7 }} {% include 'x' %}", "markdown").html).toBe("<p>{{ 7*7 }} {% include 'x' %}</p>");
  });

  it("lose their control characters, also those that a reference names", () => {
    expect(render("甲\0\u0008乙&#1;&#xfffe;丙", "html").html).toBe("甲乙丙");
  });
});
