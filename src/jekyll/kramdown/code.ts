// Code: blocks and spans, dressed as Jekyll's highlighter dresses them.
import type { Element, KramdownOptions } from "./element.js";
import { attributes, escapeAll } from "./escape.js";

export function codeBlock(options: KramdownOptions, element: Element, pad: string): string {
  const attr = { ...element.attr };
  const typed = takeLanguage(attr);
  const lang = element.options.lang ?? typed;
  if (options.highlight === null || (lang ?? options.defaultLang) === null)
    return plainBlock(element, attr, typed, pad);
  const name = lang ?? (options.defaultLang as string);
  const code = options.highlight(element.value, name.split("?")[0] as string);
  if (code === null) return plainBlock(element, attr, typed, pad);
  dress(attr, typed ?? options.defaultLang, options);
  const body = options.lineNumbers ? numbered(code) : code;
  return `${pad}<div${attributes(attr)}><div class="highlight"><pre class="highlight"><code>${body}</code></pre></div>${pad}</div>\n`;
}

/** As Rouge does it: a table of two cells, the numbers in the first. */
function numbered(code: string): string {
  const lines = code.replace(/\n$/, "").split("\n").length;
  const numbers = Array.from({ length: lines }, (_, index) => `${index + 1}\n`).join("");
  const gutter = `<td class="rouge-gutter gl"><pre class="lineno">${numbers}</pre></td>`;
  return `<table class="rouge-table"><tbody><tr>${gutter}<td class="rouge-code"><pre>${code}</pre></td></tr></tbody></table>`;
}

function plainBlock(
  element: Element,
  attr: Record<string, string>,
  lang: string | null,
  pad: string,
): string {
  const inner = lang === null ? "" : ` class="language-${lang}"`;
  const code = escapeAll(element.value).replace(/\n$/, "");
  return `${pad}<pre${attributes(attr)}><code${inner}>${code}\n</code></pre>\n`;
}

export function codeSpan(options: KramdownOptions, element: Element): string {
  const attr = { ...element.attr };
  const typed = takeLanguage(attr);
  const lang = typed ?? options.defaultLang;
  const code = options.highlight === null || lang === null ? null : options.highlight(element.value, lang);
  if (code !== null) dress(attr, lang, options);
  else if (typed !== null) attr.class = `language-${typed}${attr.class ? ` ${attr.class}` : ""}`;
  return `<code${attributes(attr)}>${code ?? escapeAll(element.value)}</code>`;
}

function takeLanguage(attr: Record<string, string>): string | null {
  const found = /(?:^|\s)language-(\S+)/.exec(attr.class ?? "");
  if (found === null) return null;
  const others = (attr.class as string).replace(/\blanguage-\S+\s*/, "").trim();
  if (others === "") delete attr.class;
  else attr.class = others;
  return (found[1] as string).toLowerCase() === "" ? null : (found[1] as string);
}

function dress(attr: Record<string, string>, lang: string | null, options: KramdownOptions): void {
  const own = attr.class === undefined ? "" : `${attr.class} `;
  delete attr.class;
  const marks = `${lang === null ? "" : `language-${lang} `}${own}highlighter-${options.highlighterName}`;
  attr.class = marks;
}
