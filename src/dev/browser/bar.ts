/// <reference lib="dom" />
// The small bar: from which file the page comes, with which template, how long it took and what it depends on.
import { button, h, openInEditor, shadow } from "./dom.js";
import { BAR_STYLES } from "./styles.js";
import type { PageInfo, Problem, ProblemsMessage } from "./words.js";

export interface Bar {
  connected(isConnected: boolean): void;
  problems(message: ProblemsMessage): void;
}

const FOLDED = "broadsheet-bar-folded";

export function createBar(showOverlay: () => void): Bar {
  const root = shadow("broadsheet-bar", BAR_STYLES);
  let info: PageInfo | undefined;
  let rejected = 0;
  let isConnected = true;
  let isFolded = localStorage.getItem(FOLDED) === "yes";
  const draw = () => {
    if (info === undefined) return;
    const isOpen = root.querySelector("details")?.open ?? false;
    const parts = isFolded
      ? [unfold()]
      : [...(info.missing === null ? [] : [missingPanel(info.missing)]), strip(info, isOpen)];
    root.replaceChildren(...parts);
  };
  const fold = (folded: boolean) => {
    isFolded = folded;
    localStorage.setItem(FOLDED, folded ? "yes" : "no");
    draw();
  };
  const unfold = () =>
    button(
      "Show the preview's bar",
      `dot ${isConnected ? "" : "lost"} ${rejected > 0 ? "wrong" : ""}`,
      () => fold(false),
      "B",
    );
  const strip = (page: PageInfo, isOpen: boolean) => {
    const details = h("details", {}, h("summary", {}, ...facts(page)), dependencies(page));
    details.open = isOpen;
    const count = rejected === 1 ? "1 file in error" : `${rejected} files in error`;
    return h(
      "aside",
      { "aria-label": "Preview" },
      details,
      ...(rejected > 0 ? [button(count, "errors", showOverlay)] : []),
      ...(isConnected ? [] : [h("span", { class: "lost" }, "not connected")]),
      button("Hide the preview's bar", "fold", () => fold(true), "×"),
    );
  };
  const load = async () => {
    const answer = await fetch(`/@broadsheet/page?${new URLSearchParams({ path: location.pathname })}`);
    if (answer.ok) info = (await answer.json()) as PageInfo;
    draw();
  };
  void load();
  return {
    connected(now) {
      isConnected = now;
      draw();
    },
    problems(message) {
      rejected = message.rejected;
      void load();
    },
  };
}

function facts({ marks, source, template, milliseconds }: PageInfo): Node[] {
  return [
    ...marks.map((mark) => h("b", { class: "mark" }, mark)),
    h("span", { class: "source" }, source ?? template ?? "made by the program"),
    ...(milliseconds === null ? [] : [h("span", { class: "time" }, `${milliseconds.toFixed(1)} ms`)]),
  ];
}

function dependencies({ source, template, reads, errors }: PageInfo): HTMLElement {
  const rows: [string, Node[]][] = [
    ...(source === null ? [] : ([["source", [fileLink(source)]]] as [string, Node[]][])),
    ...(template === null ? [] : ([["template", [new Text(template)]]] as [string, Node[]][])),
    ...reads.map(([kind, names]) => [kind, [new Text(names.join(", "))]] as [string, Node[]]),
    ...(errors.length === 0 ? [] : ([["in error", errors.map(errorLink)]] as [string, Node[]][])),
  ];
  return h("dl", {}, ...rows.flatMap(([name, values]) => [h("dt", {}, name), h("dd", {}, ...values)]));
}

function fileLink(file: string, line = 1, column = 1): HTMLElement {
  return button(file, "file", () => void openInEditor({ file, line, column }));
}

function errorLink({ file, place, line, column, message }: Problem): HTMLElement {
  const name = file === null ? h("span", {}, place) : fileLink(file, line, column);
  return h("p", {}, name, ` ${message}`);
}

function missingPanel({ nearest, absent }: NonNullable<PageInfo["missing"]>): HTMLElement {
  const panel = h("section", { class: "missing", "aria-label": "Not found" });
  if (absent.length > 0) {
    panel.append(h("h2", {}, "It would be here, but"));
    for (const { file, why, problem } of absent) {
      const line = h("p", {}, fileLink(file, problem?.line, problem?.column), ` ${why}`);
      panel.append(line);
      if (problem !== null)
        panel.append(
          h("pre", {}, `${problem.place}  ${problem.message}\n${problem.frame}\n  → ${problem.hint}`),
        );
    }
  }
  if (nearest.length > 0) {
    const links = nearest.map(({ url, title }) =>
      h("li", {}, h("a", { href: url }, decodeURI(url)), title === url ? "" : ` ${title}`),
    );
    panel.append(h("h2", {}, "Nearest pages"), h("ul", {}, ...links));
  }
  if (absent.length + nearest.length === 0) panel.append(h("h2", {}, "There is no page at this address"));
  return panel;
}
