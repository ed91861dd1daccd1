import fc from "fast-check";
import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { describe, expect, it } from "vitest";
import { createPlainScan } from "../../../src/content/plain-html.js";
import { createFullSanitizer, createSanitizer } from "../../../src/content/sanitize.js";
import type { SanitizeConfig } from "../../../src/types.js";
import { damagedHtml, newsHtml, tagSoup } from "./html-soup.js";

const none: SanitizeConfig = { tags: [], attributes: {}, schemes: [], iframeHosts: [] };
const sanitize = createSanitizer(none);
const full = createFullSanitizer(none);
const scan = createPlainScan(none);
const RUNS = Number(process.env.PROPERTY_RUNS ?? 400);
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
