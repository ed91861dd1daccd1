// Filters over dates.
import type { Liquid } from "liquidjs";
import type { Instant } from "../../types/content.js";
import { readDate, strftime } from "../dates.js";
import type { LiquidHost } from "./host.js";
import { isTime, toText } from "./values.js";

export function addDateFilters(liquid: Liquid, ask: () => LiquidHost): void {
  const instantOf = (value: unknown): Instant | null => {
    if (isTime(value)) return value.$instant;
    if (typeof value === "number") return value * 1000;
    const { config } = ask();
    const text = toText(value).trim();
    if (text === "now" || text === "today") return config.jekyll?.time ?? null;
    if (/^\d+$/.test(text)) return Number(text) * 1000;
    return readDate(text, config.timezone);
  };
  const add = (name: string, format: (at: Instant, zone: string, ...args: unknown[]) => string) =>
    liquid.registerFilter(name, (value: unknown, ...args: unknown[]) => {
      if (value == null || value === "") return value;
      const at = instantOf(value);
      return at === null ? value : format(at, ask().config.timezone, ...args);
    });
  add("date", (at, zone, format) =>
    format == null || format === "" ? strftime(at, zone, "%F %T %z") : strftime(at, zone, toText(format)),
  );
  add("date_to_xmlschema", (at, zone) => strftime(at, zone, "%Y-%m-%dT%H:%M:%S%:z"));
  add("date_to_rfc822", (at, zone) => strftime(at, zone, "%a, %d %b %Y %H:%M:%S %z"));
  add("date_to_string", (at, zone, type, style) => stringDate(at, zone, "%b", type, style));
  add("date_to_long_string", (at, zone, type, style) => stringDate(at, zone, "%B", type, style));
}

function stringDate(at: Instant, zone: string, month: string, type: unknown, style: unknown): string {
  if (type !== "ordinal") return strftime(at, zone, `%d ${month} %Y`);
  const day = Number(strftime(at, zone, "%-d"));
  const ending = day % 100 > 10 && day % 100 < 14 ? "th" : (["th", "st", "nd", "rd"][day % 10] ?? "th");
  return style === "US"
    ? strftime(at, zone, `${month} ${day}${ending}, %Y`)
    : strftime(at, zone, `${day}${ending} ${month} %Y`);
}
