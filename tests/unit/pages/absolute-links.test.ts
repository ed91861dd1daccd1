import { describe, expect, it } from "vitest";
import { absoluteLinks, resolveIn } from "../../../src/pages/absolute-links.js";

const places = { page: "https://n.example/sub/2026/01/a.html", root: "https://n.example/sub" };
const ofHtml = (html: string) => absoluteLinks(html, places);

describe("an address in a body that leaves its page", () => {
  it.each([
    ["/about.html", "https://n.example/sub/about.html"],
    ["b.png", "https://n.example/sub/2026/01/b.png"],
    ["./b.png", "https://n.example/sub/2026/01/b.png"],
    ["../b.png?x=1#y", "https://n.example/sub/2026/b.png?x=1#y"],
    ["../../../../../b.png", "https://n.example/b.png"],
    ["..", "https://n.example/sub/2026/"],
    ["#note", "https://n.example/sub/2026/01/a.html#note"],
    ["?page=2", "https://n.example/sub/2026/01/a.html?page=2"],
    ["//cdn.example/b.png", "https://cdn.example/b.png"],
    ["港 口.png", "https://n.example/sub/2026/01/港 口.png"],
  ])("%s becomes %s", (address, whole) => {
    expect(resolveIn(address, places)).toBe(whole);
  });

  it.each([
    "https://other.example/x",
    "mailto:a@b.example",
    "tel:+4930",
    "data:image/png;base64,AA==",
    "",
  ])("%s stays as it is", (address) => {
    expect(resolveIn(address, places)).toBe(address);
  });
});

describe("absoluteLinks", () => {
  it("changes the addresses of all attributes that hold one", () => {
    expect(
      ofHtml('<a href="/a">x</a><img src=b.png alt="c"><blockquote cite=\'d\'><video poster="/e">'),
    ).toBe(
      '<a href="https://n.example/sub/a">x</a><img src=https://n.example/sub/2026/01/b.png alt="c">' +
        "<blockquote cite='https://n.example/sub/2026/01/d'><video poster=\"https://n.example/sub/e\">",
    );
  });

  it("changes each address of a set of pictures", () => {
    expect(ofHtml('<img srcset="/a.png 1x, b.png 2x">')).toBe(
      '<img srcset="https://n.example/sub/a.png 1x, https://n.example/sub/2026/01/b.png 2x">',
    );
  });

  it("leaves text, other attributes and entities alone", () => {
    const html = '<p title="href=/a">src="/b" &lt;a href="/c"&gt; <a href="/d?e&amp;f">g</a></p>';
    expect(ofHtml(html)).toBe(html.replace("/d?e", "https://n.example/sub/d?e"));
  });

  it("is not misled by a bracket in a value", () => {
    expect(ofHtml('<a title="a > b" href="/x">y</a>')).toBe(
      '<a title="a > b" href="https://n.example/sub/x">y</a>',
    );
  });
});
