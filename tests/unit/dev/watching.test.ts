// What may happen to the files of a site while it is looked at, on a real file system. Whatever it was, the preview
// shows in the end what a clean build publishes.
import { appendFileSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { doInGit, git } from "../../tools/git-doings.js";
import { equalsCleanBuild, preview, type TestPreview, until } from "../../tools/previewing.js";
import { addBareTemplates, type Files, SITE, source, tempFolder, writeFiles } from "../../tools/temp-site.js";

const post = (title: string, text = "Text.") => source({ title }, `${text}\n`);
const A = "/2022/03/01/a.html";
/** Files that one `git checkout` changes. It was run with 10,000, which takes minutes. */
const CROWD = Number(process.env.CROWD ?? 1500);

async function open(files: Files = {}): Promise<TestPreview> {
  const root = tempFolder();
  writeFiles(root, { "site.yml": SITE, "posts/2022-03-01-a.md": post("A"), ...files });
  addBareTemplates(root);
  writeFiles(root, { "templates/post.njk": "{{ page.title }}: {{ post.content | safe }}\n" });
  return preview(root);
}

/** Waits until an address shows this text, then compares everything with a clean build. */
async function shows(shown: TestPreview, path: string, text: string, others: string[] = []): Promise<void> {
  await until(
    () => shown.text(path),
    (found) => found.includes(text),
  );
  await equalsCleanBuild(shown, {}, others);
}

const isGone = (shown: TestPreview, path: string) =>
  until(
    async () => (await shown.get(path)).status,
    (status) => status === 404,
  );

describe("the preview shows", () => {
  it("a post that is saved in its place", async () => {
    const shown = await open();
    expect(await shown.text(A)).toContain("Text.");
    appendFileSync(join(shown.root, "posts/2022-03-01-a.md"), "More of it.\n");
    await shows(shown, A, "More of it.");
  });

  it("a post that an editor saves beside its place and renames", async () => {
    const shown = await open();
    const file = join(shown.root, "posts/2022-03-01-a.md");
    writeFileSync(`${file}~`, post("A", "By another file."));
    renameSync(`${file}~`, file);
    await shows(shown, A, "By another file.");
  });

  it("a post that an editor moves away and writes anew", async () => {
    const shown = await open();
    const file = join(shown.root, "posts/2022-03-01-a.md");
    renameSync(file, `${file}.bak`);
    writeFileSync(file, post("A", "Written anew."));
    await shows(shown, A, "Written anew.");
  });

  it("new posts, and none of those that are deleted", async () => {
    const shown = await open();
    writeFiles(shown.root, {
      "posts/2022-03-02-b.md": post("B"),
      "posts/deep/er/2022-03-03-c.md": post("C"),
    });
    await shows(shown, "/2022/03/03/c.html", "C");
    rmSync(join(shown.root, "posts/2022-03-02-b.md"));
    await isGone(shown, "/2022/03/02/b.html");
    await equalsCleanBuild(shown, {}, ["2022/03/02/b.html"]);
  });

  it("never half of a post that is copied in five pieces", async () => {
    const shown = await open();
    const text = post("Slow", `${"One sentence of many. ".repeat(40)}The end.`);
    const file = join(shown.root, "posts/2022-03-04-slow.md");
    const size = Math.ceil(text.length / 5);
    const seen = new Set<string>();
    for (let piece = 0; piece < 5; piece++) {
      appendFileSync(file, text.slice(piece * size, (piece + 1) * size));
      const begin = performance.now();
      await until(
        async () => {
          const answer = await shown.get("/2022/03/04/slow.html");
          if (answer.status === 200) seen.add(await answer.text());
        },
        () => performance.now() - begin > 100,
      );
    }
    await shows(shown, "/2022/03/04/slow.html", "The end.");
    for (const page of seen) expect(page).toContain("The end.");
  });

  it("never half of a post that is copied in five pieces over one that is there", async () => {
    const long = (word: string) => post("A", `${`A ${word} sentence. `.repeat(60)}The end.`);
    const shown = await open({ "posts/2022-03-01-a.md": long("first") });
    expect(await shown.text(A)).toContain("first");
    const text = long("second");
    const file = join(shown.root, "posts/2022-03-01-a.md");
    const size = Math.ceil(text.length / 5);
    for (let piece = 0; piece < 5; piece++) {
      const part = text.slice(piece * size, (piece + 1) * size);
      if (piece === 0) writeFileSync(file, part);
      else appendFileSync(file, part);
      const begin = performance.now();
      await until(
        async () => expect(await shown.text(A)).toContain("The end."),
        () => performance.now() - begin > 100,
      );
    }
    await shows(shown, A, "second");
  });

  it("a folder that is deleted and made again", async () => {
    const shown = await open();
    rmSync(join(shown.root, "posts"), { recursive: true });
    await isGone(shown, A);
    await equalsCleanBuild(shown, {}, ["2022/03/01/a.html"]);
    writeFiles(shown.root, { "posts/2022-03-01-a.md": post("A", "Back again.") });
    await shows(shown, A, "Back again.");
    appendFileSync(join(shown.root, "posts/2022-03-01-a.md"), "And watched.\n");
    await shows(shown, A, "And watched.");
  });

  it("posts where there was no folder for them", async () => {
    const root = tempFolder();
    writeFiles(root, { "site.yml": SITE });
    addBareTemplates(root);
    const shown = await preview(root);
    writeFiles(root, { "posts/2022-03-01-a.md": post("A") });
    await shows(shown, A, "post: A");
  });

  it("a post whose name changes in case only", async () => {
    const shown = await open({ "posts/2022-03-05-Name.md": post("N") });
    const at = (name: string) => join(shown.root, "posts", name);
    renameSync(at("2022-03-05-Name.md"), at("2022-03-05-name.md"));
    await isGone(shown, "/2022/03/05/Name.html");
    await shows(shown, "/2022/03/05/name.html", "N", ["2022/03/05/Name.html"]);
  });

  it("what links lead to inside the site, and nothing outside of it", async () => {
    const outside = tempFolder();
    writeFiles(outside, { "2022-03-08-secret.md": post("Secret") });
    const shown = await open({
      "elsewhere/2022-03-06-linked.md": post("L"),
      "more/2022-03-07-m.md": post("M"),
    });
    const at = (path: string) => join(shown.root, path);
    symlinkSync(at("elsewhere/2022-03-06-linked.md"), at("posts/2022-03-06-linked.md"));
    symlinkSync(at("more"), at("posts/more"));
    symlinkSync(join(outside, "2022-03-08-secret.md"), at("posts/2022-03-08-secret.md"));
    await shows(shown, "/2022/03/07/m.html", "M", ["2022/03/08/secret.html"]);
    appendFileSync(at("elsewhere/2022-03-06-linked.md"), "Behind a link.\n");
    await shows(shown, "/2022/03/06/linked.html", "Behind a link.");
    appendFileSync(at("more/2022-03-07-m.md"), "In a folder behind a link.\n");
    await shows(shown, "/2022/03/07/m.html", "In a folder behind a link.");
  });

  it("files that a script adds while others are taken in", async () => {
    const shown = await open();
    for (let count = 0; count < 200; count++) {
      writeFiles(shown.root, { [`posts/2022-04-01-n${count}.md`]: post(`N${count}`) });
      if (count % 20 === 0) await shown.get("/");
    }
    await shows(shown, "/2022/04/01/n199.html", "N199");
  });

  it("templates, words, data, settings and files of public/", async () => {
    const shown = await open({ "data/team.yml": "- Ann\n", "public/a.txt": "one" });
    const at = (path: string) => join(shown.root, path);
    writeFileSync(
      at("templates/post.njk"),
      "new: {{ page.title }} {{ data.team }} {{ t.home }} {{ site.title }}\n",
    );
    await shows(shown, A, "new: A");
    writeFileSync(at("data/team.yml"), "- Ben\n");
    await shows(shown, A, "Ben");
    writeFiles(shown.root, { "templates/words/en.yml": "home: Front\n" });
    await shows(shown, A, "Front");
    writeFileSync(at("site.yml"), SITE.replace("Harbour", "Canal"));
    await shows(shown, A, "Canal");
    writeFileSync(at("public/a.txt"), "two");
    await shows(shown, "/a.txt", "two");
    rmSync(at("templates/post.njk"));
    await shows(shown, A, "<article");
  });

  it("posts at other addresses when the settings say so", async () => {
    const shown = await open();
    writeFileSync(join(shown.root, "site.yml"), `${SITE}permalink: pretty\nfolders: { data: facts }\n`);
    await shows(shown, "/2022/03/01/a/", "Text.", ["2022/03/01/a.html"]);
    writeFiles(shown.root, { "facts/team.yml": "- Ann\n", "templates/post.njk": "{{ data.team }}\n" });
    await shows(shown, "/2022/03/01/a/", "Ann");
  });

  it("what no event told, after a scan", async () => {
    const root = tempFolder();
    writeFiles(root, { "site.yml": SITE, "posts/2022-03-01-a.md": post("A") });
    addBareTemplates(root);
    const first = await preview(root);
    await equalsCleanBuild(first);
    await first.close();
    writeFiles(root, { "posts/2022-03-02-b.md": post("B") });
    rmSync(join(root, "posts/2022-03-01-a.md"));
    const second = await preview(root);
    await shows(second, "/2022/03/02/b.html", "B", ["2022/03/01/a.html"]);
    expect(second.said.join()).not.toContain("internal-error");
  });
});

describe("a crowd of files", () => {
  it("changed by one git checkout is shown in the end", async () => {
    const name = (n: number) => `posts/2022-05-01-n${n}.md`;
    const many = (edition: string) =>
      Object.fromEntries(Array.from({ length: CROWD }, (_, n) => [name(n), post(`N${n}`, edition)]));
    const root = tempFolder();
    writeFiles(root, { "site.yml": SITE, ...many("first") });
    addBareTemplates(root);
    writeFiles(root, { "templates/post.njk": "{{ page.title }}: {{ post.content | safe }}\n" });
    doInGit(root, "commit");
    git(root, "checkout", "--quiet", "-b", "second");
    writeFiles(root, many("second"));
    rmSync(join(root, name(CROWD - 1)));
    doInGit(root, "commit");
    git(root, "checkout", "--quiet", "main");

    const shown = await preview(root);
    expect(await shown.text("/2022/05/01/n7.html")).toContain("first");
    git(root, "checkout", "--quiet", "second");
    await until(
      () => shown.text(`/2022/05/01/n${CROWD - 2}.html`),
      (found) => found.includes("second"),
      100_000,
    );
    await isGone(shown, `/2022/05/01/n${CROWD - 1}.html`);
    await equalsCleanBuild(shown, { every: 20 }, [`2022/05/01/n${CROWD - 1}.html`]);
  }, 240_000);
});

describe("a mistake", () => {
  it("in a post leaves its last good page where it was, and goes with it", async () => {
    const shown = await open();
    const file = join(shown.root, "posts/2022-03-01-a.md");
    const good = readFileSync(file, "utf8");
    expect(await shown.text(A)).toContain("Text.");
    writeFileSync(file, good.replace("title: A", "title: A: B"));
    await until(
      () => shown.said.join(),
      (said) => said.includes("posts/2022-03-01-a.md"),
    );
    await shown.settled();
    const answer = await shown.get(A);
    expect([answer.status, (await answer.text()).includes("Text.")]).toEqual([200, true]);
    writeFileSync(file, good.replace("Text.", "Mended."));
    await shows(shown, A, "Mended.");
  });

  it("in a template leaves the last good page, and a page that was never shown says what is wrong", async () => {
    const shown = await open({ "posts/2022-03-02-b.md": post("B") });
    await shown.text(A);
    const file = join(shown.root, "templates/post.njk");
    writeFileSync(file, "{{ page.title | nonsense }}\n");
    await until(
      () => shown.said.join(),
      (said) => said.includes("changed templates/post.njk"),
    );
    expect((await shown.get("/2022/03/02/b.html")).status).toBe(500);
    expect((await shown.get(A)).status).toBe(200);
    expect(await shown.text("/2022/03/02/b.html")).toContain("templates/post.njk:1:17  error");
    writeFileSync(file, "again {{ page.title }}\n");
    await shows(shown, A, "again A");
  });

  it("in the settings leaves the site as it was", async () => {
    const shown = await open();
    writeFileSync(join(shown.root, "site.yml"), `${SITE}titel: X\n`);
    await until(
      () => shown.said.join(),
      (said) => said.includes("config-unknown-key site.yml"),
    );
    expect(await shown.text(A)).toContain("Text.");
    writeFileSync(join(shown.root, "site.yml"), SITE);
    await shown.settled();
    await equalsCleanBuild(shown);
  });
});
