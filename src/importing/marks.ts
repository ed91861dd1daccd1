// What texts use that means something to Jekyll and nothing, or something else, here.

const MARKS: readonly { what: string; pattern: RegExp }[] = [
  {
    what: "kramdown's attributes, such as `{: .class}`, which are published as text",
    pattern: /\{:[^}\n]*\}/,
  },
  { what: "`{:toc}`, a table of contents", pattern: /\{:toc\}/ },
  { what: "kramdown's definition lists, which become paragraphs", pattern: /^\S.*\r?\n:[ \t]+\S/m },
  { what: "kramdown's abbreviations, which are published as text", pattern: /^\*\[[^\]\n]+\]:/m },
  { what: "mathematics between `$$`, which is published as text", pattern: /\$\$/ },
  {
    what: "HTML that is taken out unless `sanitize` allows it: scripts, frames, styles, forms",
    pattern: /<(?:script|iframe|style|form|object|embed)\b/i,
  },
];

export interface Marks {
  look(path: string, body: string): void;
  found(): { what: string; paths: string[] }[];
}

export function createMarks(): Marks {
  const paths = MARKS.map((): string[] => []);
  return {
    look(path, body) {
      for (const [index, { pattern }] of MARKS.entries())
        if (pattern.test(withoutCode(body))) (paths[index] as string[]).push(path);
    },
    found: () =>
      MARKS.map(({ what }, index) => ({ what, paths: paths[index] as string[] })).filter(
        (mark) => mark.paths.length > 0,
      ),
  };
}

const withoutCode = (body: string): string =>
  body.replace(/^(```|~~~)[\s\S]*?^\1/gm, "").replace(/`[^`\n]*`/g, "");
