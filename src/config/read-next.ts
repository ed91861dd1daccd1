// The settings of what is worth reading next, and of stories that are told twice.
import { choice, group, wholeNumber } from "./shapes.js";

export const related = group({
  posts: wholeNumber(0, 12).default(3).describe("Older posts about the same that an article leads to."),
  section: wholeNumber(0, 12).default(2).describe("Posts before it in its first category, the newest ones."),
});

export const duplicates = choice("keep", "canonical")
  .default("keep")
  .describe(
    "Whether search engines are sent from a post to the oldest one that tells nearly word for word the same.",
  );
