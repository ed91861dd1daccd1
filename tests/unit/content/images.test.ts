import { expect, it } from "vitest";
import { imagesIn } from "../../../src/content/images.js";

it("finds the addresses of pictures in order, each once, entities read", () => {
  const html =
    '<p><img src="/a.png" alt="b"><img alt=">" width="1" src="b.png?x=1&amp;y=2"><img src="/a.png"></p>';
  expect(imagesIn(html)).toEqual(["/a.png", "b.png?x=1&y=2"]);
});

it("takes no text, no other element and no data for the address of a picture", () => {
  expect(
    imagesIn(
      '&lt;img src="/a.png"&gt; <imgx src="/b.png"> <video src="/c.mp4"> <img src="data:image/png;base64,AA">',
    ),
  ).toEqual([]);
});

it("finds five hundred at most", () => {
  const html = Array.from({ length: 600 }, (_, i) => `<img src="/${i}.png">`).join("");
  expect(imagesIn(html)).toHaveLength(500);
});
