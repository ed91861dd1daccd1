import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeText } from "../../../src/content/decode.js";

const utf8 = (text: string) => new TextEncoder().encode(text);
const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === "string" ? [...utf8(part)] : part)));

const SAFETY = [0xb0, 0xb2, 0xc8, 0xab, 0xc9, 0xfa, 0xb2, 0xfa]; // 安全生产

describe("decodeText", () => {
  it("reads UTF-8", () => {
    expect(decodeText(utf8("标题 😀\n"))).toEqual({ text: "标题 😀\n", encoding: "utf-8" });
  });

  it("drops a byte order mark", () => {
    expect(decodeText(bytes([0xef, 0xbb, 0xbf], "标题"))?.text).toBe("标题");
    expect(decodeText(bytes([0x84, 0x31, 0x95, 0x33], SAFETY))?.text).toBe("安全生产");
  });

  it("makes every line end with LF", () => {
    expect(decodeText(utf8("a\r\nb\rc\n\r\r\n"))?.text).toBe("a\nb\nc\n\n\n");
    expect(decodeText(bytes(SAFETY, "\r\nx"))?.text).toBe("安全生产\nx");
  });

  it("reads GB18030 where the bytes are not UTF-8, and says so", () => {
    expect(decodeText(bytes("title: ", SAFETY, "\n"))).toEqual({
      text: "title: 安全生产\n",
      encoding: "gb18030",
    });
  });

  it("reads the next file as if it were the first, whatever the last one was", () => {
    expect(decodeText(bytes(SAFETY, [0xc8]))).toBeNull();
    expect(decodeText(bytes(SAFETY))?.text).toBe("安全生产");
    expect(decodeText(utf8("标题"))?.text).toBe("标题");
  });

  it("refuses bytes that are neither", () => {
    expect(decodeText(bytes("正文", [0xff, 0xfe, 0xc0, 0x80]))).toBeNull();
    expect(decodeText(bytes([0xff, 0xfe, 0x61, 0x00]))).toBeNull(); // UTF-16
  });

  it("refuses damaged UTF-8 rather than publish it as GB18030 gibberish", () => {
    const whole = utf8("据了解，央行发布高质量发展规划，业内人士表示支持。");
    const damaged = [...whole.slice(0, 10), ...whole.slice(11)];
    expect(new TextDecoder("gb18030").decode(Uint8Array.from(damaged))).toBeTruthy();
    for (let lost = 0; lost < whole.length; lost++) {
      const bytes = Uint8Array.from([...whole.slice(0, lost), ...whole.slice(lost + 1)]);
      expect(decodeText(bytes)).toBeNull();
    }
  });

  it("refuses a NUL, which no text has", () => {
    expect(decodeText(utf8("a\0b"))).toBeNull();
    expect(decodeText(bytes(SAFETY, [0]))).toBeNull();
  });

  it("reads an empty file as empty text", () => {
    expect(decodeText(new Uint8Array())).toEqual({ text: "", encoding: "utf-8" });
  });

  it("gives back every text that has neither NUL nor CR", () => {
    const text = fc
      .string({ unit: "grapheme" })
      .map((any) => any.replace(/[\0\r]/g, "").replace(/^\uFEFF/, ""));
    fc.assert(
      fc.property(text, (any) => {
        expect(decodeText(utf8(any))?.text).toBe(any);
      }),
    );
  });

  it("never throws", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (any) => void decodeText(any)));
  });
});
