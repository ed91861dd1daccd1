// The part of a body that stands for it in lists: up to the separator, with the definitions that it needs from below.

const BLOCKS: ReadonlySet<string> = new Set(
  "if unless case for tablerow capture comment raw highlight ifchanged".split(" "),
);

export function excerptOf(body: string, separator: string): string {
  const at = body.indexOf(separator);
  if (at < 0) return body;
  const head = body.slice(0, at);
  const tail = body.slice(at + separator.length);
  if (tail === "") return head;
  const closed = head.includes("{%") ? closeBlocks(head) : head;
  const definitions = [...tail.matchAll(/^ {0,3}(\[[^\]]+\])(:.+)$/gm)].flatMap(([, name = "", rest = ""]) =>
    closed.includes(name) ? [name + rest] : [],
  );
  return definitions.length === 0 ? closed : `${closed}\n\n${definitions.join("\n")}`;
}

/** A block that the separator cut in two is closed. */
function closeBlocks(head: string): string {
  const names = [...head.matchAll(/\{%-?\s*(\w+)/g)].map(([, name]) => name as string);
  let text = head;
  for (const name of names.reverse())
    if (BLOCKS.has(name) && !new RegExp(`\\{%-?\\s*end${name}`).test(head)) text += `\n{% end${name} %}`;
  return text;
}
