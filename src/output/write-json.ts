// report.json and changes.json: written beside their place and renamed, so that a reader never sees half of one.
import { closeSync, mkdirSync, openSync, renameSync, writeFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";

export function writeJson(file: string, value: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(value, null, 1)}\n`);
  renameSync(`${file}.new`, file);
}

/** Characters written at a time. */
const CHUNK = 2 ** 20;

/**
 * The same for an object whose lists may be longer than a text can be: an item a line, each drawn when it is written.
 * Returns how many items there were.
 */
export function writeLists(file: string, value: object): number {
  mkdirSync(dirname(file), { recursive: true });
  const handle = openSync(`${file}.new`, "w");
  let count = 0;
  try {
    let text = "";
    const write = (more: string) => {
      text += more;
      if (text.length < CHUNK) return;
      writeAll(handle, text);
      text = "";
    };
    let before = "{";
    for (const [key, member] of Object.entries(value) as [string, unknown][]) {
      write(`${before}\n ${JSON.stringify(key)}: `);
      before = ",";
      if (!isList(member)) {
        write(JSON.stringify(member));
        continue;
      }
      let opening = "[";
      for (const item of member) {
        write(`${opening}\n  ${JSON.stringify(item)}`);
        opening = ",";
        count++;
      }
      write(opening === "[" ? "[]" : "\n ]");
    }
    writeAll(handle, `${text}\n}\n`);
  } finally {
    closeSync(handle);
  }
  renameSync(`${file}.new`, file);
  return count;
}

const isList = (value: unknown): value is Iterable<unknown> =>
  typeof value === "object" && value !== null && Symbol.iterator in value;

function writeAll(handle: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written);
}
