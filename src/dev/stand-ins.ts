// What is shown in the place of a page, and what is added to every one.
import { formatDiagnostic } from "../terminal/reporter.js";
import type { Diagnostic } from "../types/diagnostic.js";
import { escapeXml } from "../xml.js";
import { OWN } from "./guards.js";

/** The preview's script, at the very end, so that the page is what it is without it. */
export function withClient(html: string, version: string): string {
  const tag = `<script type="module" src="${OWN}client.js" data-broadsheet="${version}"></script>`;
  const end = html.lastIndexOf("</body>");
  return end < 0 ? html + tag : html.slice(0, end) + tag + html.slice(end);
}

/** For a page that cannot be rendered and never was: the same words as in the terminal. */
export function brokenPage(problems: readonly Diagnostic[]): string {
  const text = problems.map((problem) => formatDiagnostic(problem)).join("\n\n");
  return standIn(problems.length > 0 ? "This page cannot be made yet" : "This page is being written", text);
}

/** Where the site has no `404.html`. */
export const missingPage = (): string =>
  standIn("There is no page here", "The site has no 404.html, which would be shown in this place.");

function standIn(what: string, text: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${what}</title></head>
<body>
<h1>${what}</h1>
<pre>${escapeXml(text)}</pre>
</body>
</html>
`;
}
