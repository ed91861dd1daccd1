// Whether the links of a published site lead anywhere.
import { outputPath } from "../../src/urls.js";
import type { Tree } from "./trees.js";

/** `from -> to` of each link that leads to no file of the tree. Links to other sites are not followed. */
export function deadLinks(tree: Tree, origin: string): string[] {
  const dead = new Set<string>();
  for (const [path, bytes] of tree) {
    if (!/\.(?:html|xml|json|txt)$/.test(path)) continue;
    const text = Buffer.from(bytes, "latin1").toString("utf8");
    const base = `${origin}/${path.split("/").map(encodeURIComponent).join("/")}`;
    for (const link of linksIn(text, path, origin)) {
      const url = new URL(link, base);
      if (url.origin !== origin) continue;
      const target = outputPath(url.pathname);
      if (!target.ok || !tree.has(target.output)) dead.add(`${path} -> ${url.pathname}`);
    }
  }
  return [...dead].sort();
}

/** In HTML what can be followed or is loaded; everywhere whole addresses of this site. */
function linksIn(text: string, path: string, origin: string): string[] {
  const attributes = path.endsWith(".html")
    ? [...text.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, link]) => link!)
    : [];
  const escaped = origin.replaceAll(".", "\\.").replaceAll("/", "\\\\?/");
  const whole = [...text.matchAll(new RegExp(`${escaped}[^\\s"'<>\\]]*`, "g"))].map(([link]) =>
    link.replaceAll("\\/", "/"),
  );
  return [...attributes, ...whole].map((link) => link.replaceAll("&amp;", "&").replaceAll("&#39;", "'"));
}
