import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDate } from "../../../src/content/dates.js";
import { isoWithOffset } from "../../../src/time.js";

const SHANGHAI = "Asia/Shanghai";
const MOMENT = Date.UTC(2022, 2, 23, 12, 37, 10);
const MINUTE = Date.UTC(2022, 2, 23, 12, 37);
const MIDNIGHT = Date.UTC(2022, 2, 22, 16);

describe("parseDate", () => {
  it.each([
    "2022-03-23 20:37:10 +0800",
    "2022-03-23 20:37:10 +08:00",
    "2022-03-23 20:37:10 +08",
    "2022-03-23 20:37:10 +8",
    "2022-03-23 20:37:10+0800",
    "2022-03-23 12:37:10 Z",
    "2022-03-23 12:37:10 UTC",
    "2022-03-23 12:37:10 GMT",
    "2022-03-23 20:37:10 UTC+8",
    "2022-03-23 07:07:10 -0530",
    "2022-03-23T20:37:10+08:00",
    "2022-03-23T12:37:10Z",
    "2022-03-23t12:37:10z",
    "2022/3/23 20:37:10 +0800",
    "2022.3.23 20:37:10 +0800",
    "2022年3月23日 20:37:10 +0800",
    "2022年3月23日20时37分10秒 +0800",
    "  2022-03-23   20:37:10   +0800  ",
  ])("reads %s, whatever the site's zone", (text) => {
    expect(parseDate(text, SHANGHAI)).toBe(MOMENT);
    expect(parseDate(text, "America/New_York")).toBe(MOMENT);
  });

  it.each([
    "2022-03-23 20:37:10",
    "2022-03-23T20:37:10",
    "2022/3/23 20:37:10",
    "2022.03.23 20:37:10",
    "2022年3月23日20时37分10秒",
    "2022年03月23日 20:37:10",
    "2022 年 3 月 23 日 20 时 37 分 10 秒",
    "2022年3月23号20点37分10秒",
    "2022年3月23日20時37分10秒",
    "２０２２－０３－２３　２０：３７：１０",
    "２０２２年３月２３日　２０：３７：１０",
  ])("reads %s, without a zone, in the site's zone", (text) => {
    expect(parseDate(text, SHANGHAI)).toBe(MOMENT);
    expect(parseDate(text, "UTC")).toBe(MOMENT + 8 * 3_600_000);
  });

  it.each([
    "2022-03-23 20:37",
    "2022年3月23日 20:37",
    "2022年3月23日20:37",
    "2022年3月23日20时37分",
  ])("reads %s, without seconds", (text) => {
    expect(parseDate(text, SHANGHAI)).toBe(MINUTE);
  });

  it.each([
    "2022-03-23",
    "2022-3-23",
    "2022/3/23",
    "2022.3.23",
    "2022年3月23日",
    "2022-03-23 +0800",
  ])("reads %s, without a time, as midnight", (text) => {
    expect(parseDate(text, SHANGHAI)).toBe(MIDNIGHT);
  });

  it("reads one-digit months, days and hours", () => {
    expect(parseDate("2022-3-2 8:05", "UTC")).toBe(Date.UTC(2022, 2, 2, 8, 5));
    expect(parseDate("2022年3月2日8时5分", "UTC")).toBe(Date.UTC(2022, 2, 2, 8, 5));
    expect(parseDate("2022年3月2日8时", "UTC")).toBe(Date.UTC(2022, 2, 2, 8));
  });

  it.each([
    [".1", 100],
    [".123", 123],
    [",123", 123],
    [".123999999", 123],
  ])("cuts the fraction %s to milliseconds", (fraction, expected) => {
    expect(parseDate(`2022-03-23T20:37:10${fraction}+08:00`, "UTC")).toBe(MOMENT + expected);
  });

  it("reads the least and the greatest offset", () => {
    const utc = Date.UTC(2022, 2, 23, 20, 37);
    expect(parseDate("2022-03-23 20:37 +18:00", "UTC")).toBe(utc - 18 * 3_600_000);
    expect(parseDate("2022-03-23 20:37 -18:00", "UTC")).toBe(utc + 18 * 3_600_000);
  });

  it("takes a time that a change of the clocks skipped for the one behind the gap", () => {
    const expected = Date.parse("2022-03-13T03:30:00-04:00");
    expect(parseDate("2022-03-13 02:30", "America/New_York")).toBe(expected);
  });

  it.each([
    "",
    "   ",
    "+0800",
    "2022-13-45 20:37:10 +0800",
    "2022-02-30",
    "2023-02-29",
    "2022-00-10",
    "2022-03-00",
    "2022-03-23 24:00",
    "2022-03-23 25:00",
    "2022-03-23 20:60",
    "2022-03-23 20:37:60",
    "2022-03-23 20:37:10 +1801",
    "2022-03-23 20:37:10 +19:00",
    "2022-03-23 20:37:10 +0860",
    "0999-12-31",
    "22-03-23",
    "12022-03-23",
    "2022-03",
    "2022",
    "20220323",
    "2022-03/23",
    "2022-03-231",
    "2022-03-2320:37",
    "2022-03-23-08",
    "2022-03-23 20",
    "2022-03-23 20:3",
    "2022-03-23 20:37:1",
    "2022-03-23 20:37:10 CST",
    "2022-03-23 20:37:10 PM",
    "2022-03-23 20:37:10 +800",
    "2022-03-23 20:37:10 +08:0",
    "2022-03-23T",
    "2022-03-23T+08:00",
    "Wed, 23 Mar 2022 20:37:10 +0800",
    "3/23/2022",
    "23.03.2022",
    "昨天",
    "2022年3月",
    "2022年3月23日2",
    "2022年3月23日20时37分10",
    "2022-03-23 20:37:10 +0800 x",
    "date: 2022-03-23",
    `2022-03-23${" ".repeat(200)}`,
  ])("does not guess what %j means", (text) => {
    expect(parseDate(text, SHANGHAI)).toBeNull();
  });

  it("reads back what isoWithOffset writes", () => {
    const second = fc.integer({ min: -30_610_000_000, max: 253_402_000_000 });
    const zone = fc.constantFrom(SHANGHAI, "America/New_York", "Asia/Kathmandu", "UTC", "Pacific/Apia");
    fc.assert(
      fc.property(second, zone, zone, (seconds, writer, reader) => {
        expect(parseDate(isoWithOffset(seconds * 1000, writer), reader)).toBe(seconds * 1000);
      }),
    );
  });

  it("never throws", () => {
    const piece = fc.constantFrom(
      "2022",
      "-",
      "03",
      "年",
      "月",
      "日",
      " ",
      "T",
      "20",
      ":",
      "37",
      "+08",
      "Z",
      "９",
    );
    const anyText = fc.uint16Array({ maxLength: 20 }).map((units) => String.fromCharCode(...units));
    const text = fc.oneof(
      anyText,
      fc.array(piece).map((pieces) => pieces.join("")),
    );
    fc.assert(
      fc.property(text, (any) => {
        const read = parseDate(any, SHANGHAI);
        expect(read === null || Number.isSafeInteger(read)).toBe(true);
      }),
    );
  });
});
