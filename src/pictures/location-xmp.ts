// Where XMP tells a place: in properties, which are elements or attributes of a text in XML.

/**
 * Blanks the properties of one packet that tell a place, and says whether there were any. In place. The packet is
 * UTF-8, and what is sought in it ASCII: a letter for a byte will do.
 */
export function cleanXmp(packet: Buffer): boolean {
  if (packet.length > LONGEST_PACKET || !blankProperties(packet)) return false;
  // In broken XML the blanks may join what was apart, a name and a value. Then nothing of it is kept.
  if (blankProperties(packet)) packet.fill(SPACE);
  return true;
}

/** Some programs write more than a hundred megabytes; a string of V8 ends at 512. */
const LONGEST_PACKET = 2 ** 28;

const SPACE = 0x20;

/** XMP part 1, section 7: a property is an element, or an attribute of `rdf:Description`. */
function blankProperties(packet: Buffer): boolean {
  const text = packet.toString("latin1");
  if (text.search(PLACE) < 0) return false; // matchAll copies its pattern, and a file may have a million packets
  let done = 0;
  for (const { index } of text.matchAll(PLACE)) {
    if (index < done) continue;
    const before = text[index] === "<" ? index : passing(IN_NAME, text, index - 1, -1);
    const after = passing(IN_NAME, text, index + 1);
    const name = text.slice(before + 1, after);
    if (name.startsWith(":") || name.startsWith("xmlns:") || text[after] === ":") continue;
    const isElement = text[before] === "<";
    const end = isElement ? elementEnd(text, after, name) : attributeEnd(text, after);
    if (end === null) continue;
    packet.fill(SPACE, isElement ? before : before + 1, end);
    done = end;
  }
  return done > 0;
}

/** Before a property's own name: its prefix's colon, or what opens an element of the namespace that needs none. */
const PLACE = /[<:](?=GPS|[\w.-]{0,40}?(?:lat|long)itude)/gi;

/** From behind the name in its start tag. A broken element goes on to the end: nothing behind it can be read anyway. */
function elementEnd(text: string, from: number, name: string): number {
  const inside = tagEnd(text, from);
  if (text[inside - 2] === "/") return inside;
  const closing = `</${name}`;
  for (let at = text.indexOf(closing, inside); at >= 0; at = text.indexOf(closing, at + 1)) {
    const end = passing(IN_SPACE, text, at + closing.length);
    if (text[end] === ">") return end + 1;
  }
  return text.length;
}

/** An attribute's value may have a `>` in it. */
function tagEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const letter = text[at]!;
    if (letter === ">") return at + 1;
    if (letter !== '"' && letter !== "'") continue;
    at = text.indexOf(letter, at + 1);
    if (at < 0) break;
  }
  return text.length;
}

/** Null where there is no value: an end tag, or a word in a text. */
function attributeEnd(text: string, from: number): number | null {
  const equals = passing(IN_SPACE, text, from);
  if (text[equals] !== "=") return null;
  const opening = passing(IN_SPACE, text, equals + 1);
  const quote = text[opening];
  if (quote !== '"' && quote !== "'") return null;
  const closing = text.indexOf(quote, opening + 1);
  return closing < 0 ? text.length : closing + 1;
}

/** By hand: a regular expression of V8 may run out of its stack on millions of characters. */
function passing(these: readonly boolean[], text: string, from: number, step = 1): number {
  let at = from;
  while (these[text.charCodeAt(at)]) at += step;
  return at;
}

const lettersOf = (pattern: RegExp) =>
  Array.from({ length: 256 }, (_, code) => pattern.test(String.fromCharCode(code)));
const IN_NAME = lettersOf(/[\w.\x80-\xff-]/);
const IN_SPACE = lettersOf(/[ \t\r\n]/);
