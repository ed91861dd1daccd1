// The script of the README that sends a site to a bucket, run with a stand-in for `aws` that keeps the bucket in a folder.
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { build } from "../../src/build.js";
import {
  addBareTemplates,
  buildSite,
  readTree,
  silent,
  source,
  tempFolder,
  tempSite,
  writeFiles,
} from "../tools/temp-site.js";

const readme = readFileSync(fileURLToPath(new URL("../../README.md", import.meta.url)), "utf8");
const script = /```sh\n(# deploy\.sh[\s\S]*?)```/.exec(readme)?.[1] as string;

/** `aws s3 cp … FROM s3://bucket/TO` and `aws s3 rm … s3://bucket/PATH`. */
const AWS = `#!/bin/sh
set -eu
verb=$2
for last; do :; done
to=$STORE/\${last#s3://*/}
echo "$*" >> "$STORE.log"
if [ "$verb" = rm ]; then rm "$to"; exit; fi
from=
for word; do [ "$word" = "$last" ] || from=$word; done
mkdir -p "$(dirname "$to")"
cp "$from" "$to"
`;

it("sends a bucket each difference, in the order of changes.json, and nothing else", async () => {
  const post = (title: string) => source({ title, date: "2025-12-01 08:00:00 +0000" });
  const root = tempSite({ "posts/2025-12-01-a b.md": post("A"), "posts/2025-12-02-b.md": post("B") });
  addBareTemplates(root);
  const tools = tempFolder();
  const bucket = join(tools, "bucket");
  writeFiles(tools, { "bin/aws": AWS });
  chmodSync(join(tools, "bin/aws"), 0o755);
  mkdirSync(bucket);
  const deploy = async () => {
    rmSync(join(root, "upload"), { recursive: true, force: true });
    await buildSite(root, { delta: join(root, "upload") });
    const env = {
      ...process.env,
      PATH: `${join(tools, "bin")}:${process.env.PATH}`,
      STORE: bucket,
      BUCKET: "news",
    };
    execFileSync("sh", ["-c", script], { cwd: root, env });
  };

  await deploy();
  rmSync(join(root, "posts/2025-12-02-b.md"));
  writeFiles(root, { "posts/2025-12-03-c.md": post("C") });
  await deploy();

  const clean = tempFolder();
  await buildSite(root, { out: clean, home: join(tools, "home") });
  expect(readTree(bucket)).toEqual(readTree(clean));
  const log = readFileSync(`${bucket}.log`, "utf8");
  expect(log).toMatch(
    /--cache-control public, max-age=60 --content-type application\/atom\+xml upload\/feed\.xml/,
  );
  expect(log.lastIndexOf(" s3 cp ".trim())).toBeLessThan(log.indexOf("s3 rm"));
});

it("refuses a folder for the difference that holds something before it reads a single post", async () => {
  const root = tempSite({ "posts/2025-12-01-a.md": source({ title: "A" }), "upload/old.html": "old" });
  const said: string[] = [];
  const reporter = { ...silent, detail: (line: string) => void said.push(line) };
  await expect(build({ root, delta: join(root, "upload"), reporter })).rejects.toThrow(/is not empty/);
  expect(said).toEqual([]);
  expect(readFileSync(join(root, "upload/old.html"), "utf8")).toBe("old");
});
