// Makes copies of pictures, each once: what was made before is in the store.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../hash.js";
import { after, type Later } from "../later.js";
import type { CopyFact } from "../pages/picture-pages.js";
import { withoutLocation } from "../pictures/location.js";
import { fetchedName, openPictureStore } from "../pictures/store.js";
import { openPictureTools, type PictureTools } from "../pictures/tools.js";

export interface PictureBench {
  make(fact: CopyFact): Later<Uint8Array>;
}

/** `folder`: of the store. */
export function openPictureBench(root: string, folder: string): PictureBench {
  const store = openPictureStore(folder);
  let tools: PictureTools | undefined;
  const read = ({ key, file, sha256: sum }: CopyFact): Buffer => {
    const bytes = file === null ? store.get(fetchedName(key)) : readFileSync(join(root, file));
    if (bytes === null || sha256(bytes) !== sum)
      throw new Error(`${file ?? key} was changed while the site was being built; build again`);
    return bytes;
  };
  return {
    make(fact) {
      const { content, copy } = fact;
      if (copy === null) return withoutLocation(read(fact));
      const name = `${content}/${copy.width}.${copy.format}`;
      const kept = store.get(name);
      if (kept !== null) return kept;
      tools ??= openPictureTools(root);
      return after(tools.encode(read(fact), copy.width, copy.format), (bytes) => {
        store.put(name, bytes);
        return bytes;
      });
    },
  };
}
