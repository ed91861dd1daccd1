// The rules of single settings that are more than a type (patterns and folders are in `config-paths.ts`). A rule returns what is wrong, or `null`.
import { nearest } from "../nearest.js";
import { isTimeZone } from "../time.js";
import { z } from "./zod.js";

/** As an issue of zod's: the message ends a sentence that begins with the setting's name. */
export interface RuleProblem {
  message: string;
  /** Without a hint, the cure is the setting's example. */
  params?: { hint: string };
}

export const problem = (message: string, hint?: string): RuleProblem =>
  hint === undefined ? { message } : { message, params: { hint } };

/** Text that keeps `rule`. */
export function checked(rule: (value: string) => RuleProblem | null) {
  return z
    .string({ error: "must be text" })
    .trim()
    .superRefine((value, issues) => {
      const found = rule(value);
      if (found !== null) issues.addIssue({ code: "custom", ...found });
    });
}

// ---------------------------------------------------------------- addresses, language, time

/** The site's own address. */
export function siteUrl(value: string): RuleProblem | null {
  const hint = "Write scheme and host, and the path if there is one: https://news.example.com.";
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || !/^https?:\/\/[^/]/i.test(value)) {
    return problem("must be a whole address that starts with https:// or http://", hint);
  }
  if (url.username !== "" || url.password !== "")
    return problem("must not hold a user name or password", hint);
  if (/[?#]/.test(value)) return problem("must not hold ? or #", hint);
  if (url.pathname.includes("//")) return problem("must not hold // in its path", hint);
  return null;
}

/** Where a menu item leads. */
export function link(value: string): RuleProblem | null {
  if (/^(\/(?!\/)|#|https?:\/\/[^/]|mailto:|tel:)/i.test(value)) return null;
  return problem(
    "must start with / or be a whole address",
    "Write /about.html for a page of this site, https://example.com/ for another.",
  );
}

/** An address of another site. */
export function webAddress(value: string): RuleProblem | null {
  if (/^https?:\/\/[^/\s]/i.test(value) && URL.canParse(value)) return null;
  return problem("must be a whole address that starts with https:// or http://");
}

export function cspDirective(value: string): RuleProblem | null {
  if (/^(?:[a-z]+(?:-[a-z]+)*-(?:src|uri)|form-action|frame-ancestors|report-to|sandbox)$/.test(value))
    return null;
  return problem("must be a directive of the Content-Security-Policy", "Write for example script-src.");
}

export function cspSource(value: string): RuleProblem | null {
  if (/^[\x21-\x7e]+$/.test(value) && !/[;,"]/.test(value)) return null;
  return problem(
    "must be a source without spaces, commas and semicolons",
    "Write for example https://stats.example.com or 'wasm-unsafe-eval'.",
  );
}

/** A file of the site, or a package as npm names it, with a path in it if need be. */
export function pluginModule(value: string): RuleProblem | null {
  if (/^\.{1,2}\/[^\0]+\.[cm]?[jt]s$/.test(value)) return null;
  if (/^(?:@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*(?:\/[\w./-]+)?$/i.test(value)) return null;
  return problem(
    "must be a file of the site or a package",
    "Write ./plugins/reading-list.js, or the name of a package that is installed.",
  );
}

/** https://www.indexnow.org/documentation */
export function indexNowKey(value: string): RuleProblem | null {
  if (/^[A-Za-z0-9-]{8,128}$/.test(value)) return null;
  return problem("must be 8 to 128 letters, digits and dashes", "Make one with: openssl rand -hex 16.");
}

export function language(value: string): RuleProblem | null {
  try {
    Intl.getCanonicalLocales(value);
    return null;
  } catch {
    const dashed = value.replaceAll("_", "-").replace(/\..*$/, "");
    const example = dashed !== value && language(dashed) === null ? dashed : "en or zh-CN";
    return problem("must be a language tag", `Write ${example}.`);
  }
}

/** Cities that people look for in vain, because their zone bears another's name. */
const ZONES_BY_OTHER_NAMES: Readonly<Record<string, string>> = {
  beijing: "Asia/Shanghai",
  shenzhen: "Asia/Shanghai",
  guangzhou: "Asia/Shanghai",
  washington: "America/New_York",
  mumbai: "Asia/Kolkata",
};

export function timeZone(value: string): RuleProblem | null {
  if (isTimeZone(value)) return null;
  const city = (value.split("/").at(-1) ?? "").toLowerCase();
  const known = Intl.supportedValuesOf("timeZone");
  const meant =
    ZONES_BY_OTHER_NAMES[city] ??
    known.find((zone) => zone.toLowerCase().endsWith(`/${city}`)) ??
    (value.includes("/") ? nearest(value, known) : null);
  const hint =
    meant === null ? "Write for example Asia/Shanghai, Europe/London or UTC." : `Did you mean ${meant}?`;
  return problem("must be a time zone's name from the IANA list", hint);
}

// ---------------------------------------------------------------- what the sanitiser may keep

/** They run code, load it, or change how the rest of the page is read. */
const NEVER_TAGS: readonly string[] =
  "script style iframe object embed applet base meta link frame frameset noscript noembed noframes template plaintext xmp textarea title head body html svg math".split(
    " ",
  );

export function tagName(value: string): RuleProblem | null {
  const name = value.toLowerCase();
  if (name === "iframe") {
    return problem("must not name iframe", "List the hosts whose frames to keep under sanitize.iframeHosts.");
  }
  if (NEVER_TAGS.includes(name)) {
    return problem(
      `must not name ${name}`,
      "It could run code. If every author is trusted, set sanitize: false.",
    );
  }
  if (/^[a-z][a-z0-9-]*$/.test(name)) return null;
  return problem("must be a tag's name", "Write it without angle brackets: details.");
}

/** What attributes are listed under: a tag, or `*` for all. */
export const attributeOwner = (value: string): RuleProblem | null => (value === "*" ? null : tagName(value));

export function attributeName(value: string): RuleProblem | null {
  const name = value.toLowerCase();
  if (/^on|^style$|^srcdoc$|^(xlink:)?(form)?action$/.test(name)) {
    return problem(
      `must not name ${name}`,
      "It could run code or cover the page. If every author is trusted, set sanitize: false.",
    );
  }
  if (/^([a-z][a-z0-9:_-]*|data-\*|aria-\*)$/.test(name)) return null;
  return problem("must be an attribute's name", "Write for example title, data-id or data-*.");
}

export function scheme(value: string): RuleProblem | null {
  const name = value.toLowerCase();
  if (/^(javascript|vbscript):?$/.test(name)) {
    return problem(`must not name ${name}`, "Such a link could run code.");
  }
  if (/^[a-z][a-z0-9+.-]*$/.test(name)) return null;
  return problem("must be a URL scheme", "Write it without :// as in ftp.");
}

export function hostName(value: string): RuleProblem | null {
  if (/^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)*$/u.test(value)) return null;
  return problem(
    "must be a host's name",
    "Write it without https:// and without a path: player.example.com.",
  );
}

/** A host whose pictures are fetched: with a port if need be, and with `*.` for all below it. */
export function fetchedHost(value: string): RuleProblem | null {
  if (/^(?:\*\.)?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*(?::\d{1,5})?$/u.test(value)) return null;
  return problem(
    "must be a host's name",
    "Write it without https:// and without a path: pictures.example.com, or *.example.com for all below it.",
  );
}
