// Filters over lists: choosing, grouping, ordering.
import type { Liquid } from "liquidjs";
import { compare, inspect, isTime, property, toList, toText } from "./values.js";

export function addListFilters(liquid: Liquid): void {
  liquid.registerFilter("where", where);
  liquid.registerFilter("find", (list: unknown, key: string, target: unknown) => where(list, key, target)[0]);
  liquid.registerFilter("sort", sort);
  liquid.registerFilter("group_by", groupBy);
  liquid.registerFilter("jsonify", (value: unknown) => JSON.stringify(plain(value, 0)) ?? "null");
  liquid.registerFilter("inspect", (value: unknown) =>
    inspect(value).replaceAll("&", "&amp;").replaceAll("<", "&lt;"),
  );
  liquid.registerFilter("array_to_sentence_string", sentence);
  // Chance has no place where the same inputs are the same bytes.
  liquid.registerFilter("sample", (list: unknown, count = 1) => {
    const items = toList(list);
    return count === 1 ? items[0] : items.slice(0, Number(count));
  });
}

function where(list: unknown, key: string, target: unknown): unknown[] {
  const items = toList(list);
  if (!key || (typeof target === "object" && target !== null && !isTime(target) && !isKeyword(target)))
    return items;
  const wanted = target == null ? null : toText(target);
  return items.filter((item) => {
    const value = property(item, toText(key));
    if (wanted === null) return value == null;
    if (typeof value === "string") return value === wanted;
    return (Array.isArray(value) ? value : value == null ? [] : [value]).some(
      (one) => toText(one) === wanted,
    );
  });
}

/** `empty` and `blank`. */
const isKeyword = (value: object): boolean => "equals" in value;

function sort(list: unknown, key?: string, nils = "first"): unknown[] {
  const items = toList(list).map((item) => ({
    item,
    by: key === undefined ? item : property(item, toText(key)),
  }));
  const order = nils === "last" ? 1 : -1;
  return items
    .sort((a, b) => {
      if (a.by == null || b.by == null)
        return a.by == null && b.by == null ? 0 : a.by == null ? order : -order;
      return compare(a.by, b.by);
    })
    .map(({ item }) => item);
}

function groupBy(list: unknown, key: string): { name: unknown; items: unknown[]; size: number }[] {
  const groups = new Map<string, unknown[]>();
  for (const item of toList(list)) {
    const name = toText(property(item, toText(key)));
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return [...groups].map(([name, items]) => ({ name, items, size: items.length }));
}

function sentence(list: unknown, connector = "and"): string {
  const items = toList(list).map(toText);
  if (items.length < 2) return items[0] ?? "";
  if (items.length === 2) return `${items[0]} ${connector} ${items[1]}`;
  return `${items.slice(0, -1).join(", ")}, ${connector} ${items.at(-1)}`;
}

/** A page's neighbours hold neighbours: as deep as this, and no deeper. */
const MAX_DEPTH = 6;

function plain(value: unknown, depth: number): unknown {
  if (isTime(value)) return value.toString();
  if (typeof value !== "object" || value === null) return value;
  if (depth > MAX_DEPTH) return null;
  if (Array.isArray(value)) return Array.from(value, (item) => plain(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !["previous", "next", "output"].includes(key))
      .map(([key, member]) => [key, plain(member, depth + 1)]),
  );
}
