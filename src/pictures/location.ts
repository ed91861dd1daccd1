// A photograph tells where it was taken. Newsrooms publish originals, and an original must not give away a source.
//
// Nothing is encoded anew and nothing moves: what tells the place is overwritten, in a copy of the same length. Files
// may be damaged or hostile: the work grows with their length whatever they claim, and to clean what was cleaned
// changes nothing.
import { crc32, inflateSync } from "node:zlib";
import { cleanExif } from "./location-exif.js";
import { cleanFilm } from "./location-film.js";
import { cleanXmp } from "./location-xmp.js";

/**
 * The same bytes where nothing tells a place; else a copy of equal length without it. Never throws: a file that is not
 * understood is returned as it is.
 *
 * Understood are JPEG, PNG and WebP: the GPS directory of Exif, and in XMP every property that has GPS, latitude or
 * longitude in its name (`exif:GPSLatitude`, `drone-dji:GpsLatitude`, `EarthPos:Latitude`). Words that editors wrote
 * are content and stay, IPTC's city and `Iptc4xmpExt:LocationCreated` and `LocationShown` among them; only coordinates
 * inside those go.
 *
 * Behind a JPEG's picture, smaller pictures and the film of a motion photo are looked into, too. Not looked into: AVIF
 * and HEIC, makers' own notes in Exif, and whatever else follows a picture.
 */
export function withoutLocation(bytes: Uint8Array): Uint8Array {
  const clean = cleanerFor(bytes);
  if (clean === null) return bytes;
  const copy = new Uint8Array(bytes);
  return clean(Buffer.from(copy.buffer)) ? copy : bytes;
}

/** Cleans in place and says whether there was something to clean. */
type Clean = (bytes: Buffer) => boolean;

function cleanerFor(bytes: Uint8Array): Clean | null {
  if (startsWith(bytes, "\xff\xd8")) return cleanJpeg;
  if (startsWith(bytes, "\x89PNG\r\n\x1a\n")) return cleanPng;
  if (startsWith(bytes, "RIFF") && startsWith(bytes, "WEBP", 8)) return cleanWebp;
  return null;
}

function cleanJpeg(bytes: Buffer): boolean {
  const extended: Buffer[] = [];
  let changed = false;
  for (const payload of app1Segments(bytes)) {
    if (startsWith(payload, EXTENDED_XMP)) extended.push(payload);
    else if (startsWith(payload, EXIF)) changed = cleanNamedExif(payload) || changed;
    else changed = cleanXmp(payload) || changed; // whatever it is called: readers are lenient with XMP's long name
  }
  changed = cleanExtended(extended) || changed;
  return cleanFilm(bytes) || changed;
}

/**
 * ITU T.81, annex B: a segment is a marker, two bytes of length that count themselves, and the rest. Bytes between
 * segments are passed over, as libjpeg does. Behind the picture may be others, smaller or of its brightness (CIPA
 * DC-007), with metadata of their own; inside it, 0xff is followed by a zero or a number that restarts it.
 */
function* app1Segments(bytes: Buffer): Generator<Buffer> {
  let at = 0;
  while (at >= 0 && at + 4 <= bytes.length) {
    const marker = bytes[at + 1]!;
    if (bytes[at] !== 0xff) at = bytes.indexOf(0xff, at);
    else if (marker === 0xff) at += 1;
    else if (marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else if (marker === SOS || marker === EOI) at = bytes.indexOf("\xff\xd8\xff", at + 2, "latin1");
    else {
      const end = at + 2 + bytes.readUInt16BE(at + 2);
      if (marker === APP1) yield bytes.subarray(at + 4, end);
      at = end;
    }
  }
}

const [EOI, SOS, APP1] = [0xd9, 0xda, 0xe1];
/** Exif 2.32, section 4.7.2, and XMP part 3, section 1.1.3. */
const EXIF = "Exif\0";
const EXTENDED_XMP = "http://ns.adobe.com/xmp/extension/\0";

/**
 * XMP part 3, section 1.1.3.1: a packet that is too long for one segment goes on in others. Each has the packet's
 * digest in 32 letters, its whole length, and where this part belongs; a property may begin in one and end in the
 * next. Readers use the digest to find the parts: it is left as it was.
 */
function cleanExtended(payloads: readonly Buffer[]): boolean {
  const head = EXTENDED_XMP.length;
  const packets = new Map<string, { offset: number; text: Buffer }[]>();
  for (const payload of payloads) {
    if (payload.length < head + 40) continue;
    const digest = payload.toString("latin1", head, head + 32);
    const part = { offset: payload.readUInt32BE(head + 36), text: payload.subarray(head + 40) };
    const parts = packets.get(digest);
    if (parts === undefined) packets.set(digest, [part]);
    else parts.push(part);
  }
  let changed = false;
  for (const parts of packets.values()) {
    parts.sort((one, other) => one.offset - other.offset);
    changed = cleanInPieces(parts.map(({ text }) => text)) || changed;
  }
  return changed;
}

function cleanInPieces(pieces: readonly Buffer[]): boolean {
  const packet = Buffer.concat(pieces);
  if (!cleanXmp(packet)) return false;
  let at = 0;
  for (const piece of pieces) at += packet.copy(piece, 0, at);
  return true;
}

/** PNG, third edition, section 5.3: a chunk is a length, a type, its data, and a CRC of type and data. */
function cleanPng(bytes: Buffer): boolean {
  const inflate = inflateWithin(MOST_INFLATED);
  let changed = false;
  let at = 8;
  while (at + 12 <= bytes.length) {
    const end = at + 8 + bytes.readUInt32BE(at);
    const chunk = bytes.subarray(at + 4, end);
    if (cleanChunk(chunk, inflate)) {
      if (end + 4 <= bytes.length) bytes.writeUInt32BE(crc32(chunk), end);
      changed = true;
    }
    at = end + 4;
  }
  return changed;
}

/** What is compressed or spelt in numbers cannot be cleaned in its place: such a chunk goes as a whole. */
function cleanChunk(chunk: Buffer, inflate: Inflate): boolean {
  if (startsWith(chunk, "eXIf")) return cleanNamedExif(chunk.subarray(4));
  const keyword = keywordOf(chunk);
  if (keyword === null) return false;
  const { data, isCompressed } = textOf(chunk, 4 + keyword.length + 1);
  if (keyword === PNG_XMP && !isCompressed) return cleanXmp(data);
  const text = isCompressed ? inflate(data) : data;
  if (text === null || (text !== "too long" && !tellsPlace(keyword, text))) return false;
  chunk.fill(0);
  chunk.write(NOTHING);
  return true;
}

/** Of a text that may tell a place. */
function keywordOf(chunk: Buffer): string | null {
  if (!["tEXt", "zTXt", "iTXt"].some((type) => startsWith(chunk, type))) return null;
  const known = [PNG_XMP, PROFILE, VALUE].some((keyword) => startsWith(chunk, keyword, 4));
  const end = known ? chunk.indexOf(0, 4) : -1;
  return end < 0 ? null : chunk.toString("latin1", 4, end);
}

const PNG_XMP = "XML:com.adobe.xmp";
/** ImageMagick's, and what was usual before there was `eXIf`: all of the metadata, or a chunk for each value. */
const [PROFILE, VALUE] = ["Raw profile type ", "exif:GPS"];
/** No type that anybody knows. Its letters' case says: may be ignored, is private, may be copied (section 5.4). */
const NOTHING = "noNe";

/** Section 11.3.3. Of iTXt: whether it is compressed, how, language, 0, translated keyword, 0, text. */
function textOf(chunk: Buffer, from: number): { data: Buffer; isCompressed: boolean } {
  if (startsWith(chunk, "tEXt")) return { data: chunk.subarray(from), isCompressed: false };
  if (startsWith(chunk, "zTXt")) return { data: chunk.subarray(from + 1), isCompressed: true };
  const language = chunk.indexOf(0, from + 2);
  const translated = language < 0 ? -1 : chunk.indexOf(0, language + 1);
  const text = translated < 0 ? chunk.length : translated + 1;
  return { data: chunk.subarray(text), isCompressed: chunk[from] === 1 };
}

/** A profile is an empty line, its name, its length, and lines of hexadecimal digits. */
function tellsPlace(keyword: string, text: Buffer): boolean {
  if (keyword.startsWith(VALUE)) return true;
  if (keyword === PNG_XMP) return cleanXmp(text);
  const name = text.indexOf("\n") + 1;
  const length = text.indexOf("\n", name) + 1;
  const digits = text.toString("latin1", text.indexOf("\n", length)).replaceAll("\n", "");
  const profile = Buffer.from(digits, "hex");
  return cleanNamedExif(profile) || cleanXmp(profile);
}

/** Null is a text that is broken. */
type Inflate = (data: Buffer) => Buffer | "too long" | null;

/** What is too long to look into goes too. To begin counts like a megabyte: there may be many texts, and broken ones. */
function inflateWithin(length: number): Inflate {
  let left = length;
  return (data) => {
    left -= 2 ** 20;
    if (left <= 0) return "too long";
    try {
      const text = inflateSync(data, { maxOutputLength: left });
      left -= text.length;
      return text;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE" ? "too long" : null;
    }
  };
}

const MOST_INFLATED = 2 ** 24;

/** The WebP container: chunks of a type, a length (little-endian) and data, filled up to an even length. */
function cleanWebp(bytes: Buffer): boolean {
  let changed = false;
  let at = 12;
  while (at + 8 <= bytes.length) {
    const end = at + 8 + bytes.readUInt32LE(at + 4);
    if (startsWith(bytes, "EXIF", at)) changed = cleanNamedExif(bytes.subarray(at + 8, end)) || changed;
    if (startsWith(bytes, "XMP ", at)) changed = cleanXmp(bytes.subarray(at + 8, end)) || changed;
    at = end + (end % 2);
  }
  return changed;
}

/** JPEG's name of the segment has no place in PNG and WebP, but some programs write it there as well. */
function cleanNamedExif(data: Buffer): boolean {
  return cleanExif(startsWith(data, EXIF) ? data.subarray(EXIF.length + 1) : data);
}

/** By hand: a file may have a million chunks, and comparing slices would make an object for each. */
function startsWith(bytes: Uint8Array, text: string, from = 0): boolean {
  for (let at = 0; at < text.length; at++) if (bytes[from + at] !== text.charCodeAt(at)) return false;
  return true;
}
