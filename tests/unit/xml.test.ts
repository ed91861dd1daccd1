import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asciiUrl, cleanText, escapeXml, oneLine } from "../../src/xml.js";
import { isUri, readXml } from "../schemas/xml.js";

describe("cleanText", () => {
  it("removes what XML 1.0 forbids and keeps the rest", () => {
    expect(cleanText("a\0b\x08\x0b\x0c\x1fc\ufffe\uffff\ud800d\udfffe\t\n𠮷\u{1f600}\u0085\ufffd")).toBe(
      "abcde\t\n𠮷\u{1f600}\u0085\ufffd",
    );
  });

  it("keeps both halves of a character beyond the basic plane, and only whole ones", () => {
    expect(cleanText("\ud83d\ude00\ud83d")).toBe("\u{1f600}");
    expect(cleanText("\ude00\ud83d")).toBe("");
  });

  it("writes line ends as XML readers see them", () => {
    expect(cleanText("a\r\nb\rc\n")).toBe("a\nb\nc\n");
  });
});

describe("oneLine", () => {
  it("folds line ends and spaces but not an ideographic space", () => {
    expect(oneLine("  沪指　收涨\r\n\t 1.2%\0 ")).toBe("沪指　收涨 1.2%");
  });
});

describe("escapeXml", () => {
  it("leaves nothing that ends a text, an attribute or a CDATA section", () => {
    expect(escapeXml(`<a href="x" b='y'>&amp;]]>`)).toBe(
      "&lt;a href=&quot;x&quot; b=&apos;y&apos;&gt;&amp;amp;]]&gt;",
    );
  });

  it("gives any text back through a strict reader, as an element and as an attribute", () => {
    const anyText = fc.string({
      unit: fc.oneof(
        fc.constantFrom(..."<>&\"']\r\n\t\0\ufffe\ud800"),
        fc.nat(0xffff).map((n) => String.fromCharCode(n)),
      ),
    });
    fc.assert(
      fc.property(anyText, (text) => {
        const node = readXml(`<a b="${escapeXml(oneLine(text))}">${escapeXml(text)}</a>`);
        expect(node.text).toBe(cleanText(text));
        expect(node.attributes.b).toBe(oneLine(text));
      }),
      { numRuns: 500 },
    );
  });
});

describe("asciiUrl", () => {
  it("leaves a URL alone that is in ASCII already", () => {
    const url = "https://news.example.com:8080/a/%E8%A6%81(b)/c.html?d=e&f='g'#h";
    expect(asciiUrl(url)).toBe(url);
  });

  it("encodes a path as UTF-8 and a host as Punycode, once", () => {
    expect(asciiUrl("https://新闻.example/要 闻/%E8%A6%81.html?词=1")).toBe(
      "https://xn--efvy88h.example/%E8%A6%81%20%E9%97%BB/%E8%A6%81.html?%E8%AF%8D=1",
    );
  });

  it("encodes a percent sign that begins no escape", () => {
    expect(asciiUrl("https://a.example/100%.png")).toBe("https://a.example/100%25.png");
    expect(asciiUrl("https://a.example/5%2.png")).toBe("https://a.example/5%252.png");
  });

  it("makes any path a URI, the same on a second pass", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (path) => {
        const url = asciiUrl(`https://a.example/${path}`);
        expect(isUri(url)).toBe(true);
        expect(asciiUrl(url)).toBe(url);
      }),
    );
    expect(asciiUrl("/草稿/\ud800\r\nx")).toBe("/%E8%8D%89%E7%A8%BF/%0Ax");
  });
});
