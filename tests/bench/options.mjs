// The command line of the benchmark.
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { CASES } from "./cases.mjs";

export const HELP = `npm run bench -- [options]

  --posts N        posts in the archive (default 10000)
  --categories N   categories that they choose from (default 2000)
  --seed N         another archive of the same shape (default 1)
  --short          every post is a flash of two lines
  --case A,B       of ${Object.keys(CASES).join(", ")} (default: all);
                   search needs Chromium
  --git            measure noop and new-post in a fresh shallow clone too
  --runs N         runs of each (default 3)
  --threads N      worker threads of Broadsheet (default: its own choice)
  --jekyll-site    measure Broadsheet on the site that Jekyll gets, as it stands, not on one of its own kind
  --jekyll         measure Jekyll above 1,000 posts too; 10,000 take it five minutes
  --alone          measure no other generator
  --dir DIR        where to work (default: /dev/shm if it has the room, else the temporary folder)
  --program DIR    measure another checkout of Broadsheet
  --keep           do not remove what was made
  --json FILE      write all figures into FILE too
`;

/** A command line that makes no sense. */
export class UsageError extends Error {}

/** @typedef {ReturnType<typeof readOptions>} Options */

/** @param {string[]} argv */
export function readOptions(argv) {
  const values = parse(argv);
  const cases = values.case.split(",");
  const unknown = cases.find((name) => !Object.hasOwn(CASES, name));
  if (unknown !== undefined)
    throw new UsageError(`--case ${unknown}: the cases are ${Object.keys(CASES).join(", ")}`);
  if (values["jekyll-site"]) {
    const own = cases.find((name) => OWN_SITES_ONLY.has(name));
    if (values.case !== ALL && own !== undefined)
      throw new UsageError(`--case ${own}: a Jekyll site has none`);
  }
  const isWanted = (/** @type {string} */ name) =>
    cases.includes(name) && !(values["jekyll-site"] && OWN_SITES_ONLY.has(name));
  return {
    ...values,
    // The cold build comes first, so that the others can be compared with it.
    cases: Object.keys(CASES).filter(isWanted),
    posts: wholeNumber("posts", values.posts),
    categories: wholeNumber("categories", values.categories),
    seed: wholeNumber("seed", values.seed),
    runs: wholeNumber("runs", values.runs),
    threads: values.threads === undefined ? undefined : wholeNumber("threads", values.threads),
    program: resolve(values.program),
  };
}

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({ args, options: OPTIONS }).values;
  } catch (cause) {
    throw new UsageError(/** @type {Error} */ (cause).message, { cause });
  }
}

const ALL = Object.keys(CASES).join(",");

/** Of what a Jekyll site does not have. */
const OWN_SITES_ONLY = new Set(["search", "related"]);

const OPTIONS = /** @type {const} */ ({
  posts: { type: "string", default: "10000" },
  categories: { type: "string", default: "2000" },
  seed: { type: "string", default: "1" },
  short: { type: "boolean", default: false },
  case: { type: "string", default: ALL },
  git: { type: "boolean", default: false },
  runs: { type: "string", default: "3" },
  threads: { type: "string" },
  "jekyll-site": { type: "boolean", default: false },
  jekyll: { type: "boolean", default: false },
  alone: { type: "boolean", default: false },
  dir: { type: "string" },
  program: { type: "string", default: fileURLToPath(new URL("../..", import.meta.url)) },
  keep: { type: "boolean", default: false },
  json: { type: "string" },
  help: { type: "boolean", short: "h", default: false },
});

/** @param {string} name @param {string} text */
function wholeNumber(name, text) {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError(`--${name} ${text}: write a whole number from 1 on`);
  return Number(text);
}
