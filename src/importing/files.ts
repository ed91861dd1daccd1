// Moves what is published as it is, and data files.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { discover } from "../content/discover.js";
import { parseCsv } from "../jekyll/csv.js";
import type { JekyllConfig } from "../types/jekyll.js";
import type { Listing } from "./listing.js";
import type { Places } from "./places.js";

export interface MovedFiles {
  moved: number;
  left: { path: string; why: string }[];
}

type Put = (path: string, bytes: Uint8Array | string) => void;

export function moveFiles(old: Listing, first: Listing, places: Places, put: Put): MovedFiles {
  const result: MovedFiles = { moved: 0, left: [] };
  for (const { file, output, path } of old.workspace.siteInputs.assets) {
    const owner = first.workspace.reservedBy(output);
    if (owner !== null) result.left.push({ path, why: `its address belongs to ${owner}` });
    else if (/(?:^|\/)\.(?!well-known\/|nojekyll$|htaccess$)/.test(output))
      result.left.push({ path, why: "a file whose name begins with a dot is not published" });
    else {
      put(places.file(output), readFileSync(file));
      result.moved++;
    }
  }
  return result;
}

/** Names that say something of terms here. */
const TAKEN = /^(?:authors|categories|series|tags)\.(?:ya?ml|json|csv|tsv)$/i;

export function moveData(root: string, { dataDir }: JekyllConfig, places: Places, put: Put): MovedFiles {
  const result: MovedFiles = { moved: 0, left: [] };
  const found = discover({ root, folder: dataDir, wanted: /\.(?:ya?ml|json|csv|tsv)$/i });
  for (const { path } of found.files) {
    const name = path.slice(dataDir.length + 1);
    const bytes = readFileSync(join(root, path));
    const place = places.data(TAKEN.test(name) ? `jekyll-${name}` : name);
    result.moved++;
    if (TAKEN.test(name)) result.left.push({ path, why: `it is ${place} now: its name has a meaning here` });
    if (/\.[ct]sv$/i.test(name)) put(place.replace(/\.[ct]sv$/i, ".json"), jsonOf(bytes, name));
    else put(place, bytes);
  }
  return result;
}

const jsonOf = (bytes: Uint8Array, name: string): string =>
  `${JSON.stringify(
    parseCsv(new TextDecoder().decode(bytes), /\.csv$/i.test(name) ? "," : "\t"),
    null,
    2,
  )}\n`;
