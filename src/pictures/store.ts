// What was made of pictures, by their content: so that none is made twice, not after `--full` and not by the preview.
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { threadId } from "node:worker_threads";
import { valueHash } from "../hash.js";

/** A folder of files by name. Whatever is there is whole: each is written beside its place and renamed. */
export interface PictureStore {
  /** `null`: it is not there, or cannot be read. */
  get(name: string): Buffer | null;
  /** Bytes; `null`: it is not there. */
  size(name: string): number | null;
  /** A disk that is full costs the saving, not the build. */
  put(name: string, bytes: Uint8Array): void;
  remove(name: string): void;
}

export function openPictureStore(folder: string): PictureStore {
  return {
    get(name) {
      try {
        return readFileSync(join(folder, name));
      } catch {
        return null;
      }
    },
    size: (name) => statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? null,
    put(name, bytes) {
      const file = join(folder, name);
      const beside = `${file}.${process.pid}-${threadId}`;
      try {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(beside, bytes);
        renameSync(beside, file);
      } catch {
        rmSync(beside, { force: true });
      }
    },
    remove: (name) => rmSync(join(folder, name), { recursive: true, force: true }),
  };
}

/** A store that only gives: for a check, which writes nothing. */
export const readOnly = (store: PictureStore): PictureStore => ({
  ...store,
  put: () => {},
  remove: () => {},
});

/** Folder of what was made from a file with this SHA-256, by these tools. */
export function contentKey(sha256: string, version: string): string {
  const name = valueHash([sha256, version]);
  return `${name.slice(0, 2)}/${name}`;
}

/** File of a picture from elsewhere, as it came. */
export const fetchedName = (url: string): string => `fetched/${valueHash(url)}`;
