import { describe, expect, it } from "vitest";
import { openCatalog } from "../../../src/catalog/catalog.js";
import {
  createSectionList,
  createSectionTable,
  type WaitingSections,
} from "../../../src/catalog/search-sections.js";

describe("sections that wait for the rest of their files", () => {
  const catalog = openCatalog({ file: null, key: "test" });

  it.each<[string, () => WaitingSections]>([
    ["in memory", createSectionList],
    ["on the disk", () => createSectionTable(catalog)],
  ])("come back by part, in their order: %s", (_, create) => {
    for (let round = 0; round < 2; round++) {
      const waiting = create();
      const all = Array.from({ length: 300 }, (__, number) => ({
        part: (number * 7) % 4,
        sections: { name: `${round}-${number}`, texts: ["潮汐", "", "x".repeat(number)] },
      }));
      for (const { part, sections } of all) waiting.put(part, sections);
      for (let part = 0; part < 5; part++)
        expect([...waiting.of(part)]).toEqual(
          all.filter((one) => one.part === part).map(({ sections }) => sections),
        );
      waiting.clear();
    }
  });

  it("leave nothing behind", () => {
    const waiting = createSectionTable(catalog);
    waiting.put(0, { name: "a", texts: ["b"] });
    waiting.clear();
    expect(catalog.sql("SELECT * FROM search_waiting").all()).toEqual([]);
  });
});
