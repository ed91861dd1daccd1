import { describe, expect, it } from "vitest";
import { type Dressing, dressPictures } from "../../../src/pictures/dress.js";
import type { Picture } from "../../../src/types/pictures.js";
import { sampleConfig } from "../../tools/sample-catalog.js";

const picture: Picture = {
  ...{ url: "/a.jpg", width: 1200, height: 800, colour: "#102030" },
  sources: [{ format: "webp", copies: [{ url: "/pictures/ab/abcd-480.webp", width: 480 }] }],
};

const dress = (html: string, changes: Partial<Dressing> = {}, settings = "") =>
  dressPictures(html, {
    ...{
      settings: sampleConfig(settings),
      pageUrl: "/2025/x.html",
      pictures: { "a.jpg": picture },
      hasLead: true,
    },
    ...changes,
  });

const LAZY = 'loading="lazy" decoding="async"';

describe("dressPictures", () => {
  it("leaves alone what is no text of the post, and what was put together by hand", () => {
    for (const html of [
      '<!-- <img src="/a.jpg"> -->',
      "<script>const tag = '<img src=\"/a.jpg\">';</script>",
      '<textarea><img src="/a.jpg"></textarea>',
      '<PICTURE><source srcset="/b.webp"><img src="/a.jpg"></PICTURE>',
      '<svg><img src="/a.jpg"></svg>',
      "Text without any.",
      "<img>",
      '<img alt="">',
      '<img src="data:image/gif;base64,AA">',
    ])
      expect(dress(html)).toBe(html);
  });

  it("offers no copies in the place of an author's own srcset, and still knows the size", () => {
    expect(dress('<img src="/a.jpg" srcset="/b.jpg 2x" alt="">')).toBe(
      `<img src="/a.jpg" srcset="/b.jpg 2x" alt="" width="1200" height="800" ${LAZY} data-colour="#102030">`,
    );
  });

  it("reads attributes in any notation, and writes them in one", () => {
    expect(dress("<img SRC=/a.jpg ALT='a \"b\" &amp; c' hidden>")).toContain(
      `<img src="/a.jpg" alt="a &quot;b&quot; &amp; c" hidden="" width="1200" height="800" ${LAZY}`,
    );
    expect(dress('<img alt="1 > 0" src="/a.jpg">')).toContain('alt="1 &gt; 0" ');
    expect(dress('<img src="/a.jpg" src="/b.jpg">')).toContain('src="/a.jpg"');
  });

  it("takes the first for the lead only where it is near the top", () => {
    const image = '<p><img src="/a.jpg"></p>';
    const text = `<p>${"word ".repeat(80)}</p>`;
    expect(dress(image, { hasLead: false })).toContain('fetchpriority="high" decoding="async"');
    expect(dress(text + image, { hasLead: false })).toContain(LAZY);
    expect(dress(`<p class="${"x".repeat(500)}">Short.</p>${image}`, { hasLead: false })).toContain(
      "fetchpriority",
    );
    expect(dress(image + image, { hasLead: false }).match(/fetchpriority/g)).toHaveLength(1);
  });

  it("puts the site's path before copies, and leaves the picture's own address to its links", () => {
    const settings = { ...sampleConfig(), origin: "https://news.example.com", basePath: "/news" };
    const html = dress('<img src="/a.jpg">', { settings });
    expect(html).toContain('srcset="/news/pictures/ab/abcd-480.webp 480w"');
    expect(html).toContain('<img src="/a.jpg"');
  });

  it("shows as wide as an author says, in `sizes` too", () => {
    expect(dress('<img src="/a.jpg" width="300">')).toContain('sizes="(min-width: 300px) 300px, 100vw"');
    expect(dress('<img src="/a.jpg" width="300" sizes="50vw">')).toMatch(
      /sizes="50vw"><img src="\/a.jpg" width="300" height="200"/,
    );
  });

  it("does nothing of all this where images are off", () => {
    const html = '<p><img src="/a.jpg" title="T"></p>';
    expect(dress(html, {}, "images: false\n")).toBe(html);
  });

  it("takes a long text without hurry for nothing", () => {
    const hostile = '<p><img src="/a.jpg" '.repeat(20_000) + "<!--".repeat(2000) + "<p> ".repeat(20_000);
    const begin = performance.now();
    dress(hostile);
    expect(performance.now() - begin).toBeLessThan(5000);
  });
});
