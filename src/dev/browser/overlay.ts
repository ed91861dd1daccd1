/// <reference lib="dom" />
// What is wrong, over the page: the words of the terminal, and ways to the file. It goes when the file is mended.
import { button, h, openInEditor, shadow } from "./dom.js";
import { OVERLAY_STYLES } from "./styles.js";
import type { Problem } from "./words.js";

export interface Overlay {
  /** An empty list takes it away. */
  show(problems: readonly Problem[]): void;
  /** After it was closed by hand. */
  showAgain(): void;
}

export function createOverlay(): Overlay {
  let root: ShadowRoot | undefined;
  let current: readonly Problem[] = [];
  const draw = (isOpen: boolean) => {
    root ??= shadow("broadsheet-overlay", OVERLAY_STYLES);
    root.replaceChildren(...(isOpen && current.length > 0 ? [panel(current, () => draw(false))] : []));
  };
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && root?.firstChild) draw(false);
  });
  return {
    show(problems) {
      if (problems.length === 0 && current.length === 0) return;
      current = problems;
      draw(problems.length > 0);
    },
    showAgain: () => draw(true),
  };
}

function panel(problems: readonly Problem[], close: () => void): HTMLElement {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  const head = h("header", {}, h("h2", {}, count), button("Close", "close", close));
  const panel = h("section", { role: "alertdialog", "aria-label": count }, head, ...problems.map(entry));
  panel.append(h("footer", {}, "This goes by itself when the file is mended. Esc closes it until then."));
  return panel;
}

function entry(problem: Problem): HTMLElement {
  const { place, severity, message, frame, hint } = problem;
  const text = h("pre", {});
  if (place !== "") text.append(placeLink(problem), "  ");
  text.append(h("b", { class: severity }, severity), `  ${message}`);
  if (frame !== "") text.append("\n", h("span", { class: "frame" }, frame));
  if (hint !== "") text.append("\n  ", h("span", { class: "arrow" }, "→"), ` ${hint}`);
  return h("article", {}, text, ...(problem.file === null ? [] : [editorLinks(problem)]));
}

function placeLink(problem: Problem): Node {
  const { place, file, line, column } = problem;
  if (file === null) return document.createTextNode(place);
  const link = h("a", { href: "#", class: "place" }, place);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    void openInEditor({ file, line, column });
  });
  return link;
}

function editorLinks({ file, line, column, absolute }: Problem): HTMLElement {
  const said = h("span", { role: "status" });
  const open = button("Open in the editor", "open", async () => {
    const answer = await openInEditor({ file: file as string, line, column });
    said.textContent = (await answer.text()).trim();
  });
  const code = h(
    "a",
    { href: `vscode://file${encodeURI(absolute ?? "")}:${line}:${column}` },
    "Open in VS Code",
  );
  return h("p", {}, open, ...(absolute === null ? [] : [code]), said);
}
