import fc from "fast-check";
import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { describe, expect, it } from "vitest";
import { createPlainScan } from "../../../src/content/plain-html.js";
import { createFullSanitizer, createSanitizer } from "../../../src/content/sanitize.js";
import type { SanitizeConfig } from "../../../src/types/config.js";
import { damagedHtml, newsHtml, tagSoup } from "./html-soup.js";

const none: SanitizeConfig = { tags: [], attributes: {}, schemes: [], iframeHosts: [] };
const sanitize = createSanitizer(none);
const full = createFullSanitizer(none);
const scan = createPlainScan(none);
const RUNS = Number(process.env.PROPERTY_RUNS ?? 200);
const anyHtml = fc.oneof(tagSoup, newsHtml, damagedHtml);

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;
const isElement = (node: Node): node is Element => "tagName" in node;
const elements = (node: { childNodes: Node[] }): Element[] =>
  node.childNodes.filter(isElement).flatMap((child) => [child, ...elements(child)]);
const parentOf = (page: { childNodes: Node[] }, id: string): Element => {
  const found = elements(page).find(({ attrs }) =>
    attrs.some(({ name, value }) => name === "id" && value === id),
  );
  if (!found?.parentNode) throw new Error(`nothing has the id ${id}`);
  return found.parentNode as Element;
};

const both = (html: string): string => {
  const result = full(html);
  expect(scan(html) ?? result).toBe(result);
  return result;
};

describe("what is kept", () => {
  it("is what news consists of", () => {
    const html =
      '<h2 id="a">题</h2><p class="b c" lang="en" title="x">甲<b>乙</b><sup>1</sup><br><ruby>字<rt>zì</rt></ruby></p>' +
      '<ul><li value="3">丙</li></ul><dl><dt>丁</dt><dd>戊</dd></dl><details open><summary>己</summary>庚</details>' +
      '<figure><picture><source srcset="/a.webp 1x, /b.webp 2x" type="image/webp"><img src="/a.jpg" alt="图" width="3" height="4" loading="lazy"></picture><figcaption>辛</figcaption></figure>' +
      '<table><caption>表</caption><thead><tr><th scope="col" colspan="2">壬</th></tr></thead><tbody><tr><td rowspan="2">癸</td><td>子</td></tr></tbody></table>' +
      '<video src="/a.mp4" poster="/a.jpg" controls></video><blockquote cite="https://example.com/">丑</blockquote>' +
      '<time datetime="2022-03-23">寅</time><a href="mailto:a@example.com">卯</a><a href="tel:+86">辰</a><a href="../x?a=1&amp;b=2#c">巳</a>';
    expect(both(html)).toBe(html);
    expect(scan(html)).toBe(html);
  });

  it("does not include code, forms, frames, styles and comments", () => {
    expect(both("甲<script>x</script><style>x</style><!-- x --><template>x</template>乙")).toBe("甲乙");
    expect(both('<form action="/x"><input name="a"><button>丙</button><textarea>x</textarea></form>')).toBe(
      "丙",
    );
    expect(
      both('<iframe src="https://example.com/">x</iframe><object data="x">丁</object><svg><circle/></svg>'),
    ).toBe("x丁");
    expect(both('<p style="position:fixed" onclick="x" data-x="1" tabindex="1">戊</p>')).toBe("<p>戊</p>");
  });

  it("includes the text of tags that are not known", () => {
    expect(both('<font color="red">甲</font><o:p>乙</o:p><my-tag>丙</my-tag>')).toBe("甲乙丙");
  });

  it("has no address that runs, however it is spelt", () => {
    const spellings = [
      "javascript:x",
      " JaVaScRiPt:x",
      "java\nscript:x",
      "java&#10;script:x",
      "&#106;avascript&colon;x",
      "\u0001javascript:x",
      "java&#x81;script:x",
      "vbscript:x",
      "data:text/html,x",
      "file:///etc/passwd",
    ];
    for (const spelling of spellings) expect(both(`<a href="${spelling}">甲</a>`)).toBe("<a>甲</a>");
  });

  it("does not include what was hidden", () => {
    expect(
      both('甲<p style="display:none;height:1px"><b id="x">乙</b></p><p hidden>丙</p><b id="x">丁</b>'),
    ).toBe("甲<b>丁</b>");
    expect(
      both(
        '<p style="DISPLAY : none">甲</p><img src="/a" style="visibility:hidden"><font hidden>乙</font>丙',
      ),
    ).toBe("丙");
  });
});

describe("what is changed", () => {
  it("is the h1 and the main, which are the page's", () => {
    expect(both("<main><h1>甲</h1></main>")).toBe("<div><h2>甲</h2></div>");
  });

  it("are obsolete tags and attributes", () => {
    expect(both('<center>甲</center><p align="right">乙</p><td>丙</td><strike>丁</strike><tt>戊</tt>')).toBe(
      '<div class="center">甲</div><p class="right">乙</p>丙<s>丁</s><code>戊</code>',
    );
    expect(both('<p class="x" style="color:red;text-align: center">甲</p><a name="y">乙</a>')).toBe(
      '<p class="x center">甲</p><a id="y">乙</a>',
    );
    expect(both('<img src="/a.jpg" border="0" width="552px" height="50%">')).toBe(
      '<img src="/a.jpg" width="552" alt="">',
    );
  });

  it("is a link into a new window, which must not reach back", () => {
    expect(
      both('<a href="/x" target="_blank" rel="next nofollow">甲</a><a href="/y" target="top">乙</a>'),
    ).toBe('<a href="/x" target="_blank" rel="nofollow noopener">甲</a><a href="/y">乙</a>');
  });

  it("is an id that comes twice", () => {
    expect(both('<b id="x">甲</b><b id="x">乙</b><b id="a b">丙</b>')).toBe(
      '<b id="x">甲</b><b>乙</b><b>丙</b>',
    );
  });

  it("are pictures and films that would show nothing", () => {
    expect(both('<img alt="x"><img data-src="/a.jpg">甲<video autoplay src="/a.mp4"></video>')).toBe(
      '甲<video src="/a.mp4" controls></video>',
    );
  });

  it("are candidates of a srcset that are not understood", () => {
    expect(both('<img srcset="/a.jpg 1x, javascript:x 2x, /b.jpg 1.50x, /c.jpg big">')).toBe(
      '<img srcset="/a.jpg 1x, /b.jpg 1.5x" alt="">',
    );
  });

  it("are boxes: only a task list's, and not to be ticked", () => {
    expect(both('<input type="text"><input type="checkbox" checked>')).toBe(
      '<input type="checkbox" checked disabled>',
    );
  });

  it("are characters, written as one parser writes them", () => {
    expect(both("a & b R&D &amp; &quot; &#39; &nbsp; &ldquo; &copy; 1 < 2 > 0 &unknown;")).toBe(
      "a &amp; b R&amp;D &amp; \" ' \u00a0 “ © 1 &lt; 2 &gt; 0 &amp;unknown;",
    );
  });
});

describe("nesting", () => {
  it("closes what was left open", () => {
    expect(both("<div><p>甲<b>乙<table><tr><td>丙")).toBe(
      "<div><p>甲<b>乙</b></p><table><tr><td>丙</td></tr></table></div>",
    );
  });

  it("drops ends without a beginning", () => {
    expect(both("</div></td></main></body>甲</b>")).toBe("甲");
  });

  it("puts no block into a paragraph, and leaves no empty paragraph for it", () => {
    expect(both('<p><center><img src="/a.jpg"></center></p>')).toBe(
      '<div class="center"><img src="/a.jpg" alt=""></div>',
    );
    expect(both("<p>甲<b>乙<div>丙</div>丁</b>戊</p>")).toBe("<p>甲<b>乙</b></p><div>丙</div>丁戊");
  });

  it("puts no link into a link, no item into another's text, no cell outside a table", () => {
    expect(both('<a href="/x">甲<b><a href="/y">乙</a></b></a>')).toBe(
      '<a href="/x">甲<b></b></a><a href="/y">乙</a>',
    );
    expect(both("<ul><li>甲<div><li>乙</div></ul>")).toBe("<ul><li>甲<div></div></li><li>乙</li></ul>");
    expect(both("<td>甲</td><table><td>乙<td>丙</table>")).toBe(
      "甲<table><tr><td>乙</td><td>丙</td></tr></table>",
    );
  });

  it("has a limit, beyond which text is kept and tags are not", () => {
    const html = full(`${"<b>".repeat(1500)}甲${"</b>".repeat(1500)}`);
    expect(html).toBe(`${"<b>".repeat(200)}甲${"</b>".repeat(200)}`);
  });
});

describe("a site's additions", () => {
  const added: SanitizeConfig = {
    tags: ["button", "SCRIPT", "svg", "my-chart"],
    attributes: {
      "*": ["data-*", "onclick", "style"],
      a: ["download"],
      "my-chart": ["src"],
      button: ["formaction"],
    },
    schemes: ["ftp", "javascript", "data:"],
    iframeHosts: ["player.example.com"],
  };
  const extended = createSanitizer(added);
  const extendedFull = createFullSanitizer(added);
  const check = (html: string) => {
    expect(extended(html)).toBe(extendedFull(html));
    return extended(html);
  };

  it("are kept", () => {
    expect(check('<button data-a="1" data-b>甲</button><my-chart src="/a.csv"></my-chart>')).toBe(
      '<button data-a="1" data-b>甲</button><my-chart src="/a.csv"></my-chart>',
    );
    expect(check('<a href="ftp://example.com/" download="x.pdf" data-x="y">乙</a>')).toBe(
      '<a href="ftp://example.com/" download="x.pdf" data-x="y">乙</a>',
    );
  });

  it("cannot bring back what runs", () => {
    expect(check('<script>x</script><svg onload="x"></svg><p onclick="x" style="x:y">甲</p>')).toBe(
      "<p>甲</p>",
    );
    expect(
      check(
        '<a href="javascript:x">乙</a><a href="data:text/html,x">丙</a><my-chart src="javascript:x"></my-chart>',
      ),
    ).toBe("<a>乙</a><a>丙</a><my-chart></my-chart>");
    expect(check('<button formaction="javascript:x">丁</button>')).toBe("<button>丁</button>");
  });

  it("keep frames of the hosts that are named, with a title", () => {
    expect(check('<iframe src="https://player.example.com/v/1" allowfullscreen></iframe>')).toBe(
      '<iframe src="https://player.example.com/v/1" allowfullscreen title="player.example.com"></iframe>',
    );
    for (const src of [
      "https://evil.example/",
      "//player.example.com.evil.example/",
      "/v",
      "https://player.example.com@evil.example/",
    ])
      expect(check(`<iframe src="${src}">甲</iframe>`)).toBe("甲");
  });
});

describe("the plain scan", () => {
  const article =
    '<p>甲&ldquo;乙&rdquo;&nbsp;R&D。</p>\n <p><strong>丙</strong></p>\n <center><img src="https://img.example.com/D_w800h555.jpg" alt="Image" width="552" style="border:#d1d1d1 1px solid;padding:3px;" /></center>' +
    '\n <p>丁<span id="stock_1.600160"><a href="http://quote.example.com/r/1.600160" class="keytip" data-code="1,600160">戊</a></span></p><p class="em_media">己</p>';
  const digest =
    '<blockquote>\n<p>甲</p>\n</blockquote>\n<p style="display:none;height:1px;"><br /></p><!-- 图 --><p style="text-align:center;"><a href="http://quote.example.com/NIO" data-code="NIO|106|7" class="EmImageRemark" target="_blank"><img src="https://pic.example.com/GetPic.aspx?nid=106.NIO&imageType=k&token=28dfeb41&at=1" border="0" alt="K图" width="578" height="276" /></a></p><!-- 完 -->';

  it("needs no parser for scraped articles", () => {
    expect(scan(article)).toBe(
      '<p>甲“乙”\u00a0R&amp;D。</p>\n <p><strong>丙</strong></p>\n <div class="center"><img src="https://img.example.com/D_w800h555.jpg" alt="Image" width="552"></div>' +
        '\n <p>丁<span id="stock_1.600160"><a href="http://quote.example.com/r/1.600160" class="keytip">戊</a></span></p><p class="em_media">己</p>',
    );
    expect(scan(digest)).toBe(
      '<blockquote>\n<p>甲</p>\n</blockquote>\n<p class="center"><a href="http://quote.example.com/NIO" class="EmImageRemark" target="_blank" rel="noopener"><img src="https://pic.example.com/GetPic.aspx?nid=106.NIO&amp;imageType=k&amp;token=28dfeb41&amp;at=1" alt="K图" width="578" height="276"></a></p>',
    );
    for (const html of [article, digest]) expect(scan(html)).toBe(full(html));
  });

  it("leaves to the parser what needs one", () => {
    const hard = [
      "<p>甲",
      "甲</p>",
      "<p><div></div></p>",
      "<script></script>",
      "&notit;",
      "<!--x",
      "<a href='x' b=\"y>",
      "\0",
      "<b><i></b></i>",
      "<li>甲</li>",
      "<my-tag></my-tag>",
    ];
    for (const html of hard) expect(scan(html)).toBeNull();
  });
});

describe("properties of sanitising", () => {
  it("gives the same bytes on both paths", () => {
    fc.assert(
      fc.property(anyHtml, (html) => {
        const plain = scan(html);
        if (plain !== null) expect(plain).toBe(full(html));
      }),
      { numRuns: RUNS * 3 },
    );
  });

  it("has nothing to do the second time", () => {
    fc.assert(
      fc.property(anyHtml, (html) => {
        const once = sanitize(html);
        expect(full(once)).toBe(once);
      }),
      { numRuns: RUNS },
    );
  });

  it("leaves nothing that runs, as a browser would parse it", () => {
    fc.assert(
      fc.property(anyHtml, (html) => {
        for (const { tagName, attrs } of elements(parse(sanitize(html)))) {
          expect(tagName).not.toMatch(/^(script|style|svg|math|iframe|object|form|template|h1|main)$/);
          for (const { name, value } of attrs) {
            expect(name).not.toMatch(/^on|^style$|^srcdoc$|action$/);
            if (/^(id|class|title|alt|value|aria-label)$/.test(name)) continue;
            expect(value.replace(/[\0-\x20]+/g, "")).not.toMatch(/(^|,)(javascript|data|vbscript):/i);
          }
        }
      }),
      { numRuns: RUNS },
    );
  });

  it("stays in its place on the page", () => {
    fc.assert(
      fc.property(anyHtml, (html) => {
        const body = sanitize(html);
        const page = parse(
          `<!doctype html><body><main><article><div id="-in">${body}<i id="-end"></i></div></article><footer id="-after"></footer></main>`,
        );
        expect(parentOf(page, "-end").attrs).toEqual([{ name: "id", value: "-in" }]);
        expect(parentOf(page, "-in").tagName).toBe("article");
        expect(parentOf(page, "-after").tagName).toBe("main");
      }),
      { numRuns: RUNS },
    );
  });
});
