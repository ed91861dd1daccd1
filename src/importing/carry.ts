// One source of a Jekyll site -> the file that it becomes: its text, with Liquid run once, and the front matter that
// keeps address, date and terms as they are.
import type { ParseSettings } from "../content/post.js";
import { parsePost } from "../content/post.js";
import type { Source } from "../content/source.js";
import { parseStaticPage } from "../content/static-page.js";
import { blobId } from "../hash.js";
import { openSource } from "../jekyll/front-matter.js";
import { hasLiquid } from "../jekyll/syntax.js";
import type { Config } from "../types/config.js";
import type { Parsed, Post, StaticPage } from "../types/content.js";
import type { Diagnostic } from "../types/diagnostic.js";
import { type Changes, dateText, pageDifferences, permalinkTo, postDifferences } from "./differences.js";
import { editFrontMatter } from "./front-matter-edit.js";
import type { Layouts } from "./layouts.js";

export interface Carried {
  path: string;
  bytes: Uint8Array;
  /** Keys of front matter that were set. */
  set: string[];
  /** Its Liquid was run, and what came out is its text now. */
  wasRun: boolean;
  /** Why it is not published, or not as it was. */
  problems: Diagnostic[];
}

export interface Carrier {
  post(was: Post, to: string, bytes: Uint8Array): Carried;
  page(was: StaticPage, to: string, bytes: Uint8Array): Carried;
}

export interface CarrierSettings {
  layouts: Layouts;
  /** Of the new site. */
  config: Config;
  /** Runs the Liquid in the body of a source; what it cannot is said. */
  runBody(doc: Post | StaticPage): { text: string; problems: Diagnostic[] };
  /** Whether Liquid in a source is run when Jekyll builds the site. */
  isRun(doc: Post | StaticPage): boolean;
}

/** A file that needs more rounds has front matter that cannot be edited line by line. */
const ROUNDS = 5;

export function createCarrier({ config, layouts, runBody, isRun }: CarrierSettings): Carrier {
  // Only what front matter says is compared: bodies need not be rendered for that.
  const settings: ParseSettings = {
    config,
    renderBody: () => ({ html: "", excerpt: "", words: 0, minutes: 1 }),
  };
  const carry = <T extends Post | StaticPage>(was: T, bytes: Uint8Array, way: Way<T>): Carried => {
    const opened = openSource(was.path, bytes);
    const { path } = way;
    if (!opened.ok) return { path, bytes, set: [], wasRun: false, problems: [opened.problem] };
    const run = isRun(was) && hasLiquid(opened.body) ? runBody(was) : null;
    const source = new TextDecoder().decode(bytes);
    const text = run === null ? source : source.slice(0, source.length - opened.body.length) + run.text;
    const settled = settle(
      text,
      way.first(opened.data),
      way,
      (is) => way.differences(is, opened.data),
      (problems) => curesOf(was, problems, config.timezone),
    );
    const isSame = run === null && settled.set.length === 0;
    return {
      ...{ path, set: settled.set, wasRun: run !== null },
      bytes: isSame ? bytes : Buffer.from(settled.text),
      problems: [...(run?.problems ?? []), ...settled.problems],
    };
  };
  return {
    post: (was, path, bytes) =>
      carry(was, bytes, {
        path,
        first: (typed) => ({
          ...layoutChange(layouts.forPost, typed),
          ...(isUndated(was.path, typed) && { date: dateText(was.date, config.timezone) }),
        }),
        read: (source) => parsePost(source, settings),
        differences: (is, typed) => postDifferences(was, is, typed, config),
      }),
    page: (was, path, bytes) =>
      carry(was, bytes, {
        path,
        first: (typed) => layoutChange(layouts.forPage, typed),
        read: (source) => parseStaticPage(source, settings),
        differences: (is, typed) => pageDifferences(was, is, typed, config),
      }),
  };
}

/** What differs between a post's way and a page's. */
interface Way<T> {
  path: string;
  /** What is set whatever the text is read as. */
  first(typed: Record<string, unknown>): Changes;
  read(source: Source): Parsed<T>;
  differences(is: T, typed: Record<string, unknown>): Changes;
}

const layoutChange = (
  judge: (name: string) => string | undefined,
  { layout }: Record<string, unknown>,
): Changes => {
  const right = typeof layout === "string" ? judge(layout) : undefined;
  return right === undefined ? {} : { layout: right };
};

/** A draft has the time of its file; a copy would have another. */
const isUndated = (path: string, typed: Record<string, unknown>): boolean =>
  typed.date == null && !/(?:^|\/)\d{2,4}-\d{1,2}-\d{1,2}-[^/]*$/.test(path);

/** What Jekyll can read and Broadsheet refuses is written as Broadsheet reads it. */
function curesOf(was: Post | StaticPage, problems: readonly Diagnostic[], zone: string): Changes {
  const codes = new Set(problems.map(({ code }) => code));
  return {
    ...(codes.has("permalink-invalid") && { permalink: permalinkTo(was.url) }),
    ...("date" in was && codes.has("date-invalid") && { date: dateText(was.date, zone) }),
  };
}

/** Sets front matter until the text is read as it was. */
function settle<T>(
  source: string,
  first: Changes,
  { path, read }: Way<T>,
  differences: (is: T) => Changes,
  cures: (problems: readonly Diagnostic[]) => Changes,
): { text: string; set: string[]; problems: Diagnostic[] } {
  const set = new Set<string>();
  let text = source;
  let changes = first;
  let problems: Diagnostic[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    if (Object.keys(changes).length > 0) text = editFrontMatter(text, changes);
    for (const key of Object.keys(changes)) set.add(key);
    const bytes = Buffer.from(text);
    const parsed = read({ path, bytes, fingerprint: blobId(bytes) });
    problems = parsed.ok ? [] : parsed.problems;
    changes = parsed.ok ? differences(parsed.record) : cures(parsed.problems);
    if (Object.keys(changes).length === 0) break;
  }
  return { text, set: [...set].sort(), problems };
}
