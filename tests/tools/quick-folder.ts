// Folders for tests that write much: in memory, if there is such a place.
import { accessSync, constants, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

const IN_MEMORY = "/dev/shm";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Removed when the test file is done. */
export function quickFolder(): string {
  const folder = mkdtempSync(join(place(), "broadsheet-test-"));
  folders.push(folder);
  return folder;
}

function place(): string {
  try {
    accessSync(IN_MEMORY, constants.W_OK);
    return IN_MEMORY;
  } catch {
    return tmpdir();
  }
}
