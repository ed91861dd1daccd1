import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  instantOf,
  isCalendarDay,
  isoWithOffset,
  isTimeZone,
  offsetAt,
  periodKeys,
  periodRange,
  wallClock,
} from "../../src/time.js";

const SHANGHAI = "Asia/Shanghai";
const NEW_YORK = "America/New_York";
const ZONES = [
  SHANGHAI,
  NEW_YORK,
  "Europe/London",
  "Asia/Kathmandu",
  "America/Sao_Paulo",
  "Pacific/Apia",
  "UTC",
];

const zone = fc.constantFrom(...ZONES);
const instant = fc.integer({ min: Date.UTC(1850, 0, 1), max: Date.UTC(2100, 0, 1) });
const at = (iso: string) => {
  const parsed = Date.parse(iso);
  expect(parsed).not.toBeNaN();
  return parsed;
};
const clock = (text: string) => {
  const [year, month, day, hour, minute, second] = text.split(/\D/).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return { year, month, day, hour, minute, second: second ?? 0 };
};

describe("isTimeZone", () => {
  it.each(["Asia/Shanghai", "UTC", "America/Argentina/Buenos_Aires"])("knows %s", (name) => {
    expect(isTimeZone(name)).toBe(true);
  });

  it.each(["", "Asia/Atlantis", "+08:00", "UTC+8", "8"])("refuses %j", (name) => {
    expect(isTimeZone(name)).toBe(false);
  });
});

describe("offsetAt", () => {
  it("counts minutes east of UTC", () => {
    expect(offsetAt(SHANGHAI, at("2022-03-23T00:00Z"))).toBe(480);
    expect(offsetAt("America/St_Johns", at("2022-01-01T00:00Z"))).toBe(-210);
    expect(offsetAt("UTC", 0)).toBe(0);
  });

  it("changes at the very instant at which the clocks do, also when the day was asked for before", () => {
    const change = at("2022-03-13T07:00:00Z");
    expect(offsetAt(NEW_YORK, change + 3_600_000)).toBe(-240);
    expect(offsetAt(NEW_YORK, change - 1)).toBe(-300);
    expect(offsetAt(NEW_YORK, change)).toBe(-240);
  });

  it("rounds the seconds of local mean time to a minute", () => {
    expect(offsetAt(SHANGHAI, at("1890-01-01T00:00Z"))).toBe(486); // 8:05:43
  });

  it("agrees with Intl at every quarter of an hour around changes", () => {
    const format = new Intl.DateTimeFormat("en-US", {
      timeZone: "Europe/London",
      timeZoneName: "longOffset",
    });
    const start = at("2022-10-29T00:00Z");
    for (let time = start; time < start + 3 * 86_400_000; time += 900_000) {
      const expected = format.format(time).endsWith("GMT+01:00") ? 60 : 0;
      expect(offsetAt("Europe/London", time)).toBe(expected);
    }
  });

  it("throws where there is no such zone", () => {
    expect(() => offsetAt("Asia/Atlantis", 0)).toThrow(RangeError);
  });
});

describe("wallClock", () => {
  it("shows date, time and weekday in the zone", () => {
    expect(wallClock(at("2022-03-23T12:37:10Z"), SHANGHAI)).toEqual({
      year: 2022,
      month: 3,
      day: 23,
      hour: 20,
      minute: 37,
      second: 10,
      weekday: 3,
    });
    expect(wallClock(at("2021-12-31T16:00Z"), SHANGHAI)).toMatchObject({
      year: 2022,
      month: 1,
      day: 1,
      weekday: 6,
    });
  });
});

describe("instantOf", () => {
  it("reads a wall clock, with milliseconds", () => {
    const wall = { ...clock("2022-03-23 20:37:10"), millisecond: 123 };
    expect(instantOf(wall, SHANGHAI)).toBe(at("2022-03-23T12:37:10.123Z"));
  });

  it("goes on behind a gap as if the clock had not been put forward", () => {
    expect(instantOf(clock("2022-03-13 02:30"), NEW_YORK)).toBe(at("2022-03-13T03:30:00-04:00"));
  });

  it("takes the earlier of two where the clock was put back", () => {
    expect(instantOf(clock("2022-11-06 01:30"), NEW_YORK)).toBe(at("2022-11-06T01:30:00-04:00"));
    expect(instantOf(clock("2022-11-06 02:00"), NEW_YORK)).toBe(at("2022-11-06T02:00:00-05:00"));
  });

  it("survives the day that Samoa skipped", () => {
    expect(instantOf(clock("2011-12-30 12:00"), "Pacific/Apia")).toBe(at("2011-12-31T12:00:00+14:00"));
  });

  it("is the inverse of wallClock but for the hour that a clock shows twice", () => {
    fc.assert(
      fc.property(instant, zone, (time, name) => {
        const second = Math.floor(time / 1000) * 1000;
        const wall = wallClock(second, name);
        const back = instantOf(wall, name);
        expect(back).toBeLessThanOrEqual(second);
        expect(wallClock(back, name)).toEqual(wall);
      }),
    );
  });
});

describe("isoWithOffset", () => {
  it("writes the zone's offset", () => {
    const time = at("2022-03-23T12:37:10.999Z");
    expect(isoWithOffset(time, SHANGHAI)).toBe("2022-03-23T20:37:10+08:00");
    expect(isoWithOffset(time, "UTC")).toBe("2022-03-23T12:37:10+00:00");
    expect(isoWithOffset(time, "America/St_Johns")).toBe("2022-03-23T10:07:10-02:30");
  });

  it("names the same instant for every reader of ISO 8601", () => {
    fc.assert(
      fc.property(instant, zone, (time, name) => {
        expect(Date.parse(isoWithOffset(time, name))).toBe(Math.floor(time / 1000) * 1000);
      }),
    );
  });
});

describe("periods", () => {
  it("are those of the zone's calendar", () => {
    const time = at("2021-12-31T16:00Z");
    expect(periodKeys(time, SHANGHAI)).toEqual({ year: "2022", month: "2022-01", day: "2022-01-01" });
    expect(periodKeys(time, "UTC")).toEqual({ year: "2021", month: "2021-12", day: "2021-12-31" });
  });

  it.each([
    ["2022", "2021-12-31T16:00Z", "2022-12-31T16:00Z"],
    ["2022-12", "2022-11-30T16:00Z", "2022-12-31T16:00Z"],
    ["2024-02-29", "2024-02-28T16:00Z", "2024-02-29T16:00Z"],
  ])("%s reaches from its first moment to the next one's", (key, from, to) => {
    expect(periodRange(key, SHANGHAI)).toEqual({ from: at(from), to: at(to) });
  });

  it("a day whose midnight was skipped begins with its first moment", () => {
    const { from, to } = periodRange("2018-11-04", "America/Sao_Paulo");
    expect(isoWithOffset(from, "America/Sao_Paulo")).toBe("2018-11-04T01:00:00-02:00");
    expect(to - from).toBe(23 * 3_600_000);
  });

  it("hold exactly the instants whose key they are", () => {
    fc.assert(
      fc.property(instant, zone, (time, name) => {
        for (const key of Object.values(periodKeys(time, name))) {
          const { from, to } = periodRange(key, name);
          expect(time).toBeGreaterThanOrEqual(from);
          expect(time).toBeLessThan(to);
          expect(Object.values(periodKeys(to, name))).not.toContain(key);
          expect(Object.values(periodKeys(from - 1, name))).not.toContain(key);
        }
      }),
    );
  });

  it.each(["", "22", "2022-13", "2022-02-30", "2022-3", "2022-03-23x"])("%j is none", (key) => {
    expect(() => periodRange(key, "UTC")).toThrow(RangeError);
  });
});

describe("isCalendarDay", () => {
  it("knows leap years", () => {
    expect(isCalendarDay(2024, 2, 29)).toBe(true);
    expect(isCalendarDay(1900, 2, 29)).toBe(false);
    expect(isCalendarDay(2022, 0, 1)).toBe(false);
    expect(isCalendarDay(2022, 4, 31)).toBe(false);
  });
});
