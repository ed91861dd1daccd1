// Two places where Markdown's rules count on spaces between words, which Chinese and Japanese do not have.
import { type MarkedExtension, Tokenizer, type Tokens } from "marked";

/**
 * `他说：**“你好。”**然后走了` is bold. CommonMark would not let a `*` between a punctuation mark and a letter begin or
 * end emphasis; where one side of it is Chinese, Japanese or Korean, both sides count as letters here.
 */
export const eastAsianEmphasis: MarkedExtension = {
  hooks: { emStrongMask: maskPunctuation },
  tokenizer: {
    emStrong(
      this: Tokenizer,
      src: string,
      maskedSrc: string,
      prevChar = "",
    ): Tokens.Em | Tokens.Strong | undefined | false {
      if (!src.startsWith("*") || prevChar === "" || prevChar === "*") return false;
      const behind = src.match(/[^*]/u)?.[0] ?? "";
      if (!EAST_ASIAN.test(prevChar + behind)) return false;
      return Tokenizer.prototype.emStrong.call(this, src, maskedSrc, "");
    },
  },
};

/** `见https://example.com/a，谢谢`: the link ends before the comma. */
export const eastAsianLinks: MarkedExtension = {
  tokenizer: {
    url(this: Tokenizer, src: string): Tokens.Link | undefined | false {
      const link = Tokenizer.prototype.url.call(this, src);
      const end = link?.raw.search(NOT_IN_URL) ?? -1;
      if (link === undefined || end < 0) return link;
      return end === 0 ? undefined : Tokenizer.prototype.url.call(this, src.slice(0, end));
    },
  },
};

const EAST_ASIAN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef]/u;
const NOT_IN_URL = /[\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65“”‘’…]/;

const BEFORE_STARS = /[^\s\p{L}\p{N}\p{M}*_~](?=\*+([^*]?))/gu;
const BEHIND_STARS = /(?<=([^*]?)\*+)[^\s\p{L}\p{N}\p{M}*_~]/gu;

/** The lexer looks for the end of emphasis in this text, of the same length, in place of the source. */
function maskPunctuation(src: string): string {
  if (!src.includes("*")) return src;
  let masked = src;
  for (const beside of [BEFORE_STARS, BEHIND_STARS]) {
    for (const { 0: mark, 1: across = "", index } of src.matchAll(beside)) {
      if (!EAST_ASIAN.test(mark + across)) continue;
      masked = masked.slice(0, index) + "a".repeat(mark.length) + masked.slice(index + mark.length);
    }
  }
  return masked;
}
