// A site in a real repository, with builds that do nothing but notice, read and remember.
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import { blobId } from "../../../src/hash.js";
import { type GitNotice, noticeWithGit } from "../../../src/notice/git.js";

const FOLDERS = ["posts", "pages"];

/** The developer's own settings must not decide a test. */
process.env.GIT_CONFIG_GLOBAL = "/dev/null";
process.env.GIT_CONFIG_NOSYSTEM = "1";
for (const who of ["AUTHOR", "COMMITTER"]) {
  process.env[`GIT_${who}_NAME`] = "Ann";
  process.env[`GIT_${who}_EMAIL`] = "ann@example.com";
}

const scratch = realpathSync(mkdtempSync(join(tmpdir(), "notice-")));
afterAll(() => rmSync(scratch, { recursive: true, force: true }), 60_000);
let scratchFolders = 0;
export const newFolder = (): string => {
  const folder = join(scratch, String(++scratchFolders));
  mkdirSync(folder);
  return folder;
};

const SETTINGS = [
  "init.defaultBranch=main",
  "init.templateDir=", // no sample hooks: they are most of a small repository's files
  "protocol.file.allow=always",
  "commit.gpgsign=false",
].flatMap((setting) => ["-c", setting]);

export function git(folder: string, ...command: string[]): string {
  const { status, stdout, stderr } = spawnSync("git", [...SETTINGS, ...command], {
    cwd: folder,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`git ${command.join(" ")}: ${stderr}`);
  return stdout;
}

export interface Build {
  notice: GitNotice;
  /** Paths that git noticed, sorted; a `-` before those that are gone. */
  noticed: string[] | string;
  /** What was said at first, and whether it was confirmed. */
  guess: string[] | string;
  isConfirmed: boolean;
}

export interface TestSite {
  root: string;
  write(files: Record<string, string>): void;
  remove(path: string): void;
  git(...command: string[]): string;
  commit(): void;
  /** Builds, and throws unless the catalog then holds what a walk over the folders finds. */
  build(options?: BuildOptions): Promise<Build>;
  recorded(): string | null;
  damageRecord(): void;
  /** A checkout elsewhere that takes over what the builds here remember. */
  movedTo(root: string): TestSite;
}

export interface BuildOptions {
  /** Something that happens between asking git and reading. */
  meanwhile?: () => void;
  folders?: string[];
}

/** `root` is in a repository, or nowhere near one. */
export function siteAt(
  root: string,
  state = { recorded: null as string | null, catalog: new Map<string, string>() },
): TestSite {
  const home = join(root, ".broadsheet/git");
  const site: TestSite = {
    root,
    write(files) {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text);
      }
    },
    remove: (path) => rmSync(join(root, path), { recursive: true }),
    git: (...command) => git(root, ...command),
    commit() {
      git(root, "add", "-A", ".");
      git(root, "commit", "-q", "--allow-empty", "-m", "x");
    },
    async build({ meanwhile, folders = FOLDERS } = {}) {
      const noticing = noticeWithGit(root, home);
      noticing.ask();
      noticing.ask(folders);
      let notice = await noticing.changes(state.recorded);
      const guess = summary(notice);
      const isConfirmed = !notice.ok || (await notice.confirm());
      if (!isConfirmed) notice = await noticing.changes(state.recorded);
      meanwhile?.();
      const read = notice.ok
        ? readChanged(root, notice, state.catalog)
        : readAll(root, folders, state.catalog);
      state.recorded = await noticing.record(read);
      noticing.settle(state.recorded);
      if (!meanwhile) mustBeTrue(root, folders, state.catalog);
      return { notice, noticed: summary(notice), guess, isConfirmed };
    },
    recorded: () => state.recorded,
    damageRecord() {
      state.recorded = state.recorded!.replace("posts", "pests");
    },
    movedTo(newRoot) {
      if (existsSync(home)) cpSync(home, join(newRoot, ".broadsheet/git"), { recursive: true });
      return siteAt(newRoot, { recorded: state.recorded, catalog: new Map(state.catalog) });
    },
  };
  return site;
}

/** A repository with two committed posts and a page. */
export function newSite(subfolder = ""): TestSite {
  const top = newFolder();
  git(top, "init", "-q");
  const site = siteAt(join(top, subfolder));
  site.write({
    "posts/a.md": "a\n",
    "posts/b.md": "b\n",
    "pages/about.md": "about\n",
    ".gitignore": ".broadsheet\n",
  });
  site.commit();
  return site;
}

function summary(notice: GitNotice): string[] | string {
  if (!notice.ok) return notice.why;
  return [...notice.changed].map(([path, seen]) => (seen === null ? `-${path}` : path)).sort();
}

function readChanged(
  root: string,
  notice: GitNotice & { ok: true },
  catalog: Map<string, string>,
): Map<string, string> {
  const read = new Map<string, string>();
  for (const [path, seen] of notice.changed) {
    catalog.delete(path);
    if (seen === null || !existsSync(join(root, path))) continue;
    read.set(path, blobId(readFileSync(join(root, path))));
  }
  for (const [path, fingerprint] of read) catalog.set(path, fingerprint);
  return read;
}

function readAll(root: string, folders: string[], catalog: Map<string, string>): Map<string, string> {
  catalog.clear();
  for (const folder of folders) walk(root, folder, catalog);
  return new Map(catalog);
}

function walk(root: string, folder: string, found: Map<string, string>): void {
  if (!existsSync(join(root, folder))) return;
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory() && entry.name !== ".git") walk(root, path, found);
    else if (entry.isFile()) found.set(path, blobId(readFileSync(join(root, path))));
  }
}

function mustBeTrue(root: string, folders: string[], catalog: ReadonlyMap<string, string>): void {
  const disk = new Map<string, string>();
  for (const folder of folders) walk(root, folder, disk);
  const wrong = [...new Set([...disk.keys(), ...catalog.keys()])].filter(
    (path) => disk.get(path) !== catalog.get(path),
  );
  if (wrong.length > 0) throw new Error(`not noticed: ${wrong.join(", ")}`);
}
