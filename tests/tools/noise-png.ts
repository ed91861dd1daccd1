// Pictures for tests: noise, so that they are large enough to be worth scaling, the same for the same seed.
import { crc32, deflateSync } from "node:zlib";

export interface NoiseOptions {
  width?: number;
  height?: number;
  /** One can see through it. */
  alpha?: boolean;
}

/** PNG, third edition: signature, IHDR, IDAT, IEND. 64 × 40 pixels are some 7.7 kB. */
export function noisePng(
  seed: number,
  { width = 64, height = 40, alpha = false }: NoiseOptions = {},
): Buffer {
  const channels = alpha ? 4 : 3;
  const rows = Buffer.alloc(height * (1 + width * channels));
  let state = seed * 2654435761 + 1;
  for (let at = 0; at < rows.length; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    rows[at] = at % (1 + width * channels) === 0 ? 0 : state >>> 24;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, alpha ? 6 : 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}
