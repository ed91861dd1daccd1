// Tables as text: a first line with names, then rows. Pure.

/** Rows as objects by the names of the first line. */
export function parseCsv(text: string, separator: string): Record<string, string | null>[] {
  const [names = [], ...rows] = parseRows(text, separator);
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] || null])));
}

function parseRows(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^${separator}\\r\\n"]*))(${separator}|\\r?\\n|$)`, "gy");
  for (let found = cell.exec(text); found !== null && found[0] !== ""; found = cell.exec(text)) {
    const [, quoted, bare = "", end] = found;
    row.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end === separator) continue;
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
  }
  if (row.length > 0) rows.push(row);
  return rows;
}
