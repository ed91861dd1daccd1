// Families of characters that are variants of each other, from the tables of OpenCC: simplified, traditional, and
// how Hong Kong and Taiwan write them.
import HK from "opencc-js/dict/HKVariants";
import ST from "opencc-js/dict/STCharacters";
import TS from "opencc-js/dict/TSCharacters";
import TW from "opencc-js/dict/TWVariants";

/** Each family begins with the character that stands for it: a simplified one. */
export function variantFamilies(): string {
  const families = new Map<string, Set<string>>();
  for (const table of [TS, ST, HK, TW])
    for (const row of table.split("|")) {
      const members = row.split(" ").filter((text) => [...text].length === 1);
      const all = new Set(members.flatMap((member) => [...(families.get(member) ?? [member])]));
      for (const member of all) families.set(member, all);
    }
  const traditional = new Set(TS.split("|").map((row) => row.split(" ")[0]));
  const texts = [...new Set(families.values())]
    .map((family) => {
      const sorted = [...family].sort((a, b) => a.codePointAt(0)! - b.codePointAt(0)!);
      const first = sorted.find((member) => !traditional.has(member)) ?? sorted[0]!;
      return [first, ...sorted.filter((member) => member !== first)].join("");
    })
    .filter((family) => [...family].length > 1);
  return texts.sort((a, b) => a.codePointAt(0)! - b.codePointAt(0)!).join(" ");
}
