import { expect, it } from "vitest";
import { buildSite, SITE, source, tempSite } from "../../tools/temp-site.js";

const BODY =
  "The ferry to the island stops at noon, the harbour master said, and stays there for the winter. ".repeat(
    2,
  );
const posts = {
  "posts/2022-03-01-a.md": source({ title: "No more ferries" }, BODY),
  "posts/2022-03-02-b.md": source({ title: "Island cut off" }, `${BODY} By us.`),
  "posts/2022-03-03-c.md": source(
    { title: "Tea is cheap" },
    "Tea gets cheaper each year, says everybody who grows it here.",
  ),
};

it.each([
  "",
  "duplicates: canonical\n",
  "related: { posts: 0, section: 0 }\n",
])("names what tells the same as an older post (%j)", async (settings) => {
  const root = tempSite({ "site.yml": `${SITE}${settings}`, ...posts });
  const { posts: found } = await buildSite(root, { dryRun: true });
  expect(found.warnings.map(({ code, file, message }) => `${file} ${code}: ${message}`)).toEqual([
    "posts/2022-03-02-b.md near-duplicate: tells nearly word for word what posts/2022-03-01-a.md tells",
  ]);
  expect((await buildSite(root)).posts.warnings).toEqual([]);
});
