import { expect, it } from "vitest";
import { lazyList } from "../../../src/jekyll/answers/lists.js";

it("fetches nothing for those who only ask what kind of thing a list is, and no more than is shown", () => {
  const asked: [number, number][] = [];
  const list = lazyList(
    {
      items(_, offset, limit) {
        asked.push([offset, limit]);
        return ["a", "b", "c"].slice(offset, offset + limit);
      },
      count: () => 3,
    },
    { of: "posts" },
  ) as unknown[] & Record<string, unknown>;
  expect(Object.prototype.toString.call(list)).toBe("[object Array]");
  for (const key of ["next", "then", "toLiquid", "size"]) expect(list[key]).toBeUndefined();
  expect([Array.isArray(list), list.length]).toEqual([true, 3]);
  expect(asked).toEqual([]);
  expect([...list.slice(1, 3)]).toEqual(["b", "c"]);
  expect(asked.every(([offset, limit]) => offset === 1 && limit === 2)).toBe(true);
});
