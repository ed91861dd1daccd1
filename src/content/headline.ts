// A title for a post whose own is empty, as flashes have it: its first sentence or words. Links are never empty.

const MAX = 40;

/** At most 40 characters of `text`: its first sentence if that is short enough, else cut at a word and marked with `…`. */
export function headline(text: string): string {
  const characters = [...new Intl.Segmenter("und", { granularity: "grapheme" }).segment(text.slice(0, 1000))];
  const sentence = /^.*?(?:[。！？!?](?=[”’」』）)]?)|\.(?=\s|$))/u.exec(text)?.[0];
  if (sentence !== undefined && sentence.length <= MAX) return sentence.replace(/[。.]$/, "");
  if (characters.length <= MAX) return text;
  const head = characters.slice(0, MAX).map((character) => character.segment);
  const rest = characters[MAX]?.segment ?? "";
  const words = head.join("");
  // inside a Latin word: back to its start
  const cut =
    /[\p{L}\p{Nd}]$/u.test(words) && /^[\p{Script=Latin}\p{Nd}]/u.test(rest)
      ? words.replace(/\s\S*$/, "")
      : words;
  return `${cut.replace(/[\s，,、；;：:]+$/u, "")}…`;
}
