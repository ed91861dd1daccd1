// Where a film was taken, as the films of motion photos tell it, which lie behind the picture in a JPEG.

/**
 * Cleans in place; says whether there was something to clean. Phones write a text such as `+52.5170+013.3889/`
 * (ISO 6709) into the boxes `©xyz` and `meta` (QuickTime File Format, "User Data Atoms" and "Metadata"), 3GPP's players
 * the box `loci` (TS 26.244, section 8.4). Digits become zeros, and `loci` becomes `free`, which players pass over.
 */
export function cleanFilm(bytes: Buffer): boolean {
  const begin = bytes.indexOf("ftyp");
  if (begin < 4) return false;
  const film = bytes.subarray(begin - 4);
  let changed = false;
  for (const { index, 0: text } of film.toString("latin1").matchAll(PLACE)) {
    const cleaned = text.replace(/\d/g, "0");
    if (cleaned === text) continue;
    film.write(cleaned, index, "latin1");
    changed = true;
  }
  for (let at = film.indexOf("loci"); at >= 4; at = film.indexOf("loci", at + 4)) {
    const size = film.readUInt32BE(at - 4);
    if (size < 8 || size > MOST || at - 4 + size > film.length) continue;
    film.fill(0, at, at - 4 + size);
    film.write("free", at, "latin1");
    changed = true;
  }
  return changed;
}

/** Latitude, longitude, and perhaps height and a reference system. */
const PLACE =
  /[+-]\d{2,6}(?:\.\d{1,12})?[+-]\d{3,7}(?:\.\d{1,12})?(?:[+-]\d{1,9}(?:\.\d{1,12})?)?(?:CRS[\w-]{1,20})?\//g;

/** No box of one place is larger; the four letters may be others' by chance. */
const MOST = 1024;
