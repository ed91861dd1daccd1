// What in a Jekyll site's folder is none of its files: what programs write there, and what the site excludes.
import { createExclusion } from "../jekyll/sources.js";
import { writtenFolders } from "../stages/jekyll.js";
import type { JekyllConfig } from "../types/jekyll.js";

type IsForeign = (path: string) => boolean;

/** `settings`: those of now; `null` where it is no Jekyll site. */
export function createForeign(settings: () => JekyllConfig | null): IsForeign {
  let known: { of: JekyllConfig | null; test: IsForeign } | undefined;
  return (path) => {
    const of = settings();
    if (known?.of !== of) known = { of, test: of === null ? () => false : testOf(of) };
    return (known as { test: IsForeign }).test(path);
  };
}

function testOf(config: JekyllConfig): IsForeign {
  const folders = writtenFolders(config);
  const isExcluded = createExclusion(config);
  return (path) =>
    folders.some((folder) => path === folder || path.startsWith(`${folder}/`)) || isExcluded(path, true);
}
