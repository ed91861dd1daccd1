// Where the preview is found, and what it opens: the next free port, other machines, the browser, the editor.
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { runCommand } from "../../../src/commands/commands.js";
import { preview, until } from "../../tools/previewing.js";
import { compileProgram, type Program, runPreview } from "../../tools/program.js";
import { addBareTemplates, SITE, source, tempFolder, writeFiles } from "../../tools/temp-site.js";

function site(): string {
  const root = tempFolder();
  writeFiles(root, { "site.yml": SITE, "posts/2022-03-01-a.md": source({ title: "A" }) });
  addBareTemplates(root);
  return root;
}

/** Somebody else's server. Gives its port. */
async function takePort(): Promise<number> {
  const server: Server = createServer();
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as { port: number }).port;
}

/** A program that writes what it was called with into a file. */
function recorder(name: string): { program: string; calls(): string } {
  const folder = tempFolder();
  const [program, calls] = [join(folder, name), join(folder, "calls.txt")];
  writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$@" >> '${calls}'\n`);
  chmodSync(program, 0o755);
  return { program, calls: () => (existsSync(calls) ? readFileSync(calls, "utf8") : "") };
}

describe("a port that is taken", () => {
  it("is left to its owner: the next free one is used", async () => {
    const taken = await takePort();
    const shown = await preview(site(), { port: taken });
    expect(shown.port).toBeGreaterThan(taken);
    expect(shown.port).toBeLessThanOrEqual(taken + 50);
    expect(await shown.text("/2022/03/01/a.html")).toContain("A");
  });

  it("is said on the terminal", async () => {
    const taken = await takePort();
    const stopping = new AbortController();
    let said = "";
    const terminal = {
      ...{ isTTY: false, columns: 100, colorDepth: 1 },
      write: (text: string) => {
        said += text;
        return true;
      },
    };
    const running = runCommand(["dev", "--root", site(), "--port", String(taken)], {
      ...{ stdout: terminal, stderr: terminal, env: {}, cwd: tempFolder(), clock: Date.now },
      stopping: stopping.signal,
    });
    await until(
      () => said,
      (text) => /Preview {2}http/.test(text),
    );
    expect(said).toContain(`Port ${taken} is taken; this is the next free one.`);
    stopping.abort();
    expect(await running).toBe(0);
  });
});

describe("--host 0.0.0.0", () => {
  it("names the address for other machines, and answers there", async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((all) => all ?? [])
      .filter(({ family, internal }) => family === "IPv4" && !internal);
    const shown = await preview(site(), { host: "0.0.0.0" });
    expect(shown.urls).toEqual([
      `http://127.0.0.1:${shown.port}/`,
      ...others.map(({ address }) => `http://${address}:${shown.port}/`),
    ]);
    for (const url of shown.urls) expect((await fetch(url)).status, url).toBe(200);
  });
});

describe("programs of the user's", () => {
  let program: Program;
  beforeAll(async () => {
    program = await compileProgram();
  }, 60_000);

  it("--open shows the front page in the browser", async () => {
    const browser = recorder("browser");
    const running = await runPreview(program, ["--root", site(), "--open"], {
      BROWSER: browser.program,
      DISPLAY: "",
    });
    await until(browser.calls, (calls) => calls.includes(`${running.origin}/`));
    expect(await running.stop()).toBe(0);
  });

  it("the editor opens the file at its line", async () => {
    const root = site();
    const editor = recorder("code");
    const shown = await preview(root, { editor: editor.program });
    const answer = await shown.get("/@broadsheet/open", {
      method: "POST",
      headers: { "content-type": "application/json", origin: shown.origin },
      body: JSON.stringify({ file: "posts/2022-03-01-a.md", line: 3, column: 7 }),
    });
    expect(answer.status).toBe(202);
    const calls = await until(editor.calls, (text) => text.includes("a.md"));
    expect(calls).toContain(`${join(root, "posts/2022-03-01-a.md")}:3:7`);
  });
});
