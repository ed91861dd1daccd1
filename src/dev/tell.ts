// What an update means for the pages that are open: nothing, other style sheets, or other bytes.
import type { Audience, Reader } from "./audience.js";
import type { SiteEvent } from "./events.js";
import type { Answer, Pages, Snapshot } from "./pages.js";
import type { ProblemDesk } from "./problems.js";

export interface Teller {
  /** Returns how many open pages had to change. */
  tell(before: Snapshot, events: readonly SiteEvent[]): number;
  /** To one that has just come: what it missed since its page was made. */
  greet(reader: Reader): void;
}

export function createTeller(pages: Pages, audience: Audience, problems: ProblemDesk): Teller {
  const lastProblems = new WeakMap<Reader, string>();
  const tellProblems = (reader: Reader) => {
    const message = {
      event: "problems" as const,
      problems: problems.concerning(reader.output),
      rejected: problems.rejected(),
    };
    const text = JSON.stringify(message);
    if (lastProblems.get(reader) === text) return;
    lastProblems.set(reader, text);
    reader.tell(message);
  };
  const reload = (reader: Reader, version: string) => {
    reader.version = version;
    reader.tell({ event: "reload" });
  };
  return {
    tell(before, events) {
      let told = 0;
      const swaps = styleSwaps(before.theme, pages.theme);
      const urls = [...changedFiles(events, pages), ...changedSheets(before, pages)];
      for (const reader of audience.readers) {
        const answer = pages.at(reader.output, true);
        const version = versionOf(answer, pages);
        if (version !== reader.version) {
          told++;
          const old = before.texts.get(reader.output);
          const isSeen = old?.sha256 === reader.version;
          if (isSeen && answer.kind === "page" && differsInStyle(old.text, answer.page.text, swaps)) {
            reader.version = version;
            reader.tell({ event: "css", swaps, version });
          } else reload(reader, version);
        }
        if (urls.length > 0) reader.tell({ event: "files", urls });
        tellProblems(reader);
      }
      return told;
    },
    greet(reader) {
      const version = versionOf(pages.at(reader.output, true), pages);
      if (version !== reader.version) reload(reader, version);
      tellProblems(reader);
    },
  };
}

/** Two answers of one version look the same in a browser. */
export function versionOf(answer: Answer, pages: Pages): string {
  switch (answer.kind) {
    case "page":
    case "last":
      return answer.page.sha256;
    case "broken":
    case "unsettled":
      return answer.last?.sha256 ?? "broken";
    case "asset":
      return "asset";
    case "missing": {
      const notFound = pages.at("404.html", true);
      return `missing-${notFound.kind === "page" ? notFound.page.sha256 : ""}`;
    }
  }
}

type Theme = Readonly<Record<string, string>>;

/** Style sheets of the theme whose content, and so whose address, is another one. */
function styleSwaps(before: Theme, now: Theme): { from: string; to: string }[] {
  return Object.keys(now).flatMap((name) => {
    const [from, to] = [before[name], now[name]];
    return name.endsWith(".css") && from !== undefined && to !== undefined && from !== to
      ? [{ from, to }]
      : [];
  });
}

function differsInStyle(
  before: string,
  now: string,
  swaps: readonly { from: string; to: string }[],
): boolean {
  return swaps.length > 0 && swaps.reduce((text, { from, to }) => text.replaceAll(from, to), before) === now;
}

/** Addresses of stylesheets that are made, and are others than browsers saw. */
function changedSheets({ texts }: Snapshot, pages: Pages): string[] {
  return [...pages.sheets].flatMap((output) => {
    const answer = pages.at(output, true);
    const isOther = answer.kind === "page" && answer.page.sha256 !== texts.get(output)?.sha256;
    return isOther ? [answer.page.plan.url] : [];
  });
}

/** Addresses of files that are published as they are, and changed. */
function changedFiles(events: readonly SiteEvent[], pages: Pages): string[] {
  return events.flatMap(({ kind, path }) => (kind === "asset" ? pages.addressesOf(path) : []));
}
