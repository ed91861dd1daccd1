// Where Exif tells a place: a directory of its own, named GPS, to which an entry of another directory points.

/**
 * Takes the pointers out of the TIFF structure that Exif is, wipes what they point to, and says whether there were any.
 * In place; everything else stays where it was.
 */
export function cleanExif(bytes: Uint8Array): boolean {
  if (!removePlaces(bytes)) return false;
  // Directories of damaged files may share bytes: what was wiped here was a number there, and now points elsewhere.
  if (removePlaces(bytes)) bytes.fill(0);
  return true;
}

/** Exif 2.32, section 4.6: the directories are chained, and an entry of the first leads to Exif's own. */
function removePlaces(bytes: Uint8Array): boolean {
  const tiff = openTiff(bytes);
  if (tiff === null) return false;
  const directories = [tiff.view.getUint32(4, tiff.little)];
  const seen = new Set<number>();
  const places = new Set<number>();
  for (const at of directories) {
    if (seen.size === MOST_DIRECTORIES) break;
    if (seen.has(at)) continue;
    seen.add(at);
    const { further, gps } = removePointers(tiff, at);
    for (const place of gps) places.add(place);
    for (const one of further) directories.push(one);
  }
  wipe(tiff, [...places].slice(0, MOST_DIRECTORIES));
  return places.size > 0;
}

interface Tiff {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly little: boolean;
}

function openTiff(bytes: Uint8Array): Tiff | null {
  if (bytes.length < 8) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mark = view.getUint32(0);
  return mark === LITTLE || mark === BIG ? { bytes, view, little: mark === LITTLE } : null;
}

/** `II*\0` and `MM\0*`. */
const [LITTLE, BIG] = [0x49492a00, 0x4d4d002a];
/** Real files have five; a damaged one may lead anywhere. */
const MOST_DIRECTORIES = 32;
const ENTRY = 12;
const [EXIF_POINTER, GPS_POINTER] = [0x8769, 0x8825];

interface Pointers {
  readonly further: number[];
  readonly gps: number[];
}

/** The entries behind a pointer move up, and so does the offset of the next directory, which has to follow the last. */
function removePointers(tiff: Tiff, at: number): Pointers {
  const { bytes, view, little } = tiff;
  const entries = entriesOf(tiff, at);
  const pointers: Pointers = { further: [], gps: [] };
  if (entries.length === 0) return pointers;
  let free = at + 2;
  for (const entry of entries) {
    const [tag, value] = [view.getUint16(entry, little), view.getUint32(entry + 8, little)];
    if (tag === GPS_POINTER) pointers.gps.push(value);
    else {
      if (tag === EXIF_POINTER) pointers.further.push(value);
      if (free < entry) bytes.copyWithin(free, entry, entry + ENTRY);
      free += ENTRY;
    }
  }
  const behind = at + 2 + entries.length * ENTRY;
  const end = Math.min(behind + 4, bytes.length);
  if (end === behind + 4) pointers.further.push(view.getUint32(behind, little));
  bytes.copyWithin(free, behind, end);
  bytes.fill(0, free + end - behind, end);
  view.setUint16(at, view.getUint16(at, little) - pointers.gps.length, little);
  return pointers;
}

/** Where the entries of a directory are, as far as there are bytes for them. None is in the header. */
function entriesOf({ bytes, view, little }: Tiff, at: number): number[] {
  if (at < 8 || at + 2 > bytes.length) return [];
  const length = Math.min(view.getUint16(at, little), Math.floor((bytes.length - at - 2) / ENTRY));
  return Array.from({ length }, (_, index) => at + 2 + index * ENTRY);
}

/**
 * A value of more than four bytes stands elsewhere; one that goes beyond the end is wiped up to there. Values that are
 * longer than all there is overlap: such a structure is no longer worth keeping, nor the time to wipe them one by one.
 */
function wipe(tiff: Tiff, directories: readonly number[]): void {
  const { bytes, view, little } = tiff;
  let left = bytes.length;
  for (const at of directories) {
    const entries = entriesOf(tiff, at);
    for (const entry of entries) {
      const size = (SIZES[view.getUint16(entry + 2, little)] ?? 0) * view.getUint32(entry + 4, little);
      const offset = view.getUint32(entry + 8, little);
      if (size <= 4 || offset < 8 || offset >= bytes.length) continue;
      const end = Math.min(offset + size, bytes.length);
      left -= end - offset;
      if (left < 0) return void bytes.fill(0);
      bytes.fill(0, offset, end);
    }
    // A Buffer's fill throws where an array's stops at the end.
    if (entries.length > 0) bytes.fill(0, at, Math.min(at + 2 + entries.length * ENTRY + 4, bytes.length));
  }
}

/** Bytes by type: BYTE, ASCII, SHORT, LONG, RATIONAL, then the signed ones of TIFF 6.0, floating point, and IFD. */
const SIZES: readonly number[] = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];
