// What one build does to the pages: planned, staged, kept. Of a staged page memory holds little more than its
// path; what the ledger will say of it is a line of a notebook, which goes to the disk where there are many.
import type { KnownPage } from "../catalog/ledger.js";
import { remembered } from "../memo.js";
import { createSpool } from "../spool.js";

/** A page that is to be published or recorded anew: `PageBook.record()` tells the rest. */
export interface NotedPage {
  path: string;
  line: number;
}

export interface StagedPage extends NotedPage {
  isNew: boolean;
  isAsset: boolean;
  /** It has other bytes than were published: not so where a damaged file is put back. */
  differs: boolean;
}

export interface PageBook {
  plan(path: string): void;
  /** Its file is right as it is; only what is recorded of it may differ. */
  keep(page: KnownPage): void;
  /** `known`: as it was published. */
  stage(page: KnownPage, known: KnownPage | null): void;
  /** The file in `dist/` is not what was published. */
  isDamaged(path: string): boolean;
  /** What the ledger will hold of it. */
  record(page: NotedPage): KnownPage;
  close(): void;
  readonly planned: ReadonlySet<string>;
  readonly kept: readonly NotedPage[];
  readonly staged: readonly StagedPage[];
}

/** `file`: for lines that are too many for memory; `null`: they all stay there. */
export function createPageBook(damaged: ReadonlySet<string>, file: string | null): PageBook {
  const planned = new Set<string>();
  const kept: NotedPage[] = [];
  const staged: StagedPage[] = [];
  const notebook = createNotebook(file);
  // Lists of reads are the same objects for many pages.
  const lists: string[][] = [];
  const numbers = new Map<string[], number>();
  const note = ({ path, kind, subject, number, reads, recipe, sha256, bytes, mtime, cause }: KnownPage) => {
    const list = remembered(numbers, reads, () => lists.push(reads) - 1);
    const line: Line = [path, kind, subject, number, list, recipe, sha256, bytes, mtime, cause];
    return { path, line: notebook.add(JSON.stringify(line)) };
  };
  return {
    plan: (path) => void planned.add(path),
    keep: (page) => void kept.push(note(page)),
    stage(page, known) {
      const differs = known?.sha256 !== page.sha256;
      staged.push({ ...note(page), isNew: known === null, isAsset: page.kind === "asset", differs });
    },
    isDamaged: (path) => damaged.has(path),
    record({ line }) {
      const [path, kind, subject, number, list, recipe, sha256, bytes, mtime, cause] = JSON.parse(
        notebook.read(line),
      ) as Line;
      const reads = lists[list] as string[];
      return { path, kind, subject, number, reads, recipe, sha256, bytes, mtime, cause };
    },
    close: () => notebook.close(),
    planned,
    kept,
    staged,
  };
}

type Line = [
  path: string,
  kind: KnownPage["kind"],
  subject: string,
  number: number,
  list: number,
  recipe: string,
  sha256: string,
  bytes: number,
  mtime: number,
  cause: KnownPage["cause"],
];

/** Characters that wait in memory before they are written. */
const IN_MEMORY = 4 * 2 ** 20;

/** Lines by number, from 0. */
function createNotebook(file: string | null) {
  const spool = file === null ? null : createSpool(file);
  const places: number[] = [];
  let waiting: string[] = [];
  let size = 0;
  return {
    add(line: string): number {
      waiting.push(line);
      size += line.length;
      const number = places.length + waiting.length - 1;
      if (size > IN_MEMORY && spool !== null) {
        for (const place of spool.add(waiting)) places.push(place);
        waiting = [];
        size = 0;
      }
      return number;
    },
    read(number: number): string {
      const place = places[number];
      return place === undefined
        ? (waiting[number - places.length] as string)
        : (spool as NonNullable<typeof spool>).read(place);
    },
    close: () => spool?.clear(),
  };
}
