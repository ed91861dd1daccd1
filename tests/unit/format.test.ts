import { describe, expect, it } from "vitest";
import { type DateStyle, formatDate, formatNumber, periodTitle } from "../../src/format.js";

const AT = Date.UTC(2022, 2, 23, 12, 7, 10); // 20:07 in Shanghai, a Wednesday

describe("formatDate", () => {
  it.each<[string, DateStyle, string]>([
    ["zh-CN", "long", "2022年3月23日"],
    ["zh-CN", "short", "3月23日"],
    ["zh-CN", "month", "2022年3月"],
    ["zh-CN", "year", "2022年"],
    ["zh-CN", "time", "20:07"],
    ["zh-CN", "datetime", "2022年3月23日 20:07"],
    ["zh-CN", "weekday", "星期三"],
    ["zh-TW", "weekday", "星期三"],
    ["en", "long", "23 March 2022"],
    ["en", "short", "23 Mar"],
    ["en", "month", "March 2022"],
    ["en", "year", "2022"],
    ["en", "time", "20:07"],
    ["en", "datetime", "23 March 2022, 20:07"],
    ["en-GB", "weekday", "Wednesday"],
    ["de", "long", "23. März 2022"],
    ["de", "month", "März 2022"],
    ["de", "weekday", "Mittwoch"],
  ])("in %s, %s, is %s", (lang, style, expected) => {
    expect(formatDate(AT, style, "Asia/Shanghai", lang)).toBe(expected);
  });

  it("is the site's zone's, to the day and the minute", () => {
    expect(formatDate(Date.UTC(2022, 11, 31, 23, 59), "datetime", "Asia/Kolkata", "en")).toBe(
      "1 January 2023, 05:29",
    );
    expect(formatDate(Date.UTC(2022, 0, 1, 4, 59), "datetime", "America/New_York", "zh-CN")).toBe(
      "2021年12月31日 23:59",
    );
  });

  it("knows every weekday", () => {
    const days = Array.from({ length: 7 }, (_, i) =>
      formatDate(Date.UTC(2022, 2, 20 + i), "weekday", "UTC", "zh-CN"),
    );
    expect(days.join("")).toBe("星期日星期一星期二星期三星期四星期五星期六");
  });
});

describe("periodTitle", () => {
  it.each([
    ["2022", "zh-CN", "2022年"],
    ["2022-03", "zh-CN", "2022年3月"],
    ["2022-03-23", "zh-CN", "2022年3月23日"],
    ["2022", "en", "2022"],
    ["2022-03", "en", "March 2022"],
    ["2022-03-23", "en", "23 March 2022"],
    ["2022-03", "de", "März 2022"],
    ["0999-12-31", "en", "31 December 999"],
  ])("of %s in %s is %s", (key, lang, expected) => {
    expect(periodTitle(key, lang)).toBe(expected);
  });
});

describe("formatNumber", () => {
  it.each([
    [0, "en", "0"],
    [999, "en", "999"],
    [1000, "en", "1,000"],
    [1234567, "zh-CN", "1,234,567"],
    [-1234, "en", "-1,234"],
    [1234567, "de", "1.234.567"],
  ])("of %i in %s is %s", (value, lang, expected) => {
    expect(formatNumber(value, lang)).toBe(expected);
  });
});
