// What a source's path says: date, name, format, folders.

export interface FileName {
  /** As written, e.g. `2022-3-5`; whether that day exists is not looked at here. `null`: the name has none. */
  date: string | null;
  /** Without date and extension. */
  name: string;
  format: "markdown" | "html";
}

/** `posts/2022-03-23-title.md`: Jekyll's form, one-digit months and days and two-digit years included. */
export function parseFileName(path: string): FileName {
  const file = path.slice(path.lastIndexOf("/") + 1);
  const stem = file.replace(/\.[^.]+$/, "");
  const format = /\.html?$/i.test(file) ? "html" : "markdown";
  const [, year, month, day, name] = /^(\d{4}|\d{2})-(\d{1,2})-(\d{1,2})(?:-(.*))?$/s.exec(stem) ?? [];
  if (year === undefined) return { date: null, name: stem, format };
  return { date: `${fullYear(year)}-${month}-${day}`, name: name || stem, format };
}

/** A title for a file that has none: `market-news` is "Market news". */
export function titleFromName(name: string): string {
  const words = name.replace(/[-\s]+/g, " ").trim();
  const [first = ""] = words;
  return first.toUpperCase() + words.slice(first.length);
}

/** The folders between `root` and the file: `posts/city/2022/a.md` below `posts` is `["city", "2022"]`. */
export function foldersBelow(root: string, path: string): string[] {
  const below = path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
  return below.split("/").slice(0, -1);
}

/** As Ruby reads a two-digit year: 69 to 99 are the last century's. */
function fullYear(year: string): string {
  if (year.length === 4) return year;
  return Number(year) >= 69 ? `19${year}` : `20${year}`;
}
