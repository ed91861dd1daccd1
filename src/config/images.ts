// The settings of pictures.
import { checked, fetchedHost } from "./rules.js";
import { choice, flag, group, listOf, text, wholeNumber } from "./shapes.js";
import { z } from "./zod.js";

const settings = group({
  formats: listOf(choice("avif", "webp"), "formats")
    .default(["avif", "webp"])
    .describe("The formats in which pictures are offered beside their own, the best first; `[]` for none."),
  widths: listOf(wholeNumber(16, 8192), "widths")
    .default([480, 960, 1600])
    .describe("Widths in pixels in which pictures are offered; none is made larger than it is."),
  sizes: text()
    .default("(min-width: 44rem) 41rem, 100vw")
    .describe("How wide pictures in texts are shown, as HTML's `sizes`."),
  referrerPolicy: z
    .union(
      [z.literal(false), choice("no-referrer", "origin", "strict-origin-when-cross-origin", "same-origin")],
      {
        error: "must be false, no-referrer, origin, strict-origin-when-cross-origin or same-origin",
      },
    )
    .default("no-referrer")
    .describe(
      "What the hosts of other sites' pictures learn of the page; many refuse to serve those that come from elsewhere. `false` leaves it to the post.",
    ),
  alt: choice("keep", "report")
    .default("keep")
    .describe("Whether a picture in a post without a text for those who do not see it is reported."),
  fetch: listOf(checked(fetchedHost), "host names")
    .default([])
    .describe(
      "Hosts whose pictures are brought home once and published with the site; `*.example.com` is every host below it.",
    )
    .meta({ examples: [["pictures.example.com"]] }),
});

export const images = z
  .union([flag(), settings], { error: "must be true, false, or a group of settings" })
  .default(true)
  .describe("Whether pictures get their width and height, smaller copies, and load when they are needed.");

/** What `true` stands for. */
export const usualImages = () => settings.parse({});
