// After any edits and any doings with git, a build that goes by git knows what a walk over the folders would find
// (`site.build` throws if not), and does not look at everything for it.
import { existsSync, utimesSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, it, vi } from "vitest";
import { slowGit } from "../../tools/slow-git.js";
import { git, newFolder, newSite, type TestSite } from "./site.js";

const { PATH } = process.env;
const slow = slowGit(0.05);
afterAll(() => vi.unstubAllEnvs());

const RUNS = Number(process.env.PROPERTY_RUNS ?? 15);

/** Committed first and never touched again. */
const UNTOUCHED = ["posts/a.md", "posts/b.md", "pages/about.md"];

const PATHS = ["posts/one.md", "posts/two.md", "posts/市场.md", "posts/deep/three.md", "pages/four.md"];

type Step = (site: TestSite) => TestSite | undefined;

/** What git refuses (nothing to stash, a dirty checkout) is no step. */
const tried =
  (...command: string[]): Step =>
  (site) => {
    try {
      site.git(...command);
    } catch {}
    return undefined;
  };

const path = fc.constantFrom(...PATHS);
const steps: fc.Arbitrary<{ name: string; step: Step }> = fc.oneof(
  // Two texts of one length, written in one second: what a comparison by size and time would miss.
  named("write", fc.tuple(path, fc.constantFrom("1\n", "2\n", "longer\n")), ([file, text]) => (site) => {
    site.write({ [file]: text });
    return undefined;
  }),
  named("remove", path, (file) => (site) => {
    if (existsSync(join(site.root, file))) site.remove(file);
    return undefined;
  }),
  named("rename", fc.tuple(path, path), ([from, to]) => tried("mv", "-f", from, to)),
  named("touch", path, (file) => (site) => {
    if (existsSync(join(site.root, file))) utimesSync(join(site.root, file), 1, 1);
    return undefined;
  }),
  named("add", path, (file) => tried("add", file)),
  named("unstage", path, (file) => tried("rm", "-q", "--cached", file)),
  named("restore", path, (file) => tried("checkout", "-q", file)),
  ...[
    ["add", "-A", "."],
    ["commit", "-q", "-a", "-m", "x"],
    ["commit", "-q", "-m", "x"],
    ["reset", "-q", "--hard"],
    ["reset", "-q", "HEAD~1"],
    ["stash", "-q", "-u"],
    ["stash", "pop", "-q"],
    ["checkout", "-q", "-b", "other"],
    ["checkout", "-q", "main"],
    ["checkout", "-q", "other"],
    ["status", "-s"],
  ].map((command) => fc.constant({ name: command.join(" "), step: tried(...command) })),
  fc.constant({ name: "fresh shallow clone", step: freshClone }),
);

function named<T>(name: string, values: fc.Arbitrary<T>, step: (value: T) => Step) {
  return values.map((value) => ({ name: `${name} ${String(value)}`, step: step(value) }));
}

function freshClone(site: TestSite): TestSite {
  const folder = join(newFolder(), "clone");
  git(site.root, "clone", "-q", "--depth", "1", `file://${site.root}`, folder);
  return site.movedTo(folder);
}

it("notices every change, and hardly anything else, after any edits and doings with git", {
  timeout: 600_000,
}, async () => {
  const rounds = fc.array(fc.array(steps, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(rounds, fc.boolean(), async (sequence, isSlow) => {
      vi.stubEnv("PATH", isSlow ? slow : PATH);
      let site = newSite();
      await site.build();
      for (const round of sequence) {
        for (const { step } of round) site = step(site) ?? site;
        const { noticed } = await site.build();
        if (typeof noticed === "string") expect(noticed).toMatch(/has a merge conflict$/);
        else for (const file of UNTOUCHED) expect(noticed).not.toContain(file);
      }
    }),
    { numRuns: RUNS },
  );
});
