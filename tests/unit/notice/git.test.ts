import {
  appendFileSync,
  linkSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { noticeWithGit } from "../../../src/notice/git.js";
import { slowGit } from "../../tools/slow-git.js";
import { git, newFolder, newSite, siteAt, type TestSite } from "./site.js";

afterEach(() => vi.unstubAllEnvs());

/** A site that was built once, so that the next build can go by git. */
async function builtSite(subfolder = ""): Promise<TestSite> {
  const site = newSite(subfolder);
  await site.build();
  return site;
}

function freshClone(site: TestSite): TestSite {
  const folder = join(newFolder(), "clone");
  git(site.root, "clone", "-q", "--depth", "1", `file://${site.root}`, folder);
  return site.movedTo(folder);
}

describe("noticing with git", () => {
  it("needs a build that recorded what git said", async () => {
    const site = newSite();
    expect((await site.build()).noticed).toBe("the last build did not ask git");
    expect((await site.build()).noticed).toEqual([]);
  });

  it("notices nothing when nothing changed, not even when every file was touched and git has seen it", async () => {
    const site = await builtSite();
    for (const path of ["posts/a.md", "posts/b.md"]) utimesSync(join(site.root, path), 1, 1);
    site.git("status");
    expect((await site.build()).noticed).toEqual([]);
  });

  it("notices a changed file before, between and after staging and committing", async () => {
    const site = await builtSite();
    site.write({ "posts/a.md": "changed\n" });
    expect((await site.build()).noticed).toEqual(["posts/a.md"]);
    site.git("add", "posts/a.md");
    expect((await site.build()).noticed).toEqual(["posts/a.md"]);
    site.commit();
    expect((await site.build()).noticed).toEqual([]);
    site.write({ "posts/a.md": "changed again\n" });
    site.commit();
    expect((await site.build()).noticed).toEqual(["posts/a.md"]);
    expect((await site.build()).noticed).toEqual([]);
  });

  it("notices changes of the same length, however soon after the commit", async () => {
    const site = await builtSite();
    for (let n = 0; n < 4; n++) {
      site.write({ "posts/a.md": `${n}\n` });
      site.commit();
      await site.build();
      site.write({ "posts/a.md": `${n + 5}\n` });
      expect((await site.build()).noticed).toContain("posts/a.md");
    }
  });

  it("notices that an uncommitted change was taken back", async () => {
    const site = await builtSite();
    site.write({ "posts/a.md": "changed\n" });
    await site.build();
    site.git("checkout", "-q", "posts/a.md");
    expect((await site.build()).noticed).toEqual(["posts/a.md"]);
    expect((await site.build()).noticed).toEqual([]);
  });

  it("notices untracked files that come, change, stay and go, and ignored ones no less", async () => {
    const site = await builtSite();
    site.write({
      ".gitignore": "*.md\n.broadsheet\n",
      "posts/new.md": "new\n",
      "posts/deep/er.html": "er\n",
    });
    expect((await site.build()).noticed).toEqual(["posts/deep/er.html", "posts/new.md"]);
    site.write({ "posts/new.md": "newer\n" });
    site.remove("posts/deep");
    expect((await site.build()).noticed).toEqual(["-posts/deep/er.html", "posts/new.md"]);
    site.remove("posts/new.md");
    expect((await site.build()).noticed).toEqual(["-posts/new.md"]);
    expect((await site.build()).noticed).toEqual([]);
  });

  it("notices deleted files, whether or not git was told, and files that come back", async () => {
    const site = await builtSite();
    site.remove("posts/a.md");
    expect((await site.build()).noticed).toEqual(["-posts/a.md"]);
    site.git("checkout", "-q", "posts/a.md");
    expect((await site.build()).noticed).toEqual(["posts/a.md"]);
    site.remove("posts/a.md");
    site.git("rm", "-q", "--cached", "posts/a.md", "posts/b.md");
    expect((await site.build()).noticed).toEqual(["-posts/a.md", "posts/b.md"]);
    site.git("reset", "-q", "--hard");
    expect((await site.build()).noticed).toEqual(["posts/a.md", "posts/b.md"]);
    site.git("rm", "-q", "posts/a.md");
    site.commit();
    expect((await site.build()).noticed).toEqual(["-posts/a.md"]);
  });

  it("notices both names of a renamed file, also where only case differs", async () => {
    const site = await builtSite();
    site.git("mv", "posts/a.md", "posts/A.md");
    renameSync(join(site.root, "posts/b.md"), join(site.root, "posts/c.md"));
    expect((await site.build()).noticed).toEqual(["-posts/a.md", "-posts/b.md", "posts/A.md", "posts/c.md"]);
  });

  it("takes names for what they are: Chinese, with spaces, quotes, tabs and pathspec magic", async () => {
    const site = await builtSite();
    const names = [
      "posts/2022-03-23-市场 收盘.md",
      'posts/"q".md',
      "posts/t\tab.md",
      "posts/*.md",
      "posts/é.md",
    ];
    site.write(Object.fromEntries(names.map((name) => [name, "x\n"])));
    expect((await site.build()).noticed).toEqual([...names].sort());
    site.commit();
    await site.build();
    expect((await site.build()).noticed).toEqual([]);
    site.write({ [names[0]!]: "y\n" });
    site.remove(names[2]!);
    site.commit();
    expect((await site.build()).noticed).toEqual([`-${names[2]}`, names[0]]);
  });

  it("notices a file that became a folder, and a folder that became a file", async () => {
    const site = await builtSite();
    site.remove("posts/a.md");
    site.write({ "posts/a.md/inner.md": "inner\n" });
    expect((await site.build()).noticed).toEqual(["-posts/a.md", "posts/a.md/inner.md"]);
    site.commit();
    site.remove("posts/a.md");
    site.write({ "posts/a.md": "a\n" });
    expect((await site.build()).noticed).toEqual(["-posts/a.md/inner.md", "posts/a.md"]);
  });

  it("looks again at a file that was saved while the build ran", async () => {
    const site = await builtSite();
    site.write({ "posts/a.md": "first\n" });
    site.commit();
    await site.build({ meanwhile: () => site.write({ "posts/a.md": "second\n" }) });
    site.git("checkout", "-q", "posts/a.md");
    expect((await site.build()).noticed).toEqual(["posts/a.md"]);
    expect((await site.build()).noticed).toEqual([]);
  });
});

describe("what becomes of the repository", () => {
  it("notices the difference in a fresh, shallow clone, where every mtime is new", async () => {
    const site = await builtSite();
    site.write({ "posts/a.md": "changed\n", "posts/new.md": "new\n" });
    site.commit();
    site.write({ "posts/new.md": "newer\n" });
    site.commit();
    const clone = freshClone(site);
    expect((await clone.build()).noticed).toEqual(["posts/a.md", "posts/new.md"]);
    expect((await clone.build()).noticed).toEqual([]);
  });

  it("notices in a fresh clone that what was not committed at the last build is not there", async () => {
    const site = await builtSite();
    site.write({ "posts/a.md": "not committed\n", "posts/draft.md": "nor is this\n" });
    await site.build();
    expect((await freshClone(site).build()).noticed).toEqual(["-posts/draft.md", "posts/a.md"]);
  });

  it("notices by content when history was rewritten or the branch is another one", async () => {
    const site = await builtSite();
    site.git("checkout", "-q", "--orphan", "other");
    site.write({ "posts/b.md": "other\n" });
    site.commit();
    site.git("branch", "-q", "-D", "main");
    site.git("reflog", "expire", "--expire=now", "--all");
    site.git("gc", "-q", "--prune=now");
    expect((await site.build()).noticed).toEqual(["posts/b.md"]);
  });

  it("works in a subfolder of the repository and looks at no other", async () => {
    const site = await builtSite("sites/北");
    site.write({ "posts/a.md": "changed\n", "../other/posts/x.md": "x\n" });
    expect((await site.build()).noticed).toEqual(["posts/a.md"]);
    site.commit();
    site.write({ "posts/b.md": "changed\n" });
    site.commit();
    expect((await site.build()).noticed).toEqual(["posts/a.md", "posts/b.md"]);
  });

  it("works in a second worktree", async () => {
    const site = await builtSite();
    const folder = join(newFolder(), "tree");
    site.write({ "posts/a.md": "changed\n" });
    site.commit();
    site.git("worktree", "add", "-q", folder, "HEAD~1");
    expect((await site.movedTo(folder).build()).noticed).toEqual([]);
    git(folder, "checkout", "-q", "--detach", "main");
    expect((await site.movedTo(folder).build()).noticed).toEqual(["posts/a.md"]);
  });

  it("works before the first commit", async () => {
    const root = newFolder();
    git(root, "init", "-q");
    const site = siteAt(root);
    site.write({ "posts/a.md": "a\n" });
    await site.build();
    expect((await site.build()).noticed).toEqual(["posts/a.md"]);
    site.git("add", "posts/a.md");
    await site.build();
    expect((await site.build()).noticed).toEqual([]);
  });

  it("leaves the repository as it was", async () => {
    const site = await builtSite();
    utimesSync(join(site.root, "posts/a.md"), 1, 1);
    const index = readFileSync(join(site.root, ".git/index"));
    const files = readdirSync(join(site.root, ".git"));
    await site.build();
    expect(readFileSync(join(site.root, ".git/index"))).toEqual(index);
    expect(readdirSync(join(site.root, ".git"))).toEqual(files);
  });

  it("asks its own repository when a hook of another one runs the build", async () => {
    const site = await builtSite();
    site.write({ "posts/a.md": "changed\n" });
    const other = newSite();
    vi.stubEnv("GIT_DIR", join(other.root, ".git"));
    vi.stubEnv("GIT_WORK_TREE", other.root);
    vi.stubEnv("GIT_INDEX_FILE", join(other.root, ".git/index"));
    expect((await site.build()).noticed).toEqual(["posts/a.md"]);
  });
});

describe("settings of the repository", () => {
  it("notices edits where git converts line ends, and nothing else", async () => {
    const site = newSite();
    site.git("config", "core.autocrlf", "true");
    site.write({ "posts/crlf.md": "one\r\ntwo\r\n" });
    site.commit();
    for (const path of ["posts/a.md", "posts/crlf.md"]) rmSync(join(site.root, path));
    site.git("checkout", "-q", ".");
    expect(readFileSync(join(site.root, "posts/a.md"), "utf8")).toBe("a\r\n");
    await site.build();
    expect((await site.build()).noticed).not.toContain("posts/b.md");
    site.write({ "posts/crlf.md": "one\r\nthree\r\n" });
    site.commit();
    expect((await site.build()).noticed).toContain("posts/crlf.md");
  });

  it("notices what `$Id$` became", async () => {
    const site = newSite();
    site.write({ ".gitattributes": "*.md ident\n", "posts/id.md": "$Id$\n" });
    site.commit();
    rmSync(join(site.root, "posts/id.md"));
    site.git("checkout", "-q", ".");
    await site.build();
    site.write({ "posts/id.md": "$Id: forged $\n" });
    site.git("status");
    expect((await site.build()).noticed).toContain("posts/id.md");
  });

  it("is not fooled by settings that make git look less closely", async () => {
    const site = await builtSite();
    for (const setting of ["core.trustctime=false", "core.checkStat=minimal", "core.fsmonitor=false"])
      site.git("config", ...setting.split("="));
    site.git("config", "core.ignorecase", "true");
    site.git("config", "core.quotepath", "true");
    site.git("config", "core.untrackedCache", "true");
    site.git("config", "index.version", "4");
    site.git("config", "status.showUntrackedFiles", "no");
    site.git("config", "alias.ls-files", "!echo");
    site.write({ "posts/a.md": "changed\n", "posts/A.md": "another\n", "posts/市场.md": "x\n" });
    expect((await site.build()).noticed).toEqual(["posts/A.md", "posts/a.md", "posts/市场.md"]);
  });

  it("notices a change that kept size and mtime, whatever git was told of ctime", async () => {
    const site = newSite();
    const write = (text: string) => {
      site.write({ "posts/a.md": text });
      utimesSync(join(site.root, "posts/a.md"), 1, 1);
    };
    site.git("config", "core.trustctime", "false");
    site.git("config", "core.checkStat", "minimal");
    write("1\n");
    site.commit();
    await site.build();
    await new Promise((resolve) => setTimeout(resolve, 1001)); // git knows ctime by the second
    write("2\n");
    expect((await site.build()).noticed).toEqual(["posts/a.md"]);
  });

  it("takes the names of folders for what they are", async () => {
    const site = newSite();
    const folders = ["post[s]", "pages"];
    await site.build({ folders });
    site.write({ "posts/a.md": "changed\n", "post[s]/a.md": "new\n" });
    expect((await site.build({ folders })).noticed).toEqual(["post[s]/a.md"]);
  });

  it("works with a split index", async () => {
    const site = await builtSite();
    site.git("update-index", "--split-index");
    site.write({ "posts/a.md": "changed\n" });
    site.commit();
    expect((await site.build()).noticed).toEqual(["posts/a.md"]);
  });

  it("works in a repository with SHA-256, where it reads again what it read", async () => {
    const root = newFolder();
    git(root, "init", "-q", "--object-format=sha256");
    const site = siteAt(root);
    site.write({ "posts/a.md": "a\n" });
    site.commit();
    await site.build();
    expect((await site.build()).noticed).toEqual(["posts/a.md"]);
  });
});

describe("when git cannot tell", () => {
  const whyNot = async (change: (site: TestSite) => void) => {
    const site = await builtSite();
    change(site);
    return (await site.build()).noticed;
  };

  it("says that there is no repository", async () => {
    const site = siteAt(newFolder());
    site.write({ "posts/a.md": "a\n" });
    expect((await site.build()).noticed).toBe("the site is not in a git checkout");
    expect((await site.build()).noticed).toBe("the site is not in a git checkout");
  });

  it("says that the repository is broken", async () => {
    const site = siteAt(newFolder());
    site.write({ ".git": "gitdir: nowhere\n", "posts/a.md": "a\n" });
    expect((await site.build()).noticed).toBe("the site is not in a git checkout");
    site.write({ ".git": "nonsense\n" });
    expect((await site.build()).noticed).toMatch(/^git failed: invalid gitfile format/);
  });

  it("says that git is missing", async () => {
    const site = await builtSite();
    vi.stubEnv("PATH", newFolder());
    expect((await site.build()).noticed).toBe("git is not installed");
    vi.unstubAllEnvs();
    expect((await site.build()).noticed).toBe("at the last build, git is not installed");
    expect((await site.build()).noticed).toEqual([]);
  });

  it("says that git does not trust the folder", async () => {
    const site = await builtSite();
    vi.stubEnv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1");
    expect((await site.build()).noticed).toBe("git does not trust the owner of this folder (safe.directory)");
  });

  it("says that its own answer cannot be kept", async () => {
    const site = newSite();
    site.write({ ".broadsheet/git": "in the way\n" });
    expect((await site.build()).noticed).toMatch(/EEXIST/);
  });

  it("leaves links to those who follow them, tracked or not, to files or to folders", async () => {
    const link = (site: TestSite, path: string) => symlinkSync("b.md", join(site.root, path));
    expect(await whyNot((site) => link(site, "posts/link.md"))).toBe("posts/link.md is a symbolic link");
    const tracked = await builtSite();
    link(tracked, "posts/link.md");
    tracked.commit();
    expect((await tracked.build()).noticed).toBe("posts/link.md is a symbolic link");
    expect((await tracked.build()).noticed).toBe("at the last build, posts/link.md is a symbolic link");
    const replaced = (site: TestSite) => {
      site.remove("posts/a.md");
      link(site, "posts/a.md");
    };
    expect(await whyNot(replaced)).toBe("posts/a.md is a symbolic link");
    const folder = (site: TestSite) => {
      site.write({ "elsewhere/a.md": "a\n", "elsewhere/b.md": "b\n" });
      site.remove("posts");
      symlinkSync("elsewhere", join(site.root, "posts"));
    };
    const linked = await builtSite();
    folder(linked);
    expect((await linked.build()).noticed).toBe("posts is a symbolic link");
    linked.commit();
    expect((await linked.build()).noticed).toMatch(/posts is a symbolic link/);
  });

  it("leaves repositories inside the folders alone, as submodules or without being known", async () => {
    const other = newSite();
    const submodule = (site: TestSite) => site.git("submodule", "--quiet", "add", other.root, "posts/sub");
    expect(await whyNot(submodule)).toBe("posts/sub is a submodule");
    const nested = (site: TestSite) => git(site.root, "clone", "-q", other.root, "posts/nested");
    expect(await whyNot(nested)).toBe("posts/nested/ is a repository of its own");
  });

  it("does not believe git about files that it was told to pass over", async () => {
    const toldOff = "is one that git was told not to look at (assume-unchanged or skip-worktree)";
    for (const flag of ["--assume-unchanged", "--skip-worktree"])
      expect(await whyNot((site) => site.git("update-index", flag, "posts/a.md"))).toBe(
        `posts/a.md ${toldOff}`,
      );
  });

  it("waits until a merge conflict is resolved", async () => {
    const site = await builtSite();
    site.git("checkout", "-q", "-b", "other");
    site.write({ "posts/a.md": "theirs\n" });
    site.commit();
    site.git("checkout", "-q", "main");
    site.write({ "posts/a.md": "ours\n" });
    site.commit();
    expect(() => site.git("merge", "-q", "other")).toThrow();
    expect((await site.build()).noticed).toBe("posts/a.md has a merge conflict");
    site.write({ "posts/a.md": "both\n" });
    site.commit();
    await site.build();
    expect((await site.build()).noticed).toEqual([]);
  });

  it("does not tell two spellings of one file from two files where the disk does not", async () => {
    const site = await builtSite();
    site.write({ "posts/new.md": "new\n", "POSTS/other.md": "other\n" });
    // What a disk that ignores case answers to the other spelling.
    linkSync(join(site.root, "posts/new.md"), join(site.root, "POSTS/NEW.MD"));
    expect((await site.build()).noticed).toBe("the disk has other spellings for posts/new.md");
  });

  it("does not believe git where a filter such as LFS gives the files", async () => {
    const filter = (pattern: string) =>
      whyNot((site) => site.write({ ".gitattributes": `${pattern} filter=lfs\n` }));
    expect(await filter("*.md")).toBe("a git filter stands between the repository and posts/2000-01-01-a.md");
    expect(await filter("pages/**")).toBe(
      "a git filter stands between the repository and pages/2000-01-01-a.md",
    );
    expect(await filter("*.png")).toEqual([]);
  });

  it("says that other folders were recorded", async () => {
    const site = await builtSite();
    const folders = ["posts", "pages", "notes"];
    expect((await site.build({ folders })).noticed).toBe(
      "the site's folders are other ones than at the last build",
    );
    expect((await site.build({ folders })).noticed).toEqual([]);
  });

  it("says that what was kept is gone, cut short, damaged or another catalog's", async () => {
    const site = await builtSite();
    const kept = () => {
      const home = join(site.root, ".broadsheet/git");
      return join(home, readdirSync(home).find((name) => name.endsWith(".files"))!);
    };
    let edition = 0;
    const afterCommit = () => {
      site.write({ "posts/a.md": `edition ${++edition}\n` });
      site.commit();
      return site.build();
    };
    rmSync(kept());
    expect((await afterCommit()).noticed).toBe("what the last build kept of git's answer is gone");
    appendFileSync(kept(), "x");
    expect((await afterCommit()).noticed).toBe("what the last build kept of git's answer is damaged");
    const bytes = readFileSync(kept());
    bytes[bytes.length - 3]! ^= 1;
    writeFileSync(kept(), bytes);
    expect((await afterCommit()).noticed).toBe("what the last build kept of git's answer is damaged");
    expect((await site.build()).noticed).toEqual([]);
  });

  it("is not needed where git's answer has the name of the last one", async () => {
    const site = await builtSite();
    const home = join(site.root, ".broadsheet/git");
    rmSync(join(home, readdirSync(home).find((name) => name.endsWith(".files"))!));
    expect((await site.build()).noticed).toEqual([]);
    site.write({ "posts/a.md": "changed\n" });
    site.commit();
    expect((await site.build()).noticed).toEqual(["posts/a.md"]);
  });

  it("gives up on thousands of uncommitted files", async () => {
    const site = newSite();
    site.write(Object.fromEntries(Array.from({ length: 5001 }, (_, n) => [`posts/${n}.md`, "x"])));
    await site.build();
    expect((await site.build()).noticed).toBe(
      "at the last build, 5001 files were not as git has them (not committed, or rewritten on checkout)",
    );
  });
});

describe("what is kept", () => {
  it("tells which folders to ask about, before the settings are read", async () => {
    const site = await builtSite();
    site.write({ "posts/a.md": "changed\n" });
    const noticing = noticeWithGit(site.root, join(site.root, ".broadsheet/git"));
    noticing.ask();
    const notice = await noticing.changes(site.recorded());
    expect(notice.ok && [...notice.changed.keys()]).toEqual(["posts/a.md"]);
  });

  it("is not needed to ask, and not believed when it makes no sense", async () => {
    const site = await builtSite();
    for (const memory of ["", "null", "{}", '["nowhere"]']) {
      site.write({ ".broadsheet/git/folders.json": memory });
      expect((await site.build()).noticed).toEqual([]);
    }
  });

  it("is not believed when the record of it was damaged", async () => {
    const site = await builtSite();
    site.damageRecord();
    const why = "at the last build, what was kept of git's answer was damaged";
    expect((await site.build()).noticed).toBe(why);
    expect((await site.build()).noticed).toEqual([]);
  });

  it("is given up where it cannot be kept, and no build fails for it", async () => {
    const site = await builtSite();
    const inTheWay = () => {
      rmSync(join(site.root, ".broadsheet"), { recursive: true });
      site.write({ ".broadsheet/git": "a file" });
    };
    await site.build({ meanwhile: inTheWay });
    expect((await site.build()).noticed).toMatch(/EEXIST/);
  });

  it("is one listing and the folders, whatever was left over", async () => {
    const site = await builtSite();
    site.write({ "posts/a.md": "changed\n", ".broadsheet/git/asked-1.files": "of a killed build" });
    site.commit();
    await site.build();
    const names = readdirSync(join(site.root, ".broadsheet/git")).sort();
    expect(names).toEqual([expect.stringMatching(/^[0-9a-f]{32}\.files$/), "folders.json"]);
  });
});

describe("noticing while git still looks at the files", () => {
  const commit = (site: TestSite, text: string) => {
    site.write({ "posts/a.md": text });
    site.commit();
  };

  it("takes what the list says for all that changed, and confirms it", async () => {
    const site = await builtSite();
    commit(site, "changed\n");
    const clone = freshClone(site);
    vi.stubEnv("PATH", slowGit(0.3));
    expect(await clone.build()).toMatchObject({ guess: ["posts/a.md"], isConfirmed: true });
    expect((await clone.build()).noticed).toEqual([]);
  });

  it("does not confirm what is not all, and knows all when asked again", async () => {
    const site = await builtSite();
    commit(site, "changed\n");
    site.write({ "posts/b.md": "changed too, not committed\n" });
    vi.stubEnv("PATH", slowGit(0.3));
    expect(await site.build()).toMatchObject({
      guess: ["posts/a.md"],
      isConfirmed: false,
      noticed: ["posts/a.md", "posts/b.md"],
    });
    expect((await site.build()).noticed).toEqual(["posts/b.md"]);
  });

  it("confirms where what git finds later was among it, and notices when that is taken back", async () => {
    const site = await builtSite();
    commit(site, "changed\n");
    site.write({ "posts/a.md": "changed again\n" });
    vi.stubEnv("PATH", slowGit(0.3));
    expect(await site.build()).toMatchObject({ guess: ["posts/a.md"], isConfirmed: true });
    site.git("checkout", "-q", "posts/a.md");
    expect((await site.build()).noticed).toEqual(["posts/a.md"]);
  });

  it("waits for git where the list is that of the last build", async () => {
    const site = await builtSite();
    site.write({ "posts/b.md": "changed\n" });
    vi.stubEnv("PATH", slowGit(0.3));
    expect(await site.build()).toMatchObject({ guess: ["posts/b.md"], isConfirmed: true });
  });

  it("leaves it to others if git fails over it", async () => {
    const site = await builtSite();
    commit(site, "changed\n");
    vi.stubEnv("PATH", slowGit(0.3, "echo 'fatal: no more' >&2; exit 128"));
    expect(await site.build()).toMatchObject({
      guess: ["posts/a.md"],
      isConfirmed: false,
      noticed: "git failed: no more",
    });
  });
});
