// What a build says, as a `report.txt` among a sample's expected files holds it: short, and the same on every day.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { BuildReport } from "../../src/types/report.js";
import { diagnosticText } from "./diagnostic-text.js";

export function reportText(report: BuildReport, out: string): string {
  const { published, drafts, future, rejected, warnings } = report.posts;
  const due = report.nextDue === null ? "" : `, the next is due ${report.nextDue}`;
  return [
    `published ${published}, drafts ${drafts}, future ${future}${due}\n`,
    ...publishedPosts(out).map((url) => `${decodeURI(url)}\n`),
    rejected.length > 0 ? `\nrejected\n${diagnosticText(rejected)}` : "",
    warnings.length > 0 ? `\nwarnings\n${diagnosticText(warnings)}` : "",
  ].join("");
}

/** Paths of all posts' addresses, percent-encoded, as the months' sitemaps list them. */
export function publishedPosts(out: string): string[] {
  const folder = join(out, "sitemap");
  const months = readdirSync(folder).filter((name) => /^\d{4}-\d\d(?:-\d+)?\.xml$/.test(name));
  return months.sort().flatMap((name) => {
    const text = readFileSync(join(folder, name), "utf8");
    return [...text.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url]) => new URL(url!).pathname);
  });
}
