import { describe, expect, it } from "vitest";
import { staticPages } from "../../../src/catalog/static-pages.js";
import type { StaticPage } from "../../../src/types/content.js";
import { createArchive, samplePage, samplePost } from "../../tools/sample-catalog.js";

const about = samplePage("about");
const team = samplePage("team");
const shown = (archive: ReturnType<typeof createArchive>) =>
  archive.ask((_, catalog) => staticPages(catalog).map(({ path }) => path));

function archiveOf(...pages: StaticPage[]) {
  const archive = createArchive();
  return { archive, outcome: archive.round({ pages }) };
}

describe("static pages", () => {
  it("are given back as they were recorded, by path", () => {
    const { archive } = archiveOf(team, about);
    expect(archive.ask((_, catalog) => staticPages(catalog))).toEqual([about, team]);
  });

  it("are published unless they are drafts or hidden; drafts with the flag", () => {
    const pages = [
      about,
      samplePage("draft", { visibility: "draft" }),
      samplePage("hidden", { visibility: "unpublished" }),
    ];
    const { archive } = archiveOf(...pages);
    expect(shown(archive)).toEqual(["pages/about.md"]);
    archive.round({ options: { drafts: true } });
    expect(shown(archive)).toEqual(["pages/about.md", "pages/draft.md"]);
  });

  it("touch themselves when they come or change, and the posts that redirect from their address", () => {
    const archive = createArchive([samplePost("a", { redirectFrom: ["/About.html"] })]);
    const { touched } = archive.round({ pages: [about] });
    expect([touched.pages, touched.posts]).toEqual([new Set(["pages/about.md"]), new Set(["posts/a.md"])]);
    expect(archive.round({}).touched.pages).toEqual(new Set());
  });

  it("are all refused where they want one address, each naming the others", () => {
    const { archive, outcome } = archiveOf(about, { ...team, url: "/ABOUT.html", output: "ABOUT.html" });
    expect(outcome.collisions.map(({ file, message }) => `${file} ${message}`)).toEqual([
      "pages/about.md wants the address /about.html, and so does pages/team.md",
      "pages/team.md wants the address /ABOUT.html, and so does pages/about.md",
    ]);
    expect(shown(archive)).toEqual([]);
    expect(archive.round({ pages: [team] }).collisions).toEqual([]);
    expect(shown(archive)).toEqual(["pages/about.md", "pages/team.md"]);
  });

  it("give way to a post that wants their address, say so, and come back when it leaves", () => {
    const { archive } = archiveOf(about);
    const { touched, collisions } = archive.round({ add: [samplePost("about")] });
    expect(collisions).toMatchObject([{ code: "url-collision", file: "pages/about.md" }]);
    expect(touched.pages).toEqual(new Set(["pages/about.md"]));
    expect(shown(archive)).toEqual([]);
    expect(archive.round({}).collisions).toHaveLength(1);
    expect(archive.round({ remove: ["posts/about.md"] }).collisions).toEqual([]);
    expect(shown(archive)).toEqual(["pages/about.md"]);
  });

  it("give way to a post in whose folder they would be, or whose folder they would be", () => {
    const inside = samplePage("inside", { url: "/x.html/a.html", output: "x.html/a.html" });
    const { archive } = archiveOf(about, inside);
    const folder = samplePost("folder", { url: "/about.html/", output: "about.html/index.html" });
    const { collisions } = archive.round({ add: [folder, samplePost("x")] });
    expect(collisions.map(({ file }) => file)).toEqual(["pages/about.md", "pages/inside.md"]);
    expect(shown(archive)).toEqual([]);
  });

  it("take their address from assets and redirects", () => {
    const { archive } = archiveOf(about, samplePage("draft", { visibility: "draft" }));
    expect(archive.ask((queries) => [queries.isTaken("about.html"), queries.isTaken("draft.html")])).toEqual([
      true,
      false,
    ]);
  });
});
