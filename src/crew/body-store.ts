// Bodies between parsing and rendering: a few in memory, the rest in a file. Reading one back costs a tenth of parsing
// its post again.
import { createSpool } from "../spool.js";

export interface BodyStore {
  keep(path: string, html: string): void;
  /** `undefined`: it was never kept, or is taken already. */
  take(path: string): string | undefined;
}

/** `budget` in bytes of memory; `file`: for what does not fit, `null`: that is not kept. */
export function createBodyStore(budget: number, file: string | null): BodyStore {
  // As bytes, which the collector need not copy.
  const inMemory = new Map<string, Buffer>();
  const inFile = new Map<string, number>();
  const spool = file === null ? null : createSpool(file);
  let room = budget;
  return {
    keep(path, html) {
      const bytes = Buffer.from(html);
      if (bytes.length > room) {
        if (spool !== null) inFile.set(path, spool.add([html])[0] as number);
        return;
      }
      room -= bytes.length;
      inMemory.set(path, bytes);
    },
    take(path) {
      const bytes = inMemory.get(path);
      if (bytes !== undefined) {
        inMemory.delete(path);
        room += bytes.length;
        return bytes.toString();
      }
      const place = inFile.get(path);
      if (place === undefined || spool === null) return undefined;
      inFile.delete(path);
      const html = spool.read(place);
      if (inFile.size === 0) spool.clear();
      return html;
    },
  };
}
