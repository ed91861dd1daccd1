// Compressed copies in a build: which a file needs, and what becomes of them. They are pages of the ledger like any
// other, of the same subject as the file, so that they come and go with it.
import type { Ledger } from "../catalog/ledger.js";
import { copyNames, copyRecipe } from "../compress.js";
import type { CopyTask } from "../crew/messages.js";
import type { Instant } from "../types/content.js";
import type { RenderedCopy } from "../types/pages.js";
import type { PageBook } from "./page-book.js";

/** Of the file `path` that had this SHA-256 at the last build; plans them. */
export function planCopies(
  path: string,
  published: string | null,
  { ledger, book, compress }: { ledger: Ledger; book: PageBook; compress: boolean },
): CopyTask {
  if (!compress) return { anew: false, files: [] };
  let anew = false;
  const files = copyNames(path).flatMap((name) => {
    if (book.planned.has(name)) return []; // a file of public/ has the name
    book.plan(name);
    const known = ledger.get(name);
    const whole = known !== null && !book.isDamaged(name);
    if (!whole || published === null || known.recipe !== copyRecipe(published)) anew = true;
    return [{ path: name, published: whole ? known.sha256 : null }];
  });
  return { anew, files };
}

/** Enters those that were made, and of the others whose they are now. */
export function settleCopies(
  { files }: CopyTask,
  made: readonly RenderedCopy[],
  owner: { subject: string; number: number; sha256: string },
  { ledger, book, now }: { ledger: Ledger; book: PageBook; now: Instant },
): void {
  const { subject, number } = owner;
  for (const { path } of files) {
    const known = ledger.get(path);
    const copy = made.find((one) => one.path === path);
    if (copy === undefined) {
      if (known && (known.subject !== subject || known.number !== number))
        book.keep({ ...known, subject, number });
      continue;
    }
    const { same, ...file } = copy;
    const because = known === null ? "new" : book.isDamaged(path) ? "repair" : "self.original";
    const page = {
      ...{ ...file, mtime: file.mtime || (known?.mtime ?? 0) },
      ...{ kind: "copy" as const, subject, number, reads: ["self.original"] },
      recipe: copyRecipe(owner.sha256),
      cause: same && known ? known.cause : { at: now, because: [because] },
    };
    if (same) book.keep(page);
    else book.stage(page, known);
  }
}
