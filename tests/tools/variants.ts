// Families of characters that are variants of each other, from the tables of OpenCC: simplified, traditional, and
// how Hong Kong and Taiwan write them.
import { createRequire } from "node:module";

/** Rows `a b c|…`: each first character may also be written like the others. The tables have no types. */
async function table(name: string): Promise<string[]> {
  const file = createRequire(import.meta.url).resolve(`opencc-js/dict/${name}`);
  return ((await import(file)) as { default: string }).default.split("|");
}

/** Each family begins with the character that stands for it: a simplified one. */
export async function variantFamilies(): Promise<string> {
  const traditionalRows = await table("TSCharacters");
  const others = await Promise.all(["STCharacters", "HKVariants", "TWVariants"].map(table));
  const families = new Map<string, Set<string>>();
  for (const row of [...traditionalRows, ...others.flat()]) {
    const members = row.split(" ").filter((text) => [...text].length === 1);
    const all = new Set(members.flatMap((member) => [...(families.get(member) ?? [member])]));
    for (const member of all) families.set(member, all);
  }
  const traditional = new Set(traditionalRows.map((row) => row.split(" ")[0]));
  const texts = [...new Set(families.values())]
    .map((family) => {
      const sorted = [...family].sort((a, b) => a.codePointAt(0)! - b.codePointAt(0)!);
      const first = sorted.find((member) => !traditional.has(member)) ?? sorted[0]!;
      return [first, ...sorted.filter((member) => member !== first)].join("");
    })
    .filter((family) => [...family].length > 1);
  return texts.sort((a, b) => a.codePointAt(0)! - b.codePointAt(0)!).join(" ");
}
