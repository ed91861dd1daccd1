// Where tests that write much put it: in memory, if there is such a place.
import { accessSync, constants } from "node:fs";
import { tmpdir } from "node:os";

const IN_MEMORY = "/dev/shm";

export function quickFolder(): string {
  try {
    accessSync(IN_MEMORY, constants.W_OK);
    return IN_MEMORY;
  } catch {
    return tmpdir();
  }
}
