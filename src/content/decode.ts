// A source file's bytes -> its text. UTF-8 is the rule; old editors on Windows save Chinese in GB18030.

export interface Decoded {
  /** Without byte order mark; every line ends with LF alone. */
  text: string;
  encoding: "utf-8" | "gb18030";
}

/** `null` where the bytes are not text in one of the two, or hold a NUL, as only other kinds of file do. */
export function decodeText(bytes: Uint8Array): Decoded | null {
  const text = decode(UTF8, bytes);
  if (text !== null) return text.includes("\0") ? null : { text: withLineFeeds(text), encoding: "utf-8" };
  if (isDamagedUtf8(bytes)) return null;
  const chinese = decode(GB18030, bytes);
  if (chinese === null || chinese.includes("\0")) return null;
  return { text: withLineFeeds(chinese.replace(/^\uFEFF/, "")), encoding: "gb18030" };
}

// Without `stream` a decoder keeps nothing from one call to the next.
const UTF8 = new TextDecoder("utf-8", { fatal: true });
const LENIENT_UTF8 = new TextDecoder("utf-8");
const GB18030 = new TextDecoder("gb18030", { fatal: true });

function decode(decoder: typeof UTF8, bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/**
 * UTF-8 with a few bytes lost is often valid GB18030, and would be published as gibberish. Chinese in UTF-8 is made of
 * sequences of three bytes, which Chinese in GB18030 hardly ever resembles.
 */
function isDamagedUtf8(bytes: Uint8Array): boolean {
  let whole = 0;
  let broken = 0;
  for (const character of LENIENT_UTF8.decode(bytes)) {
    if (character === "\uFFFD") broken++;
    else if (character >= "\u0800") whole++;
  }
  return whole > broken;
}

const withLineFeeds = (text: string) => (text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text);
