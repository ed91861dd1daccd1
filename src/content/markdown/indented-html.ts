// Scraped HTML is often indented. CommonMark takes four spaces or a tab for code, also before a <p>; nobody who
// pastes an article means that. An HTML sample belongs between fences.
import type { MarkedExtension, Tokenizer, Tokens } from "marked";

export const indentedHtml: MarkedExtension = {
  tokenizer: {
    code(this: Tokenizer, src: string): Tokens.Code | false {
      const indent = INDENTED_TAG.exec(src)?.[1];
      const block = indent === undefined ? undefined : this.html(src.slice(indent.length));
      // The lexer asks for code and files whatever it gets under the token's own type.
      return block ? ({ ...block, raw: indent + block.raw } as unknown as Tokens.Code) : false;
    },
  },
};

const INDENTED_TAG =
  /^((?: {4}| {0,3}\t)[ \t]*)<\/?(?:address|article|aside|audio|blockquote|center|dd|details|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|iframe|img|li|main|menu|nav|ol|p|picture|pre|script|section|style|summary|table|tbody|td|tfoot|th|thead|tr|ul|video)(?=[\s/>])/i;
