// Git's index file, as far as it takes to see which entries were made in the second in which it was written itself.
// The format is in git's own documentation, gitformat-index.

/** A tracked file as git saw it when it made the entry. */
export interface IndexEntry {
  /** From the top of the checkout. */
  path: string;
  size: number;
  /** Milliseconds, with what is below them. */
  mtime: number;
  ctime: number;
  /** Its low 32 bits. */
  inode: number;
  blob: string;
}

const HEADER = 12;
/** What lstat() said, 40 bytes; the blob's id, 20; flags, 2. */
const FIXED = 62;
const CHECKSUM = 20;
const EXTENDED = 0x4000;
const LONGEST_NAME = 0xfff;

/**
 * The entries whose mtime is not before the second of `writtenAt`, in milliseconds. `null` where the file is of another
 * making: with shortened paths (version 4), with SHA-256, split in two, sparse.
 */
export function lateEntries(index: Buffer, writtenAt: number): IndexEntry[] | null {
  if (index.length < HEADER || index.toString("latin1", 0, 4) !== "DIRC") return null;
  const version = index.readUInt32BE(4);
  if (version !== 2 && version !== 3) return null;
  const second = Math.floor(writtenAt / 1000);
  const late: IndexEntry[] = [];
  let at = HEADER;
  for (let left = index.readUInt32BE(8); left > 0; left--) {
    if (at + FIXED > index.length) return null;
    const flags = index.readUInt16BE(at + FIXED - 2);
    const name = at + FIXED + (flags & EXTENDED ? 2 : 0);
    const length = flags & LONGEST_NAME;
    const end = length < LONGEST_NAME ? name + length : index.indexOf(0, name);
    if (index[end] !== 0) return null;
    if (index.readUInt32BE(at + 8) >= second) late.push(entryAt(index, at, name, end));
    at += (end - at + 8) & ~7; // one to eight NULs
  }
  return isPlainEnd(index, at) ? late : null;
}

function entryAt(index: Buffer, at: number, name: number, end: number): IndexEntry {
  const time = (offset: number) =>
    index.readUInt32BE(at + offset) * 1000 + index.readUInt32BE(at + offset + 4) / 1e6;
  return {
    path: index.toString("utf8", name, end),
    ctime: time(0),
    mtime: time(8),
    inode: index.readUInt32BE(at + 20),
    size: index.readUInt32BE(at + 36),
    blob: index.toString("hex", at + 40, at + 60),
  };
}

/** Only extensions may follow, and none without which the entries are not to be understood. */
function isPlainEnd(index: Buffer, at: number): boolean {
  let position = at;
  while (position + 8 <= index.length - CHECKSUM) {
    const signature = index[position] as number;
    if (signature < UPPER_A || signature > UPPER_Z) return false;
    position += 8 + index.readUInt32BE(position + 4);
  }
  return position === index.length - CHECKSUM;
}

const UPPER_A = 65;
const UPPER_Z = 90;
