import { describe, expect, it } from "vitest";
import * as client from "../../../public/theme/search.js";
import { eachTextKey, nameKey } from "../../../src/search/keys.js";
import { fileCount, filesOf, rangeOf } from "../../../src/search/layout.js";
import { createEntryCollector, sectionText } from "../../../src/search/postings.js";
import { classOf, fold } from "../../../src/search/text.js";
import { VARIANTS } from "../../../src/search/variants.js";
import { createRandom, someText } from "../../tools/search-archive.js";

const simplest = client.variantMap(VARIANTS);
const clientFold = (text: string) => client.fold(text, simplest).text;

describe("the theme's script and the program", () => {
  it("fold and class every character alike", () => {
    const different: string[] = [];
    for (let code = 0; code < 0x30000; code += code < 0x10000 ? 1 : 13) {
      if (code >= 0xd800 && code < 0xe000) continue;
      const character = String.fromCodePoint(code);
      if (fold(character) !== clientFold(character) || classOf(code) !== client.classOf(code))
        different.push(character);
    }
    expect(different).toEqual([]);
  }, 60_000);

  it("fold texts alike, spaces and marks too", () => {
    const random = createRandom(7);
    for (let count = 0; count < 2000; count++) {
      const text = someText(random, 60);
      expect(clientFold(text)).toBe(fold(text));
    }
  });

  it("make the same keys: what a query asks for, a text with it has", () => {
    const random = createRandom(8);
    for (let count = 0; count < 500; count++) {
      const text = fold(someText(random, 60));
      const keys = new Set<number>();
      eachTextKey(text, (key) => keys.add(key));
      for (const part of text.split(/[^\p{L}\p{N}\p{M}]+/u))
        for (const key of client.queryKeys(part)) expect(keys.has(key), part).toBe(true);
    }
    for (const kind of ["category", "tag", "year"] as const)
      expect(client.nameKey(kind, fold("財經 News"))).toBe(nameKey(kind, "財經 News"));
  });

  it("find a key in the same file", () => {
    for (const count of [1, 2, 3, 5, 24, 100, 401]) {
      const files = filesOf(count);
      expect(files.length).toBe(count);
      const random = createRandom(count);
      for (let tries = 0; tries < 300; tries++) {
        const key = random(2 ** 23);
        const { file, from } = client.fileOf(key, count);
        expect(files).toContain(file);
        expect(rangeOf(file).from).toBe(from);
        expect(key >= from && key < rangeOf(file).to).toBe(true);
      }
    }
    expect(fileCount(100, 256)).toBe(0);
  });

  it.each([
    ["few", 4],
    ["many", 200],
  ])("find %s postings where they were put", (_, share) => {
    const random = createRandom(9);
    const count = 300;
    const collector = createEntryCollector(count);
    const put = new Map<number, Uint8Array>();
    for (let key = 5; key < 8_000_000; key += 1 + random(400_000)) {
      const places = new Uint8Array(count);
      for (let times = 1 + random(share); times > 0; times--) {
        const [place, inTitle] = [random(count), random(3) === 0];
        places[place]! |= inTitle ? 2 : 1;
        collector.add(key, place, inTitle);
      }
      put.set(key, places);
    }
    const section = sectionText(collector.entries(), count);
    for (const [key, places] of put) expect(client.findKey(section, key)).toEqual(places);
    for (const key of [0, 4, 7_999_999]) if (!put.has(key)) expect(client.findKey(section, key)).toBeNull();
    expect(JSON.stringify(section).length).toBe(section.length + 2);
  });
});

describe("folding", () => {
  it.each([
    ["ＡＢＣ１２３", "abc123"],
    ["Straße", "strasse"],
    ["Café", "cafe"],
    ["後臺", "后台"],
    ["ｶﾞｽ", "ガス"],
    ["iPhone 手机 銷量", "iphone手机销量"],
    ["two  words\n more", "two words more"],
    ["A 股", "a股"],
    ["co\u00adop\u200berate", "cooperate"],
    ["㎏ ﬁne", "kg fine"],
  ])("reads %s as %s", (text, folded) => {
    expect(fold(text)).toBe(folded);
    expect(clientFold(text)).toBe(folded);
  });
});
