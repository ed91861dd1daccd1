// Old address -> new address, for everything that the Jekyll site publishes.
import type { Address } from "./listing.js";

export interface Row {
  /** Of the Jekyll site. */
  url: string;
  kind: Address["kind"];
  source: string | null;
  /** Where the same is now, `null`: nowhere. */
  now: string | null;
  /** `same`: at the address that it had. `leads`: its address leads on. `gone`: there is nothing at its address. */
  state: "same" | "leads" | "gone";
}

/** `leads`: by file, where an address that is kept leads. `moved`: by file, where what is gone can be found. */
export function compareAddresses(
  before: ReadonlyMap<string, Address>,
  after: ReadonlyMap<string, Address>,
  leads: ReadonlyMap<string, string>,
  moved: ReadonlyMap<string, string>,
): Row[] {
  const rows = [...before.values()].map(({ path, url, kind, source }): Row => {
    const here = after.get(path);
    const row = { url, kind, source };
    if (here === undefined) return { ...row, now: moved.get(path) ?? null, state: "gone" };
    const target = leads.get(path);
    // What was a redirect before is the same if it is one now.
    if (target !== undefined && kind !== "redirect") return { ...row, now: target, state: "leads" };
    return { ...row, now: here.url, state: "same" };
  });
  return rows.sort((a, b) => (a.url < b.url ? -1 : a.url > b.url ? 1 : 0));
}

/** For spreadsheets and scripts: a line each, divided by tabs. */
export function tableText(rows: readonly Row[]): string {
  const lines = rows.map(({ url, now, state, kind, source }) => [url, now ?? "", state, kind, source ?? ""]);
  return [["old", "new", "state", "kind", "source"], ...lines]
    .map((cells) => `${cells.map((cell) => cell.replace(/[\t\n]/g, " ")).join("\t")}\n`)
    .join("");
}
