// Texts that wait in a file, because there may be more of them than memory should hold. The file vanishes with the
// process.
import { closeSync, mkdirSync, openSync, readSync, unlinkSync, writeSync } from "node:fs";
import { dirname } from "node:path";

export interface Spool {
  /** Returns the place of each. One call to the system, however many they are. */
  add(texts: readonly string[]): number[];
  /** The text at a place. */
  read(place: number): string;
  /** Forgets everything; what is added afterwards begins anew. */
  clear(): void;
}

/** Bytes before each text that tell its length. */
const HEAD = 4;
/** Bytes read at once: most texts are shorter. */
const CHUNK = 4096;

export function createSpool(file: string): Spool {
  const chunk = Buffer.allocUnsafe(CHUNK);
  let handle: number | undefined;
  let end = 0;
  const fill = (bytes: Buffer, from: number, at: number) => {
    for (let read = from; read < bytes.length; ) {
      const more = readSync(handle as number, bytes, read, bytes.length - read, at + read);
      if (more === 0) return read;
      read += more;
    }
    return bytes.length;
  };
  return {
    add(texts) {
      handle ??= openUnseen(file);
      const bytes = Buffer.allocUnsafe(texts.reduce((sum, text) => sum + HEAD + Buffer.byteLength(text), 0));
      let at = 0;
      const places = texts.map((text) => {
        const place = end + at;
        const length = bytes.write(text, at + HEAD);
        bytes.writeUInt32LE(length, at);
        at += HEAD + length;
        return place;
      });
      for (let written = 0; written < bytes.length; )
        written += writeSync(handle, bytes, written, bytes.length - written, end + written);
      end += bytes.length;
      return places;
    },
    read(place) {
      const read = fill(chunk, 0, place);
      const length = HEAD + chunk.readUInt32LE(0);
      if (length <= read) return chunk.toString("utf8", HEAD, length);
      const whole = Buffer.allocUnsafe(length);
      chunk.copy(whole, 0, 0, read);
      if (fill(whole, read, place) < length)
        throw new Error(`${file} is shorter than what was written into it`);
      return whole.toString("utf8", HEAD);
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
