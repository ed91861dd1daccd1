// Bytes that wait in a file, because there may be more of them than memory should hold. The file vanishes with the
// process.
import { closeSync, mkdirSync, openSync, readSync, unlinkSync, writeSync } from "node:fs";
import { dirname } from "node:path";

export interface Spool {
  /** Returns where they begin. */
  append(bytes: Uint8Array): number;
  read(at: number, length: number): Buffer;
  /** Forgets everything; what is appended afterwards begins anew. */
  clear(): void;
}

export function createSpool(file: string): Spool {
  let handle: number | undefined;
  let end = 0;
  return {
    append(bytes) {
      handle ??= openUnseen(file);
      for (let written = 0; written < bytes.length; )
        written += writeSync(handle, bytes, written, bytes.length - written, end + written);
      end += bytes.length;
      return end - bytes.length;
    },
    read(at, length) {
      const bytes = Buffer.allocUnsafe(length);
      for (let read = 0; read < length; ) {
        const more = readSync(handle as number, bytes, read, length - read, at + read);
        if (more === 0) throw new Error(`${file} is shorter than what was written into it`);
        read += more;
      }
      return bytes;
    },
    clear() {
      if (handle !== undefined) closeSync(handle);
      handle = undefined;
      end = 0;
    },
  };
}

/** An open file without a name, where the system has that: a killed process leaves nothing. */
function openUnseen(file: string): number {
  mkdirSync(dirname(file), { recursive: true });
  const handle = openSync(file, "w+");
  try {
    unlinkSync(file);
  } catch {} // overwritten by the next build then
  return handle;
}
