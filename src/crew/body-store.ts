// Bodies between parsing and rendering: a few in memory, the rest in a file that vanishes with the process. Reading
// one back costs a tenth of parsing its post again.
import { closeSync, mkdirSync, openSync, readSync, unlinkSync, writeSync } from "node:fs";
import { dirname } from "node:path";

export interface BodyStore {
  keep(path: string, html: string): void;
  /** `undefined`: it was never kept, or is taken already. */
  take(path: string): string | undefined;
}

/** `budget` in bytes of memory; `file`: for what does not fit, `null`: that is not kept. */
export function createBodyStore(budget: number, file: string | null): BodyStore {
  // As bytes, which the collector need not copy.
  const inMemory = new Map<string, Buffer>();
  const spool = file === null ? null : createSpool(file);
  let room = budget;
  return {
    keep(path, html) {
      const bytes = Buffer.from(html);
      if (bytes.length > room) {
        spool?.keep(path, bytes);
        return;
      }
      room -= bytes.length;
      inMemory.set(path, bytes);
    },
    take(path) {
      const bytes = inMemory.get(path);
      if (bytes === undefined) return spool?.take(path);
      inMemory.delete(path);
      room += bytes.length;
      return bytes.toString();
    },
  };
}

interface Spool {
  keep(path: string, bytes: Buffer): void;
  take(path: string): string | undefined;
}

function createSpool(file: string): Spool {
  const places = new Map<string, { at: number; bytes: number }>();
  let handle: number | undefined;
  let end = 0;
  return {
    keep(path, bytes) {
      handle ??= openUnseen(file);
      writeSync(handle, bytes, 0, bytes.length, end);
      places.set(path, { at: end, bytes: bytes.length });
      end += bytes.length;
    },
    take(path) {
      const place = places.get(path);
      if (place === undefined || handle === undefined) return undefined;
      places.delete(path);
      const bytes = Buffer.allocUnsafe(place.bytes);
      for (let read = 0; read < place.bytes; )
        read += readSync(handle, bytes, read, place.bytes - read, place.at + read);
      if (places.size === 0) {
        closeSync(handle);
        handle = undefined;
        end = 0;
      }
      return bytes.toString();
    },
  };
}

/** An open file without a name, where the system has that: a killed process leaves nothing. */
function openUnseen(file: string): number {
  mkdirSync(dirname(file), { recursive: true });
  const handle = openSync(file, "w+");
  try {
    unlinkSync(file);
  } catch {} // removed with the staging folder then
  return handle;
}
