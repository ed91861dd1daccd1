/// <reference lib="dom" />
// Elements made by hand: text never becomes markup here.

type Child = Node | string;

export function h<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

export function button(
  label: string,
  className: string,
  onClick: () => void,
  ...children: Child[]
): HTMLButtonElement {
  const element = h(
    "button",
    { type: "button", class: className },
    ...(children.length > 0 ? children : [label]),
  );
  if (children.length > 0) element.setAttribute("aria-label", label);
  element.addEventListener("click", onClick);
  return element;
}

/** A root of its own, so that neither the page's styles nor these reach the other. */
export function shadow(name: string, styles: string): ShadowRoot {
  const host = document.createElement(name);
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];
  document.documentElement.append(host);
  return root;
}

/** Asks the server to open a file; if it cannot, VS Code may know the address. */
export function openInEditor(at: { file: string; line: number; column: number }): Promise<Response> {
  return fetch("/@broadsheet/open", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(at),
  });
}
