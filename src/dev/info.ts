// What the bar of the preview says of the page that is open.
import { readsByKind } from "../read-names.js";
import { isoWithOffset } from "../time.js";
import type { Instant } from "../types/content.js";
import type { PagePlan, PostCard } from "../types/pages.js";
import type { PageInfo } from "./browser/words.js";
import type { LiveSite } from "./live-site.js";
import { nearestPages, whyAbsent } from "./not-found.js";
import type { Pages, ShownPage } from "./pages.js";
import { type ProblemDesk, problemText } from "./problems.js";

/** Errors listed in the bar. */
const LISTED = 20;

export function pageInfo(
  {
    root,
    live,
    pages,
    problems,
    now,
  }: { root: string; live: LiveSite; pages: Pages; problems: ProblemDesk; now: Instant },
  output: string,
): PageInfo {
  const answer = pages.at(output, true);
  const page = "page" in answer ? answer.page : "last" in answer ? answer.last : null;
  const errors = problems.errors();
  const isMissing = answer.kind === "missing";
  const absent = isMissing ? whyAbsent(live.workspace, errors, output) : [];
  return {
    root,
    ...describePage(isMissing ? null : page),
    marks: page === null ? [] : marksOf(page, now, live.workspace.config.timezone),
    errors: errors.slice(0, LISTED).map((problem) => problemText(root, problem)),
    missing: isMissing
      ? {
          nearest: nearestPages(live.workspace, output),
          absent: absent.map(({ problem, ...rest }) => ({
            ...rest,
            problem: problem && problemText(root, problem),
          })),
        }
      : null,
  };
}

function describePage(
  page: ShownPage | null,
): Pick<PageInfo, "source" | "template" | "milliseconds" | "reads"> {
  if (page === null) return { source: null, template: null, milliseconds: null, reads: [] };
  const { plan, reads, milliseconds } = page;
  return {
    source: plan.source?.path ?? null,
    template: templateOf(plan),
    milliseconds,
    reads: readsByKind(reads).filter(([, names]) => names.length > 0),
  };
}

/** Of a Jekyll site's pages their layout, by its name. */
function templateOf({ template, facts }: PagePlan): string | null {
  if (template.startsWith("jekyll/")) return (facts.doc as { layout?: string } | undefined)?.layout || null;
  return template.startsWith("built-in/") ? null : `${template}.njk`;
}

function marksOf({ plan }: ShownPage, now: Instant, zone: string): string[] {
  const post = plan.facts.post as PostCard | undefined;
  if (plan.kind !== "post" || post === undefined) return [];
  return [
    ...(post.draft ? ["Draft"] : []),
    ...(post.date > now ? [`Due ${isoWithOffset(post.date, zone).slice(0, 16).replace("T", " ")}`] : []),
  ];
}
