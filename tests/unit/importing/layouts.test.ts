import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { createLayouts, THEME_TEMPLATES } from "../../../src/importing/layouts.js";

it("knows every template of the theme, so that no post is shown by one that is not for posts", () => {
  const names = readdirSync(new URL("../../../templates/", import.meta.url))
    .filter((name) => name.endsWith(".njk"))
    .map((name) => name.slice(0, -4));
  expect([...THEME_TEMPLATES].sort()).toEqual(names.sort());
});

it("gives each other name a template, and changes names that mean something else here", () => {
  const layouts = createLayouts();
  expect(["post", "", "none", "home", "my layout"].map(layouts.forPost)).toEqual([
    undefined,
    undefined,
    undefined,
    "post",
    "post",
  ]);
  for (const name of ["story", "default"]) expect(layouts.forPost(name)).toBeUndefined();
  expect(layouts.forPage("default")).toBeUndefined();
  expect(layouts.templates()).toEqual([
    { name: "default", posts: 1, pages: 1, text: '{% extends "post.njk" if post else "page.njk" %}\n' },
    { name: "story", posts: 1, pages: 0, text: '{% extends "post.njk" %}\n' },
  ]);
});
