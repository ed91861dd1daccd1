// A disk that is soon full, and folders that may only be read: with the means of Linux, where one may use them.
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll } from "vitest";
import { quickFolder } from "./quick-folder.js";

const mounted: string[] = [];
afterAll(() => {
  for (const folder of mounted.splice(0).reverse()) spawnSync("umount", ["--lazy", folder]);
});

const mount = (...args: string[]): boolean => {
  const isDone = spawnSync("mount", args).status === 0;
  if (isDone) mounted.push(args.at(-1)!);
  return isDone;
};

/** Whether this process may mount: as root, outside of most containers. */
export const canMount: boolean = (() => {
  const folder = quickFolder();
  return mount("-t", "tmpfs", "-o", "size=64k", "broadsheet-test", folder);
})();

export interface SmallDisk {
  folder: string;
  /** Fills it up but for so many bytes. */
  leave(bytes: number): void;
  /** Takes away what filled it. */
  empty(): void;
}

export function smallDisk(kilobytes: number, folder = join(quickFolder(), "disk")): SmallDisk {
  mkdirSync(folder, { recursive: true });
  if (!mount("-t", "tmpfs", "-o", `size=${kilobytes}k`, "broadsheet-test", folder))
    throw new Error("cannot mount");
  const filler = join(folder, "filler");
  const empty = () => rmSync(filler, { force: true });
  return {
    folder,
    empty,
    leave(bytes) {
      empty();
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - bytes)));
    },
  };
}

/** Until the function that it returns is called, nothing below can be changed, not even by root. */
export function makeReadOnly(folder: string): () => void {
  if (!mount("--bind", folder, folder) || !mount("-o", "remount,ro,bind", folder))
    throw new Error("cannot mount");
  return () => {
    for (let i = mounted.length - 1; i >= 0; i--) if (mounted[i] === folder) mounted.splice(i, 1);
    spawnSync("umount", [folder]);
  };
}
