// Assets: files that are published as they are.
import { constants, copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Ledger } from "../catalog/ledger.js";
import { copiedFrom } from "../compress.js";
import { makeCopies } from "../crew/copies.js";
import { urlReserved } from "../diagnostics/site.js";
import { sha256 } from "../hash.js";
import { withoutLocation } from "../pictures/location.js";
import type { Asset } from "../site-inputs.js";
import type { Instant } from "../types/content.js";
import type { Diagnostic } from "../types/diagnostic.js";
import { planCopies, settleCopies } from "./copies.js";
import type { PageBook } from "./page-book.js";

export interface AssetContext {
  ledger: Ledger;
  book: PageBook;
  /** `null`: nothing is written. */
  staging: string | null;
  now: Instant;
  /** Compressed copies are published beside them. */
  compress: boolean;
  /** Photographs are published without where they were taken. */
  cleaned: boolean;
  /** Whose an output path is, if an asset may not have it. */
  takenBy(output: string): string | null;
}

const CLEANED = /\.(?:jpe?g|png|webp)$/i;

/** Stages the assets that are new or changed. Returns those that may not be where they are. */
export function stageAssets(assets: readonly Asset[], context: AssetContext): Diagnostic[] {
  const problems: Diagnostic[] = [];
  // Before the first copy is planned: a file of that name is the user's wish.
  for (const { output } of assets) if (copiedFrom(output) !== null) context.book.plan(output);
  for (const asset of assets) {
    const owner = asset.themeName === null ? context.takenBy(asset.output) : null;
    if (owner !== null) problems.push(urlReserved(`/${asset.output}`, owner, { file: asset.path, line: 1 }));
    else stageAsset(asset, context);
  }
  return problems;
}

function stageAsset(asset: Asset, context: AssetContext): void {
  const { ledger, book, staging, now } = context;
  const path = asset.output;
  const stat = statSync(asset.file);
  const isCleaned = context.cleaned && CLEANED.test(path);
  // An asset's recipe says how its file looked; only a file that looks different is read again.
  const look = `${stat.size}-${Math.floor(stat.mtimeMs)}-${stat.ino}${isCleaned ? "-cleaned" : ""}`;
  book.plan(path);
  const known = ledger.get(path);
  const whole = known !== null && !book.isDamaged(path);
  const copies = planCopies(path, known?.sha256 ?? null, context);
  if (whole && known.recipe === look && known.kind === "asset" && !copies.anew) return;
  const read = readFileSync(asset.file);
  const bytes = isCleaned ? withoutLocation(read) : read;
  const page = {
    ...{ path, kind: "asset" as const, subject: "assets:" },
    ...{ number: 0, reads: ["self.file"], recipe: look, sha256: sha256(bytes), bytes: bytes.length },
    cause: { at: now, because: [known === null ? "new" : "self.file"] },
  };
  const isSame = whole && known.sha256 === page.sha256;
  if (staging !== null && (!isSame || copies.anew)) {
    const put = (name: string, content: Uint8Array) =>
      place(staging, name, (file) => writeFileSync(file, content));
    const made = makeCopies(copies, bytes, { existing: null, kept: asset.themeName !== null, put });
    settleCopies(copies, made, page, context);
  }
  if (isSame) {
    book.keep({ ...page, mtime: known.mtime, cause: known.cause });
    return;
  }
  const copy = (file: string) =>
    bytes === read ? copyFileSync(asset.file, file, constants.COPYFILE_FICLONE) : writeFileSync(file, bytes);
  book.stage({ ...page, mtime: staging === null ? 0 : place(staging, path, copy) }, known);
}

/** Has a file made in its place below `staging`; returns its mtime. */
function place(staging: string, path: string, make: (file: string) => void): number {
  const file = join(staging, path);
  mkdirSync(dirname(file), { recursive: true });
  make(file);
  return Math.floor(statSync(file).mtimeMs);
}
