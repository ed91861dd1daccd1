// Which file of the site `@use "name"` and `@import "name"` mean.
// Source: Sass's specification, "Import" (spec/modules.md: Resolving a `file:` URL, Importing a File).

export interface SheetFiles {
  /** A file's text; `null`: there is none. */
  file(path: string): string | null;
  /** Names of the stylesheets in a folder. */
  names(folder: string): ReadonlySet<string>;
}

export interface SassFinder {
  /** `null`: there is no such stylesheet. Throws where two would do. */
  find(name: string, isImport: boolean): URL | null;
  urlOf(path: string): URL;
  pathOf(url: URL): string;
}

/** Sass resolves what a file names beside it against the file's own URL. */
const SCHEME = "site:";

export function createSassFinder(files: SheetFiles, loadPaths: readonly string[]): SassFinder {
  const urlOf = (path: string) => new URL(`${SCHEME}///${path.split("/").map(encodeURIComponent).join("/")}`);
  const pathOf = (url: URL) => url.pathname.split("/").map(decodeURIComponent).join("/").replace(/^\/+/, "");

  const withEnding = (path: string, ending: string, isImport: boolean): string | null => {
    const slash = path.lastIndexOf("/");
    const [folder, name] = [path.slice(0, Math.max(0, slash)), path.slice(slash + 1)];
    const known = files.names(folder);
    const pathTo = (one: string) => (folder === "" ? one : `${folder}/${one}`);
    const isThere = (one: string) => known.has(one) && files.file(pathTo(one)) !== null;
    const stems = isImport ? [`${name}.import`, name] : [name];
    for (const stem of stems)
      for (const endings of ending === "" ? [[".sass", ".scss"], [".css"]] : [[ending]]) {
        const found = endings.flatMap((one) => [`_${stem}${one}`, `${stem}${one}`]).filter(isThere);
        if (found.length > 1) throw new Error(`It's not clear which file to load: ${found.join(" or ")}.`);
        if (found[0] !== undefined) return pathTo(found[0]);
      }
    return null;
  };
  const at = (path: string, isImport: boolean): string | null => {
    const [, stem, ending] = /^(.*[^/])(\.(?:sass|scss|css))$/.exec(path) ?? [];
    if (stem !== undefined) return withEnding(stem, ending as string, isImport);
    return withEnding(path, "", isImport) ?? withEnding(`${path}/index`, "", isImport);
  };
  return {
    find(name, isImport) {
      const places = name.startsWith(SCHEME)
        ? [pathOf(new URL(name))]
        : /^[a-z][a-z\d+.-]*:/i.test(name)
          ? []
          : loadPaths.map((folder) => pathOf(new URL(name, urlOf(`${folder === "." ? "" : folder}/`))));
      for (const place of places) {
        const found = at(place, isImport);
        if (found !== null) return urlOf(found);
      }
      return null;
    },
    urlOf,
    pathOf,
  };
}
