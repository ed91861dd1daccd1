// What definePlugin knows of types: this file is right if it compiles.
import { expect, expectTypeOf, it } from "vitest";
import { definePlugin, type PluginPost, type PostCard, z } from "../../../src/index.js";

it("gives hooks the options as the schema understands them", () => {
  const plugin = definePlugin({
    name: "typed",
    version: "1.0.0",
    options: z.strictObject({ tag: z.string(), limit: z.number().default(5) }),
    post(post, { options, site }) {
      expectTypeOf(post).toEqualTypeOf<PluginPost>();
      expectTypeOf(options).toEqualTypeOf<{ tag: string; limit: number }>();
      return { data: { ...post.data, from: site.title } };
    },
    pages(site, { options }) {
      expectTypeOf(site.posts({ tag: options.tag })).toEqualTypeOf<PostCard[]>();
      return [{ url: "/a.html", title: "A" }];
    },
    // @ts-expect-error a page's HTML is text
    html: () => 5,
  });
  expect(plugin.name).toBe("typed");
});

it("gives none to a plugin without a schema", () => {
  definePlugin({
    name: "plain",
    version: "1.0.0",
    html(html, page, { options }) {
      expectTypeOf(options).toEqualTypeOf<undefined>();
      expectTypeOf(page.source).toEqualTypeOf<string | null>();
      return html;
    },
  });
});
