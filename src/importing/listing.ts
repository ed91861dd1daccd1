// Everything that a site publishes, without making it: its addresses with who makes them, and what its sources say.
import { fromJson } from "../catalog/catalog.js";
import { planJekyllGroups } from "../jekyll/plan.js";
import { planGroups } from "../pages/plan.js";
import { hireCrew } from "../stages/crew.js";
import type { JekyllSiteInputs } from "../stages/jekyll.js";
import { startNoticing } from "../stages/notice.js";
import { collectProblems } from "../stages/report.js";
import { parseAndRecord } from "../stages/sources.js";
import { openWorkspace, type Workspace } from "../stages/workspace.js";
import type { Reporter } from "../terminal/reporter.js";
import type { Instant, Post, StaticPage } from "../types/content.js";
import type { Diagnostic } from "../types/diagnostic.js";
import type { PagePlan } from "../types/pages.js";
import { pathKey } from "../urls.js";

export interface Address {
  /** The file below the published folder: what two sites are compared by. */
  path: string;
  /** Below the base path, percent-encoded. */
  url: string;
  kind: PagePlan["kind"];
  /** What is planned together: a term has one, a day too, whatever kind of site it is. */
  subject: string;
  /** The source that it is the page of, `null` for what many sources make. */
  source: string | null;
  /** Where a redirect leads. */
  target: string | null;
}

export interface Listing {
  workspace: Workspace;
  /** By path. */
  addresses: Map<string, Address>;
  /** All of them, drafts and those that wait for their date too. */
  posts: Post[];
  pages: StaticPage[];
  /** Sources of posts, read or not; of a Jekyll site. */
  postFiles: string[];
  /** What is wrong with sources and settings. */
  problems: Diagnostic[];
  close(): void;
}

/** Drafts and future posts count as published: their addresses are kept, too. */
export async function listSite(root: string, now: Instant, reporter: Reporter): Promise<Listing> {
  const workspace = await openWorkspace({ root, now, drafts: true, future: true, dryRun: true });
  const crew = hireCrew(workspace, { root, staging: null });
  try {
    const changes = await startNoticing(root, null).changes(workspace);
    const hands = crew.for(changes.suspects.size);
    const outcome = await parseAndRecord({ workspace, crew: hands, reporter }, changes, now);
    const { catalog } = workspace;
    const records = <T>(table: string): T[] =>
      catalog
        .sql(`SELECT record FROM ${table} ORDER BY path`)
        .all()
        .map((row) => fromJson<T>(row, "record"));
    const problems = catalog
      .sql("SELECT problems FROM sources WHERE problems IS NOT NULL ORDER BY path")
      .all()
      .flatMap((row) => fromJson<Diagnostic[]>(row, "problems"));
    return {
      workspace,
      addresses: addressesOf(workspace, { ...outcome.touched, everything: true }, now),
      posts: records<Post>("posts"),
      pages: records<StaticPage>("static_pages"),
      postFiles: "sources" in workspace.siteInputs ? postFiles(workspace.siteInputs as JekyllSiteInputs) : [],
      problems: [...collectProblems(workspace, changes, outcome, false), ...problems],
      close: () => catalog.discard(),
    };
  } finally {
    await crew.close();
  }
}

const postFiles = ({ sources }: JekyllSiteInputs): string[] => sources.posts.map(({ path }) => path);

function addressesOf(
  workspace: Workspace,
  touched: Parameters<typeof planGroups>[1],
  now: Instant,
): Map<string, Address> {
  const found = new Map<string, Address>();
  const { queries, reservedBy, siteInputs, jekyll } = workspace;
  for (const { output, path, themeName } of siteInputs.assets)
    if (themeName !== null || (reservedBy(output) === null && !queries.isTaken(pathKey(output))))
      found.set(output, {
        ...{ path: output, url: `/${output}`, kind: "asset", subject: "", source: path, target: null },
      });
  const groups =
    jekyll === null ? planGroups(workspace.site(now), touched) : planJekyllGroups(jekyll, touched);
  for (const group of groups)
    for (const { path, url, kind, subject, source, facts } of group.pages) {
      if (found.has(path)) continue;
      const target = kind === "redirect" ? String(facts.target ?? "") : null;
      found.set(path, { path, url, kind, subject, source: source?.path ?? null, target });
    }
  return found;
}
