import fc from "fast-check";
import { it } from "vitest";
import { createPlainScan } from "../../../src/content/plain-html.js";
import { createFullSanitizer } from "../../../src/content/sanitize.js";
import { mendNesting } from "../../../src/content/nesting.js";
import { damagedHtml, newsHtml, tagSoup } from "./html-soup.js";
it("stat", () => {
  const none = { tags: [], attributes: {}, schemes: [], iframeHosts: [] };
  const scan = createPlainScan(none); const full = createFullSanitizer(none);
  for (const [n, a] of [["soup", tagSoup], ["news", newsHtml],["damaged", damagedHtml]] as const) {
    let len = 0, plain = 0, changed = 0, longPlain = 0; const s = fc.sample(a, 5000);
    for (const h of s) { len += h.length; const p = scan(h); if (p !== null) { plain++; if (h.length > 40) longPlain++; if (p !== h) changed++; } }
    console.log(n, { avg: len / s.length, plain, changed, longPlain });
  }
  console.log(fc.sample(damagedHtml, 6), fc.sample(tagSoup, 6));
});
