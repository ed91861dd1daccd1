// HTML as the web has it, for properties: tags that close, tags that do not, and what attackers try.
import fc from "fast-check";

const TAGS = (
  "p p p div span a a b em strong h1 h2 h3 ul ol li li dl dt dd table table thead tbody tr tr td td th caption col " +
  "colgroup center font blockquote pre code br hr img section article ruby rt rp summary details figure picture " +
  "source video audio input iframe script style svg math title textarea xmp template noscript select option button " +
  "form body main strike big o:p my-tag P DIV Img plaintext object mtext foreignObject"
).split(" ");

const VALUES = [
  "x",
  "",
  "a b",
  "Center",
  "right",
  "_blank",
  "https://example.com/a?b=1&c=2",
  "/a&amp;b",
  "//example.com/",
  "#甲",
  "javascript:alert(1)",
  "java\nscript:alert(1)",
  "&#106;avascript:alert(1)",
  " JaVaScRiPt&colon;alert(1)",
  "java&#x81;script:alert(1)",
  "java&#xfffe;script&#1;:alert(1)",
  "\u0001javascript:alert(1)",
  "data:text/html,x",
  "display:none",
  "text-align: center; color:red",
  "a.jpg 1x, javascript:x 2x",
  "中 & 文",
  "&copy=1&copy",
  "checkbox",
  "12",
  "50%",
  "a&lt;b&quot;c",
];
const NAMES = (
  "href src id id class style align name title alt target rel width srcset type hidden onclick onerror lang dir value " +
  "colspan data-x ID open controls xlink:href formaction __proto__ constructor"
).split(" ");
const TEXTS = [
  "文",
  " ",
  "\n",
  "a & b",
  "R&D",
  "&amp;",
  "&nbsp;",
  "&ldquo;",
  "&copy",
  "&notit;",
  "&#39;",
  "&#x27;",
  "&#0;",
  "&#128;",
  "&#60;script&#62;",
  "&unknown;",
  "&",
  "a > b",
  "a < b",
  "<",
  "</",
  "<!",
  "<?x?>",
  "]]>",
  '"',
  "'",
  "=",
  "/>",
  ">",
  "<!-- 注 -->",
  "<!---->",
  "<!-->",
  "<!--",
  "-->",
  "<![CDATA[x]]>",
  "<!doctype html>",
  "\u0000",
  "\r",
  "&#1;",
  "&#13;",
  "&#xfffe;",
  "\u00a0",
  "😀",
];

const attribute = fc
  .tuple(fc.constantFrom(...NAMES), fc.constantFrom(...VALUES), fc.constantFrom('"', "'", "", "none"))
  .map(([name, value, quote]) => (quote === "none" ? name : `${name}=${quote}${value}${quote}`));
const attributes = fc
  .array(attribute, { maxLength: 3 })
  .map((list) => list.map((item) => ` ${item}`).join(""));
const tagName = fc.constantFrom(...TAGS);
const startTag = fc
  .tuple(tagName, attributes, fc.constantFrom("", "", "", "/", " /", " "))
  .map(([name, list, end]) => `<${name}${list}${end}>`);
const endTag = tagName.map((name) => `</${name}>`);
const text = fc.constantFrom(...TEXTS);

/** Pieces in any order: nothing is promised to match. */
export const tagSoup: fc.Arbitrary<string> = fc
  .array(fc.oneof(startTag, startTag, endTag, endTag, text), { maxLength: 14 })
  .map((pieces) => pieces.join(""));

const EASY = [
  "文",
  "甲乙 丙",
  "\n",
  "R&D",
  "a & b",
  "a > b",
  "1 < 2",
  "&amp;",
  "&nbsp;",
  "&#39;",
  "<!-- 注 -->",
  "“",
  '"',
];
const quoted = fc
  .tuple(fc.constantFrom(...NAMES), fc.constantFrom(...VALUES))
  .map(([name, value]) => ` ${name}="${value}"`);
const quotedList = fc.array(quoted, { maxLength: 2 }).map((list) => list.join(""));
const wrapped = (names: string, inner: fc.Arbitrary<string>) =>
  fc
    .tuple(fc.constantFrom(...names.split(" ")), quotedList, inner)
    .map(([name, list, content]) => `<${name}${list}>${content}</${name}>`);
const many = (node: fc.Arbitrary<string>) => fc.array(node, { maxLength: 3 }).map((list) => list.join(""));

/** What news consists of: nearly all of it needs no parser. */
export const newsHtml: fc.Arbitrary<string> = fc.letrec<Record<"inline" | "block", string>>((tie) => {
  const inline = many(tie("inline"));
  const blocks = many(tie("block"));
  const cells = many(wrapped("td th", inline));
  return {
    inline: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(...EASY),
      wrapped("a b strong span em font code sup q ruby", inline),
      quotedList.map((list) => `<img${list}>`),
      fc.constantFrom("<br>", "<br/>", "<wbr>", '<img src="/a.jpg" />'),
    ),
    block: fc.oneof(
      { maxDepth: 4 },
      wrapped("p p p h1 h2 h4", inline),
      wrapped("div section blockquote center figure details", blocks),
      wrapped("ul ol", many(wrapped("li", fc.oneof(inline, blocks)))),
      wrapped("dl", many(wrapped("dt dd", inline))),
      wrapped(
        "table",
        many(fc.oneof(wrapped("tr", cells), wrapped("thead tbody", many(wrapped("tr", cells))))),
      ),
      wrapped("video audio picture", fc.constantFrom("", '<source src="/a.mp4">', '<img src="/a.jpg">')),
      inline,
    ),
  };
}).block;

/** News after an accident: pieces lost, doubled, or put in. */
export const damagedHtml: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(newsHtml, { minLength: 1, maxLength: 4 }),
    fc.array(fc.tuple(fc.nat(400), fc.nat(6), fc.oneof(text, startTag, endTag)), { maxLength: 3 }),
  )
  .map(([pieces, accidents]) => {
    let html = pieces.join("\n");
    for (const [at, lost, put] of accidents) html = html.slice(0, at) + put + html.slice(at + lost);
    return html;
  });
