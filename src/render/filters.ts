// The filters that templates have beyond nunjucks' own. README, "Templates", lists them for designers.
import nunjucks, { type Environment } from "nunjucks";
import { type DateStyle, formatDate, formatNumber } from "../format.js";
import { isoWithOffset } from "../time.js";
import type { Config } from "../types/config.js";
import { withBase } from "../urls.js";

const { runtime } = nunjucks;

/** `lang` is asked at each call: it is the language of the page that is being rendered. */
export function addFilters(env: Environment, config: Config, lang: () => string): void {
  const { timezone, origin, basePath } = config;
  env.addFilter("date", (instant: unknown, style: DateStyle = "long") =>
    typeof instant === "number" ? formatDate(instant, style, timezone, lang()) : "",
  );
  env.addFilter("iso", (instant: unknown) =>
    typeof instant === "number" ? isoWithOffset(instant, timezone) : "",
  );
  env.addFilter("number", (value: unknown) =>
    typeof value === "number" ? formatNumber(value, lang()) : value,
  );
  env.addFilter("url", (url: unknown) => sitePath(basePath, url));
  env.addFilter("absolute", (url: unknown) => {
    const path = sitePath(basePath, url);
    return path.startsWith("/") && !path.startsWith("//") ? origin + path : path;
  });
  env.addFilter("host", (url: unknown) => hostOf(String(url ?? "")));
  env.addFilter("inert", (text: unknown) => new runtime.SafeString(inert(String(text ?? ""))));
  env.addFilter("fill", (text: unknown, values: Record<string, unknown> = {}) =>
    String(text ?? "").replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)),
  );
}

/**
 * Text of another page, escaped down to its brackets: where a title holds a script, a page that links to it holds
 * nothing that would run even if somebody downstream undid the escaping of `<`.
 */
function inert(text: string): string {
  return text.replace(/[&<>"'`()]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** `https://www.example.com/a` → `example.com`: what a link to elsewhere is called. */
const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host.replace(/^www\./, "") : url);

/** A site path with the base path in front; `https://…`, `//host/…`, `#id` and `mailto:` stay as they are. */
function sitePath(basePath: string, url: unknown): string {
  const text = typeof url === "string" ? url : "";
  return text.startsWith("/") && !text.startsWith("//") ? withBase(basePath, text) : text;
}
