// Holds src/ to its map (src/README.md, "Imports"): imports point down, folders keep to themselves, what must be
// pure is, and no file grows past what one can read.
import { describe, expect, it } from "vitest";
import { findRing, readSources, type SourceFile, withoutComments } from "./tools/source-code.js";

/** From the top down. A file may import what is in the rows below its own. `*` stands for a folder. */
const ROWS: readonly (readonly string[])[] = [
  ["cli", "index"],
  ["commands/*"],
  ["dev/*", "importing/*"],
  ["build"],
  ["stages/*"],
  ["crew/*", "site-inputs", "data-files", "author-info"],
  ["jekyll/*"],
  ["content/*", "catalog/*", "pages/*", "render/*", "output/*", "notice/*", "ping/*", "cards/*"],
  ["related/*"],
  ["config/*", "terminal/*", "search/*", "pictures/*", "plugins/*"],
  [
    "recipe",
    "urls",
    "time",
    "read-names",
    "date-placeholders",
    "format",
    "hash",
    "later",
    "memo",
    "memory",
    "nearest",
    "xml",
    "compress",
    "spool",
    "taxonomies",
    "sitemap-parts",
    "html-text",
    "optional-package",
  ].concat(["yaml/*", "version", "lock"]),
  ["diagnostics/*"],
  ["types/*"],
];

/** Imports of types that the rows forbid: they are gone when the program runs. */
const TYPES_ALLOWED: readonly (readonly [from: string, to: string])[] = [
  ["pages/*", "catalog/queries"], // planners name what they ask
];

const MAX_LINES = 300;

const files = readSources();
const names = new Set(files.map((file) => file.name));

describe("imports", () => {
  it("come from files that have a place in the table", () => {
    expect(files.filter(({ name }) => rowOf(name) < 0).map(({ name }) => name)).toEqual([]);
  });

  it("name files that exist", () => {
    const missing = ownImports().filter(({ target }) => !names.has(target));
    expect(missing).toEqual([]);
  });

  it("point down", () => {
    const wrong = ownImports().filter(({ from, target, typeOnly }) => !isAllowed(from, target, typeOnly));
    expect(wrong.map(({ from, target }) => `${from} → ${target}`)).toEqual([]);
  });

  it("make no ring", () => {
    expect(findRing(files)).toBeNull();
  });

  it("do not join the rooms of the stages: each is used by its stage alone", () => {
    const rooms = ["content", "catalog", "pages", "render", "output", "notice", "ping", "cards"];
    const doors = (typeOnly: boolean) =>
      ownImports()
        .filter((one) => one.typeOnly === typeOnly && folderOf(one.from) !== folderOf(one.target))
        .map(({ from, target }) => [folderOf(from), folderOf(target)] as const)
        .filter((door) => door.every((folder) => rooms.includes(folder)))
        .map((door) => door.join(" → "));
    expect(doors(false)).toEqual([]);
    expect([...new Set(doors(true))]).toEqual(["pages → catalog"]);
  });

  it("take from a folder what it means to give: nobody reaches into a folder's folder", () => {
    const deep = ownImports().filter(({ from, target }) => {
      const inner = target.split("/").slice(0, 2).join("/");
      return target.split("/").length > 2 && !from.startsWith(inner) && folderOf(from) !== folderOf(target);
    });
    // Data files are JSON as front matter is, and their mistakes are explained alike.
    expect(deep.map(({ from, target }) => `${from} → ${target}`)).toEqual([
      "data-files → content/front-matter/json",
    ]);
  });

  it("are in the public API re-exports and nothing else", () => {
    const { text } = file("index");
    const statements = withoutComments(text)
      .split(";")
      .map((statement) => statement.trim());
    for (const statement of statements.filter(Boolean))
      expect(statement).toMatch(/^export (?:type )?\{[^}]*\} from "[^"]+"$/);
  });

  it("are no types that exist at run time: types/ compiles to nothing", () => {
    for (const { name, text } of files.filter(({ name }) => name.startsWith("types/")))
      expect(withoutComments(text), name).not.toMatch(/^(?:export|import) (?!type |interface )/m);
  });
});

describe("what may be known where", () => {
  const users = (pattern: RegExp) =>
    files.filter(({ text }) => pattern.test(withoutComments(text))).map(({ name }) => name);

  it("ends the process in one place", () => {
    expect(users(/\bprocess\.exit\b/)).toEqual(["cli"]);
  });

  it("asks the clock in one place, and nobody rolls dice", () => {
    // Everything else gets `now`: the same inputs are the same bytes.
    expect(users(/\bDate\.now\b|\bnew Date\(\s*\)/)).toEqual(["build", "cli"]);
    expect(users(/\bMath\.random\b|\brandomUUID\b|\brandomBytes\b/)).toEqual([]);
  });

  it("asks for the environment at the door only", () => {
    // git gets an environment of its own, made from the one that there is.
    expect(users(/\bprocess\.(?:env|cwd|argv)\b/)).toEqual(["cli", "notice/ask"]);
  });

  it("prints through the reporter", () => {
    expect(users(/\bconsole\.|\bprocess\.std(?:out|err)\b/)).toEqual(["cli"]);
  });

  it("knows nothing of the reader's locale or the machine's zone", () => {
    expect(
      users(
        /\.localeCompare\(|\.toLocale\w*\(\s*\)|\bIntl\.\w+\(\s*\)|\.get(?:FullYear|Month|Date|Day|Hours|Minutes|TimezoneOffset)\(/,
      ),
    ).toEqual([]);
  });

  it("keeps planners and the words used everywhere off the disk", () => {
    const pure = [...files].filter(
      ({ name }) =>
        name.startsWith("pages/") ||
        /^(?:urls|time|date-placeholders|format|recipe|memo|nearest|xml|crew\/wire|(?:yaml|types|diagnostics)\/.*)$/.test(
          name,
        ),
    );
    const impure = pure.filter(({ imports }) =>
      imports.some(({ target }) => /^node:(?:fs|os|child_process|net|http|worker_threads)/.test(target)),
    );
    expect(impure.map(({ name }) => name)).toEqual([]);
  });

  it("writes the catalog from the main thread only", () => {
    const workers = new Set(reachable("crew/worker"));
    expect([...workers].filter((name) => name.startsWith("catalog/") || name.startsWith("output/"))).toEqual(
      [],
    );
  });

  it("runs other programs in one place", () => {
    expect(
      files
        .filter(({ imports }) => imports.some(({ target }) => target === "node:child_process"))
        .map(({ name }) => name),
    ).toEqual(["notice/ask"]);
  });
});

describe("how it reads", () => {
  it("has no file that is too long to read at once", () => {
    const long = files.filter(({ text }) => text.split("\n").length - 1 > MAX_LINES);
    expect(long.map(({ name, text }) => `${name}: ${text.split("\n").length - 1} lines`)).toEqual([]);
  });

  it("says at the top of every file what it is for", () => {
    const silent = files.filter(({ text }) => !/^(?:#!.*\n)?(?:\/\/|\/\*)/.test(text));
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it("keeps no state in a module: what is there is a table, or a cache that follows from its key", () => {
    expect(
      files.filter(({ text }) => /^(?:export )?(?:let|var) /m.test(text)).map(({ name }) => name),
    ).toEqual([]);
  });

  it("has no barrels: everything comes from where it is", () => {
    const barrels = files.filter(
      ({ name, text }) => name !== "index" && /^export (?!type).* from /m.test(text),
    );
    expect(barrels.map(({ name }) => name)).toEqual([]);
  });

  it("calls classes only what keeps state or is thrown", () => {
    const classes = files.flatMap(({ text }) => [
      ...withoutComments(text).matchAll(/^(?:export )?(?:abstract )?class (\w+)(?: extends (\w+))?/gm),
    ]);
    const others = classes.filter(([, , parent]) => parent !== "Error").map(([, name]) => name);
    expect(others).toEqual(["BoundedLexer", "FrameVariables", "QuickFrame", "Context"]);
  });
});

function rowOf(name: string): number {
  return ROWS.findIndex((row) => row.some((pattern) => matches(name, pattern)));
}

const matches = (name: string, pattern: string): boolean =>
  pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;

const folderOf = (name: string): string => (name.includes("/") ? name.slice(0, name.indexOf("/")) : "");

function isAllowed(from: string, target: string, typeOnly: boolean): boolean {
  if (typeOnly && TYPES_ALLOWED.some(([one, other]) => matches(from, one) && matches(target, other)))
    return true;
  const [here, there] = [rowOf(from), rowOf(target)];
  // In one row: folders keep to themselves, files are a family.
  return here < there || (here === there && folderOf(from) === folderOf(target));
}

function ownImports(): { from: string; target: string; typeOnly: boolean }[] {
  return files.flatMap(({ name, imports }) =>
    imports.filter(({ isOwn }) => isOwn).map((one) => ({ from: name, ...one })),
  );
}

function file(name: string): SourceFile {
  return files.find((one) => one.name === name) as SourceFile;
}

/** Every file that is loaded when `name` is. */
function reachable(name: string, seen = new Set<string>()): string[] {
  if (!seen.has(name)) {
    seen.add(name);
    for (const { target, typeOnly } of file(name)?.imports ?? [])
      if (!typeOnly && names.has(target)) reachable(target, seen);
  }
  return [...seen];
}
