// Footnotes: `[^a]` in the text, `[^a]: …` anywhere. Numbers follow the text, as they are rendered; a note that
// nothing refers to is not shown. Ids are `fn-1` and `fnref-1`, whatever the labels are.
import type { MarkedExtension, Parser, Token, Tokens } from "marked";
import type { BodyWords } from "./words.js";

export interface Footnotes {
  extension: MarkedExtension;
  /** Before each document. */
  reset(): void;
  /** The notes, after the text was rendered; empty if there are none. */
  render(parser: Parser): string;
}

interface Note {
  tokens: Token[];
  /** From 1; 0 until the text refers to it. */
  number: number;
  references: number;
}

export function createFootnotes(words: BodyWords): Footnotes {
  const notes = new Map<string, Note>();
  const shown: Note[] = [];
  return {
    extension: { extensions: [definition(notes), reference(notes, shown, words)] },
    reset() {
      notes.clear();
      shown.length = 0;
    },
    render(parser) {
      let items = "";
      // A note may refer to a note: the list grows while it is rendered.
      for (let i = 0; i < shown.length; i++) items += renderNote(shown[i]!, parser, words);
      return (
        items &&
        `<section class="footnotes" aria-label="${words.footnotes}">\n<ol>\n${items}</ol>\n</section>\n`
      );
    },
  };
}

type Extension = NonNullable<MarkedExtension["extensions"]>[number];

/** Its first line, lines that continue the paragraph, and whatever is indented below. */
const DEFINITION =
  /^ {0,3}\[\^([^\]\s]+)\]:[ \t]*([^\n]*(?:\n(?![ \t]*(?:\n|$)|\[\^| {0,3}(?:[#>|<]|[-*+][ \t]|\d+[.)][ \t]|```|~~~))[^\n]+)*(?:(?:\n[ \t]*)*\n(?: {4}|\t)[ \t]*[^\s][^\n]*)*)(?:\n|$)/;

/** The lines of a paragraph that a definition ends. To look further would take the square of the text's length. */
const IN_PARAGRAPH = /^[^\n]*\n(?:(?!\[\^)[^\n]+\n)*(?=\[\^)/;

function definition(notes: Map<string, Note>): Extension {
  return {
    name: "footnoteDefinition",
    level: "block",
    start: (src) => IN_PARAGRAPH.exec(src)?.[0].length,
    tokenizer(src) {
      const match = DEFINITION.exec(src);
      if (match === null) return undefined;
      const [raw, label, text] = match as unknown as [string, string, string];
      const tokens = this.lexer.blockTokens(text.replace(/^(?: {4}|\t)/gm, ""));
      const key = label.toLowerCase();
      if (!notes.has(key)) notes.set(key, { tokens, number: 0, references: 0 });
      return { type: "footnoteDefinition", raw };
    },
    renderer: () => "",
  };
}

function reference(notes: ReadonlyMap<string, Note>, shown: Note[], words: BodyWords): Extension {
  return {
    name: "footnoteReference",
    level: "inline",
    start(src) {
      const at = src.indexOf("[^");
      return at < 0 ? undefined : at;
    },
    tokenizer(src) {
      const match = /^\[\^([^\]\s]+)\]/.exec(src);
      const note = match ? notes.get(match[1]!.toLowerCase()) : undefined;
      return match && note ? { type: "footnoteReference", raw: match[0], note } : undefined;
    },
    renderer(token: Tokens.Generic) {
      const note = token.note as Note;
      if (note.number === 0) note.number = shown.push(note);
      note.references += 1;
      const { number } = note;
      const id = referenceId(number, note.references);
      return `<sup class="footnote-ref" id="${id}"><a href="#fn-${number}" aria-label="${words.footnote} ${number}">${number}</a></sup>`;
    },
  };
}

const referenceId = (number: number, occurrence: number): string =>
  occurrence === 1 ? `fnref-${number}` : `fnref-${number}-${occurrence}`;

function renderNote(note: Note, parser: Parser, words: BodyWords): string {
  const text = parser.parse(note.tokens).trimEnd();
  const links = Array.from({ length: note.references }, (_, i) => {
    const ordinal = note.references > 1 ? ` ${i + 1}` : "";
    return ` <a class="footnote-back" href="#${referenceId(note.number, i + 1)}" aria-label="${words.backToText}${ordinal}">↩\ufe0e</a>`;
  }).join("");
  const html = text.endsWith("</p>") ? `${text.slice(0, -"</p>".length)}${links}</p>` : `${text}${links}`;
  return `<li id="fn-${note.number}">${html}</li>\n`;
}
