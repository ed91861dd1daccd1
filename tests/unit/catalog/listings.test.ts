// What listings say of themselves, however the archive came about, against the same asked of a plain array.
import fc from "fast-check";
import { expect, it } from "vitest";
import { createListings } from "../../../src/catalog/listings.js";
import type { Row } from "../../../src/catalog/sqlite.js";
import { comesBefore } from "../../../src/catalog/touched.js";
import { periodKeys } from "../../../src/time.js";
import type { Post } from "../../../src/types/content.js";
import type { ListingRef, Position } from "../../../src/types/pages.js";
import { createArchive, samplePost } from "../../tools/sample-catalog.js";

// The clocks of this zone went forward on the 13th: days of 23 hours, and places at their very ends.
const ZONE = "America/New_York";
const DATES = [
  "2021-12-31T23:59:59-05:00",
  "2022-01-01T00:00:00-05:00",
  "2022-03-12T23:59:59-05:00",
  "2022-03-13T00:00:00-05:00",
  "2022-03-13T06:59:59Z",
  "2022-03-13T07:00:00Z",
  "2022-03-14T03:59:59Z",
  "2022-03-14T04:00:00Z",
  "2022-03-14T04:00:00Z",
];

const post = fc
  .record({
    name: fc.integer({ min: 0, max: 30 }),
    date: fc.constantFrom(...DATES),
    categories: fc.subarray(["news", "sport"]),
    visibility: fc.constantFrom("public" as const, "public" as const, "draft" as const),
  })
  .map(({ name, ...facts }) => samplePost(`p${name}`, facts));
const round = fc.record({
  add: fc.uniqueArray(post, { selector: ({ path }) => path, maxLength: 12 }),
  remove: fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 4 }),
});

it("a listing counts, ranks and gives its posts as an array of them would", () => {
  fc.assert(
    fc.property(fc.array(round, { minLength: 1, maxLength: 4 }), fc.nat(12), (rounds, offset) => {
      const archive = createArchive();
      const published = new Map<string, Post>();
      for (const { add, remove } of rounds) {
        const gone = remove
          .map((n) => `posts/p${n}.md`)
          .filter((path) => !add.some((one) => one.path === path));
        archive.round({ add, remove: gone, options: { zone: ZONE } });
        for (const path of gone) published.delete(path);
        for (const one of add)
          if (one.visibility === "public") published.set(one.path, one);
          else published.delete(one.path);
      }
      const all = [...published.values()].sort((a, b) => (comesBefore(a, b) ? -1 : 1));
      archive.ask((_, catalog) => {
        const listings = createListings(catalog, ZONE);
        for (const ref of refs) {
          const own = all.filter((one) => holds(ref, one));
          expect(listings.count(ref)).toBe(own.length);
          for (const limit of [1, 5, 100])
            expect(places(listings.rows(ref, offset, limit))).toEqual(
              places(own.slice(offset, offset + limit)),
            );
          for (const at of [...all, { date: Date.parse(DATES[4]!), path: "posts/p15.md" }]) {
            const older = own.filter((one) => comesBefore(one, at));
            expect(listings.rank(ref, at)).toBe(older.length);
            const newer = own.filter((one) => comesBefore(at, one));
            expect(places(listings.rowsAfter(ref, at, 3))).toEqual(places(newer.slice(0, 3)));
          }
        }
      });
    }),
    { numRuns: 60 },
  );
});

const refs: ListingRef[] = [
  { kind: "home" },
  ...["2021", "2022", "2020"].map((key) => ({ kind: "year" as const, key })),
  ...["2021-12", "2022-01", "2022-03"].map((key) => ({ kind: "month" as const, key })),
  ...["2022-03-12", "2022-03-13", "2022-03-14"].map((key) => ({ kind: "day" as const, key })),
  ...["news", "sport", "none"].map((key) => ({ kind: "category" as const, key })),
];

function holds(ref: ListingRef, one: Post): boolean {
  if (ref.kind === "home") return true;
  if (ref.kind === "category") return one.categories.includes(ref.key);
  return Object.values(periodKeys(one.date, ZONE)).includes((ref as { key: string }).key);
}

const places = (rows: readonly (Row | Position)[]) => rows.map(({ date, path }) => `${date} ${path}`);
