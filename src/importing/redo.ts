// IMPORT.md: what a user has still to do, and what was done for them.
import type { Diagnostic } from "../types/diagnostic.js";
import type { Row } from "./table.js";

export interface RedoFacts {
  settings: readonly { key: string; became: string }[];
  templates: readonly { name: string; posts: number; pages: number }[];
  /** Layouts and includes, which stayed behind. */
  liquidFiles: readonly string[];
  left: readonly { path: string; why: string }[];
  /** Sources whose Liquid was run. */
  run: readonly string[];
  /** Sources in Sass, and where the CSS is that was made of them. */
  compiled: readonly { path: string; place: string }[];
  /** Sources by what they use and Broadsheet has not. */
  marks: readonly { what: string; paths: readonly string[] }[];
  /** Front matter keys that were set, with how many sources got them. */
  keys: readonly { key: string; count: number }[];
  rows: readonly Row[];
  problems: readonly Diagnostic[];
}

/** Of a long list so many are named. */
const NAMED = 30;

export function redoText(facts: RedoFacts): string {
  return [
    "# What this import did, and what is left to do\n",
    "Throw this file away when you are done with it; `import-urls.tsv`, too.\n",
    addresses(facts.rows),
    problems(facts.problems),
    settings(facts),
    looks(facts),
    pages(facts),
    texts(facts),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function addresses(rows: readonly Row[]): string {
  const of = (state: Row["state"]) => rows.filter((row) => row.state === state);
  const gone = of("gone").map(
    ({ url, now, kind, source }) =>
      `\`${url}\` (${kind}${source === null ? "" : ` from \`${source}\``})${now === null ? "" : `: now at \`${now}\``}`,
  );
  const leads = of("leads").map(({ url, now }) => `\`${url}\` leads on to \`${now}\``);
  return [
    "## Addresses\n",
    `All ${rows.length} addresses of the Jekyll site are in \`import-urls.tsv\`, old and new: ${of("same").length} are as they were, ${leads.length} lead on, ${gone.length} are gone. Both sites were planned, as a build plans them, and their files compared.\n`,
    section("Gone. Make a page for each, give a post or page `redirect_from`, or tell your host:", gone),
    section("Lead on, through a page in `public/`:", leads),
  ].join("\n");
}

function problems(found: readonly Diagnostic[]): string {
  const lines = found.map(
    ({ file, line, message, hint }) =>
      `${file === undefined ? "" : `\`${file}${line === undefined ? "" : `:${line}`}\`: `}${message}. ${hint}`,
  );
  return lines.length === 0
    ? ""
    : `## Mistakes\n\n${section("These are not published, or not whole:", lines)}`;
}

function settings({ settings: notes }: RedoFacts): string {
  if (notes.length === 0) return "";
  const lines = notes.map(({ key, became }) => `\`${key}\`: ${became.replace(/\n\s*/g, " ")}`);
  return `## Settings\n\n${section("What each key of `_config.yml` became in `site.yml`:", lines, lines.length)}`;
}

function looks({ templates, liquidFiles }: RedoFacts): string {
  if (templates.length + liquidFiles.length === 0) return "";
  const stubs = templates.map(
    ({ name, posts, pages: count }) =>
      `\`templates/${name}.njk\` is named by ${[counted(posts, "post"), counted(count, "page")].filter(Boolean).join(" and ")}. It shows what the theme shows.`,
  );
  return [
    "## The look\n",
    "The site has the program's theme. To have yours again, copy the theme's templates that you want to change into `templates/` and write them anew with your layouts beside you: `base.njk` is what `_layouts/default.html` is as a rule, `post.njk` is `post.html`, `home.njk` the front page, `category.njk` and `tag.njk` the lists.\n",
    section("Layouts that posts and pages name:", stubs),
    section(
      "Files in Liquid that stayed behind:",
      liquidFiles.map((path) => `\`${path}\``),
    ),
  ].join("\n");
}

const counted = (count: number, what: string): string =>
  count === 0 ? "" : `${count} ${what}${count === 1 ? "" : "s"}`;

function pages({ left }: RedoFacts): string {
  if (left.length === 0) return "";
  return `## Sources that stayed behind\n\n${section(
    "",
    left.map(({ path, why }) => `\`${path}\`: ${why}`),
  )}`;
}

function texts({ run, compiled, marks, keys }: RedoFacts): string {
  const parts = [
    section(
      "Front matter that was added, so that addresses, dates and terms stay as they are:",
      keys.map(({ key, count }) => `\`${key}\` in ${counted(count, "file")}`),
    ),
    section(
      `Liquid in ${counted(run.length, "text")} was run once, and what came out is their text now. Those that list posts will grow old:`,
      run.map((path) => `\`${path}\``),
    ),
    section(
      "Sass was compiled once; from now on the CSS is what to edit:",
      compiled.map(({ path, place }) => `\`${path}\` is \`${place}\``),
    ),
    ...marks.map(({ what, paths }) =>
      section(
        `${what} (${paths.length}):`,
        paths.map((path) => `\`${path}\``),
      ),
    ),
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : `## Texts\n\n${parts.join("\n")}`;
}

function section(title: string, lines: readonly string[], most = NAMED): string {
  if (lines.length === 0) return "";
  const more = lines.length > most ? [`- … and ${lines.length - most} more`] : [];
  const items = [...lines.slice(0, most).map((line) => `- ${line}`), ...more];
  return `${title === "" ? "" : `${title}\n\n`}${items.join("\n")}\n`;
}
