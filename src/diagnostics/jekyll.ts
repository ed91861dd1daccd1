// What can be wrong with a Jekyll site beyond what can be wrong with any.
import type { Diagnostic } from "../types/diagnostic.js";
import { error, type Place, warning } from "./diagnostic.js";

export const jekyllConfigBroken = (why: string, at: Place) =>
  error("jekyll-config-broken", `is not readable as settings: ${why}`, "Mend the YAML at that place.", at);

export const jekyllZoneUnknown = (zone: string, at: Place) =>
  warning(
    "jekyll-zone-unknown",
    `timezone "${zone}" is no time zone; UTC is used`,
    "Write an IANA name such as Europe/Berlin.",
    at,
  );

export const jekyllPluginUnknown = (name: string, at: Place) =>
  warning(
    "jekyll-plugin-unknown",
    `the plugin ${name} is not supported: what it would make is missing`,
    "Remove it from plugins:, or keep building the site with Jekyll.",
    at,
  );

export const jekyllThemeReplaced = (theme: string, at: Place) =>
  warning(
    "jekyll-theme-replaced",
    `the theme ${theme} is not here: layouts that the site does not have itself are Broadsheet's own`,
    "Copy the theme's _layouts/, _includes/, _sass/ and assets/ into the site, and remove the setting.",
    at,
  );

export const jekyllSettingUnsupported = (setting: string, at: Place) =>
  warning(
    "jekyll-setting-unsupported",
    `${setting} is not supported: the site is published as if it was not there`,
    "Remove it, or keep building the site with Jekyll.",
    at,
  );

export const jekyllYaml = (why: string, at: Place) =>
  error(
    "jekyll-yaml",
    `the front matter is not YAML: ${why}`,
    "Mend it at that place; Jekyll would publish the post without a title, under the date of the build.",
    at,
  );

export const jekyllFrontMatterNotKeys = (at: Place) =>
  error(
    "jekyll-front-matter-not-keys",
    "the front matter holds no keys",
    'Write "key: value" lines between the two ---.',
    at,
  );

export const jekyllDate = (text: string, at: Place) =>
  error("jekyll-date", `date "${text}" is not a date`, "Write it as 2022-03-23 20:37:10 +0800.", at);

export const jekyllName = (at: Place) =>
  warning(
    "jekyll-name",
    "lies in _posts but its name is no post's, so it is not published",
    "Name it YEAR-MONTH-DAY-title.md.",
    at,
  );

export const jekyllPermalink = (pattern: string, why: string, at: Place) =>
  error(
    "jekyll-permalink",
    `permalink "${pattern}" makes no address: ${why}`,
    "Use Jekyll's placeholders, such as /:year/:title/.",
    at,
  );

export const jekyllLiquid = (why: string, at: Place) =>
  error("jekyll-liquid", why, "Mend the Liquid there; the rest of the site is published.", at);

export const jekyllLiquidWarning = (why: string, at: Place) =>
  warning("jekyll-liquid-lenient", why, "Write it as the message says.", at);

export const jekyllLayoutMissing = (layout: string, at: Place) =>
  warning(
    "jekyll-layout-missing",
    `there is no layout ${layout}; the page is published without one`,
    "Put it into _layouts/, or name another one.",
    at,
  );

export const jekyllSass = (why: string, at: Place) =>
  error(
    "jekyll-sass",
    `Sass says: ${why}`,
    "Mend the stylesheet there; nothing is published until then.",
    at,
  );

export const jekyllSassWarning = (why: string, at: Place) =>
  warning(
    "jekyll-sass-warning",
    `Sass says: ${why}`,
    "Change the stylesheet, or what it loads, as the message says.",
    at,
  );

export const jekyllSassOfTheme = (why: string, theme: string, at: Place) =>
  warning(
    "jekyll-sass-theme",
    `the stylesheet is left empty, for the theme ${theme} is not here. Sass says: ${why}`,
    "Copy the theme's _layouts/, _includes/, _sass/ and assets/ into the site, and remove the setting.",
    at,
  );

/** What `strict_front_matter: true` stops the build over. */
export const isFrontMatterProblem = ({ code }: Diagnostic): boolean =>
  code === "jekyll-yaml" || code === "jekyll-front-matter-not-keys";
