// `import`: a site of another program's made into one of Broadsheet's own kind.
import { resolve } from "node:path";
import { BuildError } from "../diagnostics/diagnostic.js";
import { importAddressesGone, importKindUnknown } from "../diagnostics/importing.js";
import { importJekyll } from "../importing/jekyll.js";
import type { Reporter } from "../terminal/reporter.js";
import { grouped } from "../terminal/summary.js";
import type { Task } from "./commands.js";

/** `argument`: `jekyll` and the folder. Throws a BuildError where nothing can be imported. */
export async function runImport(
  { argument, root, now }: Task,
  cwd: string,
  reporter: Reporter,
): Promise<void> {
  const [, kind = "", folder = ""] = /^(\S+)(?:\s+(.+))?$/.exec(argument) ?? [];
  if (kind !== "jekyll" || folder === "") throw new BuildError(importKindUnknown(kind));
  const report = await importJekyll({ from: resolve(cwd, folder), to: root, now, reporter });
  const count = (state: string) => report.rows.filter((row) => row.state === state).length;
  for (const problem of report.problems) reporter.diagnostic(problem);
  reporter.line(
    `Imported ${grouped(report.posts)} posts, ${grouped(report.pages)} pages, ${grouped(report.files)} files`,
  );
  reporter.line(
    `Addresses: ${grouped(count("same"))} of ${grouped(report.rows.length)} are as they were, ${grouped(count("leads"))} lead on, ${grouped(count("gone"))} are gone`,
  );
  if (count("gone") > 0) reporter.diagnostic(importAddressesGone(count("gone")));
  reporter.line("What is left to do is in IMPORT.md, every address in import-urls.tsv.");
}
