// A text's front matter with some keys set anew; the lines of all others stay as they were typed.

const BLOCK = /^(\uFEFF?---[ \t]*\r?\n)([\s\S]*?)^(?:---|\.\.\.)[ \t]*$/m;

/** Values are YAML as it is to stand there; `null` takes the key away. */
export function editFrontMatter(text: string, changes: Readonly<Record<string, string | null>>): string {
  const found = BLOCK.exec(text);
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  const added = (block: string) =>
    Object.entries(changes)
      .filter(([, value]) => value !== null)
      .reduce((lines, [key, value]) => `${lines}${key}: ${value}${end}`, block);
  if (found === null) return `---${end}${added("")}---${end}${text.replace(/^\uFEFF/, "")}`;
  const [, opening = "", block = ""] = found;
  const kept = withoutKeys(block, new Set(Object.keys(changes)));
  const at = opening.length;
  return text.slice(0, at) + added(kept) + text.slice(at + block.length);
}

/** A key goes with the lines that belong to its value: what is indented below it, and a list's dashes. */
function withoutKeys(block: string, keys: ReadonlySet<string>): string {
  let isLeftOut = false;
  return block
    .split(/(?<=\n)/)
    .filter((line) => {
      const [, quoted, plain] =
        /^(?:["']([^"']+)["']|([^\s#"'{[&*!|>%@`-][^:]*?))\s*:(?:\s|$)/.exec(line) ?? [];
      const key = quoted ?? plain;
      if (key !== undefined) isLeftOut = keys.has(key);
      return !isLeftOut;
    })
    .join("");
}

/** A text as a YAML scalar that is nothing but that text: JSON's escapes are YAML's. */
export const quoted = (text: string): string =>
  JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** A list of texts on one line. */
export const quotedList = (texts: readonly string[]): string => `[${texts.map(quoted).join(", ")}]`;
