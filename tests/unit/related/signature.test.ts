import { describe, expect, it } from "vitest";
import { bandsOf, likeness, signatureOf } from "../../../src/related/signature.js";
import { createRandom } from "../../tools/search-archive.js";

/** Words without repetition, the same on every call. */
const text = (length: number, seed: number) => {
  const random = createRandom(seed);
  return Array.from({ length }, () => `ferry${random(90)} pier${random(90)} noon${random(90)}`).join(" ");
};

describe("a body's signature", () => {
  it("does not depend on markup, case, marks and white space", () => {
    const plain = signatureOf("<p>The ferry to the island stops at noon, the harbour master said.</p>");
    expect(
      signatureOf(
        '<div class="x">The <b>FERRY</b> to the\nisland stops at noon &mdash; the harbour master said!</div>',
      ),
    ).toBe(plain);
  });

  it("is much the same where little of a text is another, and shares a band", () => {
    const long = text(300, 5);
    const a = signatureOf(`<p>${long} Source: the Gazette.</p>`);
    const b = signatureOf(`<p>${long} From the Courier.</p>`);
    expect(likeness(a, b, 18)).toBeGreaterThanOrEqual(27);
    expect(bandsOf(a).some((band) => bandsOf(b).includes(band))).toBe(true);
  });

  it("is another one for another text", () => {
    const chinese = [
      "市场监管总局发布新能源汽车补贴办法，各地陆续公布实施细则与申请流程",
      "气象部门提醒周末有大风降温，沿海渔船请及时回港避风，注意用电安全",
    ];
    const [a, b] = chinese.map(signatureOf) as [string, string];
    expect(likeness(a, b, 0)).toBeLessThan(8);
    expect(likeness(a, b, 8)).toBe(0);
  });

  it("is missing where there is too little text", () => {
    expect(signatureOf("<p>Closed today.</p>")).toBe("");
    expect(likeness("", "", 0)).toBe(0);
  });
});
