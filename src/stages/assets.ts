// Assets: files that are published as they are.
import { constants, copyFileSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Ledger } from "../catalog/ledger.js";
import { urlReserved } from "../diagnostics/site.js";
import { sha256 } from "../hash.js";
import type { Asset } from "../site-inputs.js";
import type { Instant } from "../types/content.js";
import type { Diagnostic } from "../types/diagnostic.js";
import type { PageBook } from "./pages.js";

export interface AssetContext {
  ledger: Ledger;
  book: PageBook;
  /** `null`: nothing is written. */
  staging: string | null;
  now: Instant;
  /** Whose an output path is, if an asset may not have it. */
  takenBy(output: string): string | null;
}

/** Stages the assets that are new or changed. Returns those that may not be where they are. */
export function stageAssets(assets: readonly Asset[], context: AssetContext): Diagnostic[] {
  const problems: Diagnostic[] = [];
  for (const asset of assets) {
    const owner = asset.themeName === null ? context.takenBy(asset.output) : null;
    if (owner !== null) problems.push(urlReserved(`/${asset.output}`, owner, { file: asset.path, line: 1 }));
    else stageAsset(asset, context);
  }
  return problems;
}

function stageAsset(asset: Asset, { ledger, book, staging, now }: AssetContext): void {
  const path = asset.output;
  const stat = statSync(asset.file);
  // An asset's recipe says how its file looked; only a file that looks different is read again.
  const look = `${stat.size}-${Math.floor(stat.mtimeMs)}-${stat.ino}`;
  book.plan(path);
  const known = ledger.get(path);
  const whole = known !== null && !book.isDamaged(path);
  if (whole && known.recipe === look) return;
  const bytes = readFileSync(asset.file);
  const page = {
    ...{ path, kind: "asset" as const, subject: "assets:" },
    ...{ number: 0, reads: ["self.file"], recipe: look, sha256: sha256(bytes), bytes: bytes.length },
    cause: { at: now, because: [known === null ? "new" : "self.file"] },
  };
  if (whole && known.sha256 === page.sha256) {
    book.keep({ ...known, recipe: look });
    return;
  }
  let mtime = 0;
  if (staging !== null) {
    const target = join(staging, path);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(asset.file, target, constants.COPYFILE_FICLONE);
    mtime = Math.floor(statSync(target).mtimeMs);
  }
  book.stage({ ...page, mtime }, known === null);
}
